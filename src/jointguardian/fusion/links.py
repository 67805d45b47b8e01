"""A graph of mentions that may belong together, and its connected components.

Edges depend on the two mentions alone, so neither they nor the components depend on the order of
arrival; a new mention touches only the components that it joins.
"""

from collections.abc import Iterable

from .profile import Mention

Key = tuple[str, str]


class Links:
    """Mentions, who may belong with whom, and the component of each."""

    def __init__(self) -> None:
        self.mentions: dict[Key, Mention] = {}
        self._next: dict[Key, set[Key]] = {}
        self._part: dict[Key, set[Key]] = {}

    def add(self, mention: Mention, neighbours: Iterable[Key]) -> None:
        """A new mention with its edges; the components that it touches become one."""
        key = mention.key
        self.mentions[key] = mention
        beside = set(neighbours)
        part = {key}
        if beside:
            self._next[key] = beside
        for other in beside:
            self._next.setdefault(other, set()).add(key)
            part = self._joined(part, self.part(other))
        if len(part) > 1:
            self._part[key] = part

    def _joined(self, one: set[Key], other: set[Key]) -> set[Key]:
        """Two components as one, the smaller poured into the larger."""
        if one is other:
            return one
        small, large = sorted((one, other), key=len)
        for key in small if len(large) > 1 else (*small, *large):
            self._part[key] = large
        large |= small
        return large

    def part(self, key: Key) -> set[Key]:
        """The component of a mention: not to be changed by the caller."""
        return self._part.get(key) or {key}

    def drop(self, key: Key) -> list[set[Key]]:
        """Take a mention out; what is left of its component, in pieces."""
        rest = self.part(key) - {key}
        for other in self._next.pop(key, ()):
            self._next[other].discard(key)
        self._part.pop(key, None)
        del self.mentions[key]
        return [self._set(piece) for piece in self._pieces(rest)]

    def _set(self, piece: set[Key]) -> set[Key]:
        for key in piece:
            self._part[key] = piece
        return piece

    def _pieces(self, keys: set[Key]) -> Iterable[set[Key]]:
        left = set(keys)
        while left:
            piece, ahead = set[Key](), {min(left)}
            while ahead:
                piece |= ahead
                ahead = {n for k in ahead for n in self._next.get(k, ())} & left - piece
            left -= piece
            yield piece
