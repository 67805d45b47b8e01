"""Who may belong with whom: edges that depend on the two mentions alone, not on their arrival."""

from collections.abc import Collection, Iterable

from .profile import Mention

Key = tuple[str, str]


class Links:
    """A graph of mentions."""

    def __init__(self) -> None:
        self.mentions: dict[Key, Mention] = {}
        self._next: dict[Key, set[Key]] = {}

    def near(self, key: Key) -> Collection[Key]:
        """The neighbours of a mention: not to be changed by the caller."""
        return self._next.get(key, ())

    def add(self, mention: Mention, neighbours: Iterable[Key]) -> None:
        """A new mention with its edges."""
        key, beside = mention.key, set(neighbours)
        self.mentions[key] = mention
        if beside:
            self._next[key] = beside
        for other in beside:
            self._next.setdefault(other, set()).add(key)

    def drop(self, key: Key) -> None:
        """Take a mention out with its edges."""
        for other in self._next.pop(key, ()):
            self._next[other].discard(key)
        del self.mentions[key]
