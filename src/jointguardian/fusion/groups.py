"""Which events are together: clusters with their guests, tied by judgements, under one label.

The label is the key of the event known first, so it stays while others join.
"""

from collections.abc import Iterable, Mapping, Sequence

from .leaders import Cluster
from .links import Key
from .profile import Mention

Liked = tuple[float, Cluster]


class Groups:
    """Clusters, guests, reports kept alone, and the groups that they make; tells what changed."""

    def __init__(self) -> None:
        self._cluster: dict[Key, Cluster] = {}
        self._host: dict[Key, Liked] = {}
        self._guests: dict[Cluster, dict[Key, Mention]] = {}
        self._lonely: dict[str, Cluster] = {}
        self._label: dict[Key, Key] = {}
        self._members: dict[Key, tuple[Mention, ...]] = {}
        self._shaken: set[Key] = set()
        self._forced: set[Key] = set()
        self._fresh: dict[Cluster, None] = {}
        self._homeless: set[Key] = set()

    def __contains__(self, label: Key) -> bool:
        return label in self._members

    def labels(self) -> list[Key]:
        """All groups."""
        return list(self._members)

    def label(self, key: Key) -> Key | None:
        """The group of an event; None when it is in none."""
        return self._label.get(key)

    def members(self, label: Key) -> tuple[Mention, ...]:
        """The events of a group, in the order of becoming known."""
        return self._members[label]

    def cluster(self, key: Key) -> Cluster | None:
        """The cluster of an event that is no guest."""
        return self._cluster.get(key)

    def is_guest(self, key: Key) -> bool:
        """Whether a vague event has joined a cluster of dated ones."""
        return key in self._host

    def liking(self, key: Key) -> float | None:
        """How well a guest likes its host; None for an event that is no guest."""
        host = self._host.get(key)
        return None if host is None else host[0]

    def is_placed(self, key: Key) -> bool:
        """Whether an event is in a cluster, as a member or as a guest."""
        return key in self._cluster or key in self._host

    def fresh(self) -> list[Cluster]:
        """Clusters made since the last settling."""
        return [c for c in self._fresh if self._cluster.get(c.members[0].key) is c]

    def homeless(self) -> set[Key]:
        """Guests whose host is no more."""
        return set(self._homeless)

    def shaken_reports(self) -> set[str]:
        """Reports with an event whose place changed since the last settling."""
        return {k[0] for k in self._shaken}

    def shake(self, keys: Iterable[Key], forced: bool = False) -> None:
        """The groups of these events are to be worked out anew; `forced`: even if they stay."""
        keys = set(keys)
        self._shaken |= keys
        self._forced |= keys if forced else set()

    def change(self, gone: Iterable[Cluster], come: Iterable[Cluster]) -> None:
        """Clusters that are no more, and new ones in their place."""
        for one in gone:
            self._end(one)
        for one in come:
            self._begin(one)

    def _begin(self, one: Cluster) -> None:
        self._fresh[one] = None
        for m in one.members:
            self._cluster[m.key] = one
            self._shaken.add(m.key)

    def _end(self, one: Cluster) -> None:
        self._fresh.pop(one, None)
        for key in one.keys:
            self._shaken.add(key)
            if self._cluster.get(key) is one:
                del self._cluster[key]
        for key in self._guests.pop(one, {}):
            del self._host[key]
            self._homeless.add(key)
            self._shaken.add(key)

    def seat(self, vague: Mention, liked: Sequence[Liked], anew: bool) -> bool:
        """Give a vague event the host it likes best, its own being one of them unless `anew`.

        True when it has become a guest, or is one no more.
        """
        was = self._host.get(vague.key)
        rows = [*liked, *([was] if was and not anew else [])]
        best = min(rows, key=_rank, default=None)
        if was is not None:
            self._rise(vague.key, was[1], stays=best is not None and best[1] is was[1])
        if best is not None and (was is None or best[1] is not was[1]):
            self._host[vague.key] = best
            self._guests.setdefault(best[1], {})[vague.key] = vague
            self._shaken |= {vague.key, best[1].members[0].key}
        return (was is None) != (best is None)

    def _rise(self, key: Key, host: Cluster, stays: bool) -> None:
        if not stays:
            self._guests[host].pop(key, None)
            del self._host[key]
            self._shaken |= {key, host.members[0].key}

    def keep(self, report: str, alone: Mention | None) -> None:
        """The one event that stands for a report of which nothing else is placed."""
        was = self._lonely.get(report)
        if was is not None and (alone is None or was.members[0] is not alone):
            self._shaken |= was.keys
            del self._lonely[report]
        if alone is not None and report not in self._lonely:
            self._lonely[report] = Cluster((alone,))
            self._shaken.add(alone.key)

    def forget(self, key: Key) -> None:
        """An event is no more."""
        one = self._cluster.get(key)
        if one is not None:
            self._end(one)
        host = self._host.pop(key, None)
        if host is not None:
            self._guests[host[1]].pop(key, None)
            self._shaken.add(host[1].members[0].key)
        self._homeless.discard(key)
        self._shaken.add(key)
        lonely = self._lonely.get(key[0])
        if lonely is not None and lonely.members[0].key == key:
            del self._lonely[key[0]]

    def settle(self, ties: Mapping[Key, set[Key]]) -> tuple[set[Key], set[str]]:
        """Make the groups of everything shaken anew.

        Gives the labels of the groups that came, went or have other members now, and the reports of
        which an event changed its group.
        """
        before: dict[Key, Key | None] = {}
        was: dict[Key, tuple[Mention, ...]] = {}
        made: list[list[Mention]] = []
        pool, forced = list(self._shaken), self._forced
        while pool:
            key = pool.pop()
            if key in before:
                continue
            group = self._flood(key, ties)
            mine = {key, *(m.key for m in group)}
            before.update((k, self._label.pop(k, None)) for k in mine)
            for label in {b for k in mine if (b := before[k]) and b in self._members}:
                was[label] = self._members.pop(label)
                pool += [m.key for m in was[label]]
            made.append(group)
        for group in made:
            self._name(group)
        now = {at for k in before if (at := self._label.get(k))}
        moved = {k[0] for k, at in before.items() if self._label.get(k) != at}
        changed = {n for n in now | was.keys() if not _same(was.get(n), self._members.get(n))}
        changed |= {at for k in forced if (at := self._label.get(k))}
        self._shaken, self._forced, self._fresh, self._homeless = set(), set(), {}, set()
        return changed, moved

    def _name(self, group: list[Mention]) -> None:
        if group:
            group.sort(key=lambda m: m.order)
            label = group[0].key
            self._members[label] = tuple(group)
            self._label.update((m.key, label) for m in group)

    def _flood(self, key: Key, ties: Mapping[Key, set[Key]]) -> list[Mention]:
        """Everything together with an event: its cluster, guests, and what ties lead to."""
        seen: dict[Cluster, None] = {}
        ahead = [key]
        while ahead:
            home = self._home(ahead.pop())
            if home is None or home in seen:
                continue
            seen[home] = None
            here = [*home.members, *self._guests.get(home, {}).values()]
            ahead += [k for m in here for k in ties.get(m.key, ())]
        return [m for c in seen for m in (*c.members, *self._guests.get(c, {}).values())]

    def _home(self, key: Key) -> Cluster | None:
        host = self._host.get(key)
        if host is not None:
            return host[1]
        lonely = self._lonely.get(key[0])
        alone = lonely if lonely is not None and lonely.members[0].key == key else None
        return self._cluster.get(key) or alone


def _rank(row: Liked) -> tuple[object, ...]:
    """The likest first; of equals the larger, then the one known first."""
    score, one = row
    return (-score, -len(one.members), one.first)


def _same(one: tuple[Mention, ...] | None, other: tuple[Mention, ...] | None) -> bool:
    """Whether two groups have the very same members."""
    if one is None or other is None:
        return one is other
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
