"""Events to clusters: each to the likest centre, the best-told events first; nothing chains.

An event is compared with the centre of a cluster, not with its nearest member, so that a cluster
cannot drift from day to day; then clusters whose centres are alike become one. Both are leader
clusterings along the graph of likely pairs, and both are functions of the events alone.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from .leaders import Cluster, Leaders
from .links import Key, Links
from .profile import Mention, Order

JOIN = 0.60  # least score to join; tuned by hand on kosovo/incidents.json
FOLD = 0.64  # least score for two clusters to become one
LINK = 0.55  # least score of two events that are considered together
# Speech acts are claims first: alone they make an incident only when a report tells nothing else.
SPEECH = frozenset({"accuse", "request", "support", "reject", "consult"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Least scores in 0..1: to join a centre, and for two clusters to become one."""

    join: float = JOIN
    fold: float = FOLD


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Splits:
    """What a person took out, by the number of the judgement, and when that was.

    Those events stay together and apart; only what became known later may join them.
    """

    of: Mapping[Key, int]
    since: Mapping[int, datetime | None]

    def rule(self, key: Key) -> tuple[int, datetime | None] | None:
        """The number of the judgement that took an event out, with its time."""
        number = self.of.get(key)
        return None if number is None else (number, self.since.get(number))


def strength(mention: Mention) -> Order:
    """Sort key: precise, counted, placed and real events first; then by time known and id."""
    p = mention.profile
    plain = "real" not in p.statuses
    return (not p.days, plain, not p.numbers, not p.points, not p.dated, *mention.order)


def may_seed(mention: Mention) -> bool:
    """Whether an event that joins nothing makes an incident of its own."""
    event = mention.event
    if event.casualties:
        return True
    if event.type in SPEECH or event.status == "hypothetical":
        return False
    return mention.profile.dated and len(event.start or "") > 4


class _Joining:
    """Events join centres, those that a person split off before all others."""

    def __init__(self, links: Links, least: float) -> None:
        self._links, self.least = links, least
        self.splits = Splits({}, {})

    def order(self, item: Cluster) -> Order:
        return item.key not in self.splits.of, *strength(item.members[0])

    def near(self, item: Cluster) -> Iterable[Key]:
        return self._links.near(item.key)

    def may_lead(self, item: Cluster) -> bool:
        return item.key in self.splits.of or may_seed(item.members[0])

    def may_join(self, item: Cluster, leader: Cluster) -> bool:
        split = self.splits.of.get(leader.key)
        if item.key in self.splits.of or split is None:
            return self.splits.of.get(item.key) == split
        judged = self.splits.since.get(split)
        return judged is not None and item.members[0].told.report.received > judged

    def bound(self, item: Cluster) -> Hashable:
        return self.splits.of.get(item.key)


class _Folding:
    """Clusters join larger ones; what a person split off stays apart."""

    def __init__(self, links: Links, joined: Leaders, rules: _Joining, least: float) -> None:
        self._links, self._joined, self._rules, self.least = links, joined, rules, least

    def order(self, item: Cluster) -> Order:
        return -len(item.members), *item.first

    def near(self, item: Cluster) -> Iterable[Key]:
        beside = {n for m in item.members for n in self._links.near(m.key)}
        return {k for n in beside if (k := self._joined.leader(n))} - {item.key}

    def may_lead(self, item: Cluster) -> bool:
        return True

    def may_join(self, item: Cluster, leader: Cluster) -> bool:
        return item.key not in self._rules.splits.of and leader.key not in self._rules.splits.of

    def bound(self, item: Cluster) -> Hashable:
        return None


class Clusters:
    """The clusters of all mentions added and not set aside."""

    def __init__(self, limits: Limits = USUAL) -> None:
        self._links = Links()
        self._joining = _Joining(self._links, limits.join)
        self._joined = Leaders(self._joining)
        self._folding = _Folding(self._links, self._joined, self._joining, limits.fold)
        self._folded = Leaders(self._folding)

    @property
    def mentions(self) -> Mapping[Key, Mention]:
        """All mentions, those set aside too."""
        return self._links.mentions

    def add(self, mention: Mention, neighbours: Iterable[Key]) -> None:
        """A new mention, and the mentions that may tell of the same."""
        self._links.add(mention, neighbours)
        self._joined.put(Cluster((mention,)))

    def drop(self, key: Key) -> None:
        """Forget a mention."""
        self.set_aside(key, True)
        self._links.drop(key)

    def set_aside(self, key: Key, aside: bool) -> None:
        """Leave a mention out of all clusters, or take it in again."""
        if aside and key in self._joined:
            self._joined.drop(key)
        elif not aside and key not in self._joined:
            self._joined.put(Cluster((self.mentions[key],)))

    def rule(self, splits: Splits, limits: Limits) -> None:
        """Hold to other judgements and limits from now on."""
        was, self._joining.splits = self._joining.splits, splits
        for key in was.of.keys() | splits.of.keys():
            if was.rule(key) != splits.rule(key):
                for level in (self._joined, self._folded):
                    level.renew(key)
        if (limits.join, limits.fold) != (self._joining.least, self._folding.least):
            self._joining.least, self._folding.least = limits.join, limits.fold
            self._joined.again()
            self._folded.again()

    def settle(self) -> tuple[list[Cluster], list[Cluster]]:
        """Work out the changes: the clusters that are no more, and those that are new."""
        gone, come = self._joined.settle()
        for one in gone:
            self._folded.drop(one.key)
        for one in come:
            self._folded.put(one)
        return self._folded.settle()
