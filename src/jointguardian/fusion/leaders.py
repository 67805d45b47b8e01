"""Leader clustering, kept up to date while items come and go.

All items stand in an order. Each joins the likest group that one of its neighbours before it is in,
or else leads a group of its own. A change is followed only where it can matter: to later neighbours
of the groups that it changed. The outcome is that of going through all items anew.

Source: Hartigan, "Clustering Algorithms" (1975), chapter 3, the leader algorithm; here with the
centre of a group in place of its leader, and neighbours in place of all items.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from typing import Protocol

from .compare import match
from .links import Key
from .profile import Features, Mention, Order, Tally


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Mentions of one happening. Never changed: another takes its place."""

    members: tuple[Mention, ...]

    @property
    def key(self) -> Key:
        """The key of its first member."""
        return self.members[0].key

    @property
    def keys(self) -> frozenset[Key]:
        """The members' keys."""
        return frozenset(m.key for m in self.members)

    @property
    def first(self) -> Order:
        """The order of the member known first."""
        return min(m.order for m in self.members)

    @property
    def features(self) -> Features:
        """The centre."""
        return self.members[0].profile if len(self.members) == 1 else _centre(self)


@lru_cache(maxsize=4_096)
def _centre(cluster: Cluster) -> Tally:
    return summed(cluster.members)


def summed(members: Iterable[Mention]) -> Tally:
    """The centre of some mentions."""
    tally = Tally()
    for m in members:
        tally.add(m.profile)
    return tally


class Rules(Protocol):
    """What a clustering goes by: functions of the items alone."""

    least: float
    """The least score to join a group, in 0..1."""

    def order(self, item: Cluster) -> Order:
        """The place of an item in the order of all: unique."""

    def near(self, item: Cluster) -> Iterable[Key]:
        """The keys of an item's neighbours: symmetric; keys of no item are passed over."""

    def may_lead(self, item: Cluster) -> bool:
        """Whether an item that joins nothing makes a group."""

    def may_join(self, item: Cluster, leader: Cluster) -> bool:
        """Whether an item may be in a group led by another."""

    def bound(self, item: Cluster) -> Hashable:
        """Not None when an item joins whatever it may, unlike or not."""


class _Upto:
    """The centre of a group's items before a place in the order; it moves on, never back."""

    def __init__(self) -> None:
        self.items = 0
        self._members: list[Mention] = []
        self._tally: Tally | None = None
        self.first: Order = ()

    @property
    def size(self) -> int:
        return len(self._members)

    @property
    def features(self) -> Features:
        if self.size == 1:
            return self._members[0].profile
        if self._tally is None:
            self._tally = summed(self._members)
        return self._tally

    def reach(self, items: list[Cluster], number: int) -> None:
        for item in items[self.items : number]:
            self.first = min(self.first or item.first, item.first)
            self._members += item.members
            if self._tally is not None:
                for m in item.members:
                    self._tally.add(m.profile)
        self.items = number


class Leaders:
    """The groups of all items put in; `settle` tells what changed."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._items: dict[Key, Cluster] = {}
        self._order: dict[Key, Order] = {}
        self._lead: dict[Key, Key] = {}
        self._groups: dict[Key, list[Cluster]] = {}
        self._made: dict[Key, Cluster] = {}
        self._heap: list[tuple[Order, Key]] = []
        self._queued: set[Key] = set()
        self._since: dict[Key, Order] = {}
        self._upto: dict[Key, _Upto] = {}

    def __contains__(self, key: Key) -> bool:
        return key in self._items

    def leader(self, key: Key) -> Key | None:
        """The key of the item that leads the group of this one."""
        return self._lead.get(key)

    def put(self, item: Cluster) -> None:
        """A new item; its neighbours have to be known by now."""
        key = item.key
        self._items[key], self._order[key] = item, self._rules.order(item)
        self._queue(key)

    def drop(self, key: Key) -> None:
        """Take an item out; its neighbours have still to be known."""
        self._leave(key)
        self._queued.discard(key)
        del self._items[key], self._order[key]

    def renew(self, key: Key) -> None:
        """Decide anew on an item that other rules hold for now; nothing where it is no item."""
        if key in self._items:
            item = self._items[key]
            self.drop(key)
            self.put(item)

    def again(self) -> None:
        """Decide anew on all items."""
        for key in self._items:
            self._queue(key)

    def settle(self) -> tuple[list[Cluster], list[Cluster]]:
        """Work out the changes: the groups that are no more, and those that are new."""
        self._upto.clear()
        while self._heap:
            order, key = heappop(self._heap)
            if key in self._queued and self._order.get(key) == order:
                self._queued.discard(key)
                self._decide(key)
        changed = sorted(self._since)
        self._since.clear()
        self._upto.clear()
        gone = {_ids(one): one for k in changed if (one := self._made.pop(k, None))}
        come = []
        for leader in changed:
            if leader in self._groups:
                one = self._make(leader)
                self._made[leader] = stays = gone.pop(_ids(one), one)
                come += [one] if stays is one else []
        return list(gone.values()), come

    def _make(self, leader: Key) -> Cluster:
        items = self._groups[leader]
        return items[0] if len(items) == 1 else Cluster(tuple(m for i in items for m in i.members))

    def _queue(self, key: Key) -> None:
        if key not in self._queued:
            self._queued.add(key)
            heappush(self._heap, (self._order[key], key))

    def _decide(self, key: Key) -> None:
        item = self._items[key]
        leader = self._best(item, self._candidates(key, item))
        if leader is None and self._rules.may_lead(item):
            leader = key
        if leader != self._lead.get(key):
            self._leave(key)
            if leader is not None:
                self._enter(key, leader)

    def _candidates(self, key: Key, item: Cluster) -> Iterator[Key]:
        """The leaders of the groups that an item may join."""
        order, seen = self._order[key], set[Key]()
        for other in self._rules.near(item):
            leader = self._lead.get(other)
            if leader is None or leader in seen or self._order[other] >= order:
                continue
            seen.add(leader)
            if self._rules.may_join(item, self._items[leader]):
                yield leader

    def _best(self, item: Cluster, leaders: Iterable[Key]) -> Key | None:
        """The likest group, of equals the larger, then the one known first."""
        if self._rules.bound(item) is not None:
            return min(leaders, default=None)
        best: tuple[float, int, Order, Key] | None = None
        features = item.features
        for leader in leaders:
            upto = self._centre(leader, self._order[item.key])
            score = match(features, upto.features).score
            if score >= self._rules.least:
                row = -score, -upto.size, upto.first, leader
                best = row if best is None else min(best, row)
        return best[3] if best else None

    def _centre(self, leader: Key, order: Order) -> _Upto:
        items = self._groups[leader]
        number = bisect_left(items, order, key=self._place)
        upto = self._upto.get(leader)
        if upto is None or upto.items > number:
            upto = self._upto[leader] = _Upto()
        upto.reach(items, number)
        return upto

    def _place(self, item: Cluster) -> Order:
        return self._order[item.key]

    def _enter(self, key: Key, leader: Key) -> None:
        items = self._groups.setdefault(leader, [])
        items.insert(bisect_left(items, self._order[key], key=self._place), self._items[key])
        self._lead[key] = leader
        self._stir(key, leader)

    def _leave(self, key: Key) -> None:
        leader = self._lead.get(key)
        if leader is None:
            return
        self._stir(key, leader)
        del self._lead[key]
        items = self._groups[leader]
        del items[bisect_left(items, self._order[key], key=self._place)]
        if not items:
            del self._groups[leader]

    def _stir(self, key: Key, leader: Key) -> None:
        """A group changes from an item on: all later items and neighbours decide anew."""
        order, since = self._order[key], self._since.get(leader)
        whole = since is None or order < since
        if whole:
            self._since[leader] = order
        for item in self._groups[leader] if whole else [self._items[key]]:
            for other in (item.key, *self._rules.near(item)):
                if other in self._items and self._order[other] > order:
                    self._queue(other)


def _ids(one: Cluster) -> tuple[int, ...]:
    return tuple(map(id, one.members))
