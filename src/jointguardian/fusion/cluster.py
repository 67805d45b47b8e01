"""Events to clusters: each to the likest centre, the best-told events first; nothing chains.

An event is compared with the centre of a cluster, not with its nearest member, so that a cluster
cannot drift from day to day. What is clustered at once is one component of the graph of likely
pairs (`links`); the outcome is a function of the component's events alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from .compare import COPIED_DAYS, match
from .links import Key
from .profile import Features, Mention, Order, Tally

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


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Mentions of one happening, the best told first. Never changed: another takes its place."""

    members: tuple[Mention, ...]

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


@dataclass(slots=True)
class _Growing:
    """A cluster in the making; after a person's split only what was known later may join it."""

    members: list[Mention]
    tally: Features
    split: int | None = None

    def take(self, mention: Mention) -> None:
        tally = self.tally if isinstance(self.tally, Tally) else summed(self.members)
        tally.add(mention.profile)
        self.members.append(mention)
        self.tally = tally

    @property
    def first(self) -> Order:
        return min(m.order for m in self.members)


class _Open:
    """Clusters in the making, by day."""

    def __init__(self) -> None:
        self._at: dict[int, dict[int, _Growing]] = {}
        self._undated: dict[int, _Growing] = {}

    def put(self, one: _Growing) -> None:
        for day in one.tally.days:
            self._at.setdefault(day, {})[id(one)] = one
        if not one.tally.days:
            self._undated[id(one)] = one

    def near(self, days: Collection[int]) -> list[_Growing]:
        if not days:
            return list(self._undated.values())
        found: dict[int, _Growing] = {}
        for day in range(min(days) - COPIED_DAYS, max(days) + COPIED_DAYS + 1):
            found.update(self._at.get(day, {}))
        return list(found.values())


def cluster(
    mentions: Collection[Mention],
    limits: Limits = USUAL,
    splits: Mapping[Key, int] = {},
    since: Mapping[int, datetime | None] = {},
) -> list[Cluster]:
    """All clusters of a component; their order of arrival does not matter.

    `splits` names what a person took out, by the number of the judgement, and `since` when: those
    events stay together and apart, and only what was known later may join them.
    """
    if len(mentions) == 1:
        return [Cluster(tuple(mentions))] if all(may_seed(m, splits) for m in mentions) else []
    opened, grown = _Open(), list[_Growing]()

    def found(first: Mention, split: int | None) -> _Growing:
        grown.append(_Growing([first], first.profile, split))
        return grown[-1]

    for mention in sorted((m for m in mentions if m.key in splits), key=strength):
        number = splits[mention.key]
        mine = next((g for g in grown if g.split == number), None)
        if mine is None:
            mine = found(mention, number)
        else:
            mine.take(mention)
        opened.put(mine)
    for mention in sorted((m for m in mentions if m.key not in splits), key=strength):
        near = [g for g in opened.near(mention.profile.days) if _may_join(mention, g, since)]
        best = _best(mention.profile, near, limits.join)
        if best is not None:
            best.take(mention)
        elif may_seed(mention, splits):
            best = found(mention, None)
        if best is not None:
            opened.put(best)
    return [_closed(g) for g in _fold(grown, limits.fold)]


def _closed(one: _Growing) -> Cluster:
    return Cluster(tuple(sorted(one.members, key=strength)))


def _may_join(m: Mention, one: _Growing, since: Mapping[int, datetime | None]) -> bool:
    if one.split is None:
        return True
    judged = since.get(one.split)
    return judged is not None and m.told.report.received > judged


def strength(mention: Mention) -> tuple[object, ...]:
    """Sort key: precise, counted, placed and real events first; then by time known and id."""
    p = mention.profile
    plain = "real" not in p.statuses
    return (not p.days, plain, not p.numbers, not p.points, not p.dated, *mention.order)


def may_seed(mention: Mention, splits: Mapping[Key, int] = {}) -> bool:
    """Whether an event that joins nothing makes an incident of its own."""
    event = mention.event
    if event.casualties or mention.key in splits:
        return True
    if event.type in SPEECH or event.status == "hypothetical":
        return False
    return mention.profile.dated and len(event.start or "") > 4


def _best(profile: Features, near: Iterable[_Growing], least: float) -> _Growing | None:
    """The likest, of equals the larger, then the one known first."""
    scored = [(match(profile, g.tally).score, g) for g in near]
    good = [(s, g) for s, g in scored if s >= least]
    return min(good, key=_rank, default=(0.0, None))[1]


def _rank(row: tuple[float, _Growing | None]) -> tuple[object, ...]:
    score, one = row
    return (-score, -len(one.members), one.first) if one else (-score,)


def _fold(grown: Sequence[_Growing], least: float) -> list[_Growing]:
    """Clusters whose centres are alike become one, the larger taking in the smaller."""
    if len(grown) < 2:
        return list(grown)
    opened, kept = _Open(), list[_Growing]()
    for one in sorted(grown, key=lambda g: (-len(g.members), g.first)):
        near = [g for g in opened.near(one.tally.days) if g.split is None and one.split is None]
        best = _best(one.tally, near, least)
        if best is None:
            kept.append(one)
            opened.put(one)
            continue
        for mention in one.members:
            best.take(mention)
        opened.put(best)
    return kept
