"""Events to clusters: each to the likest centre, the best-told events first; nothing chains.

An event is compared with the centre of a cluster, not with its nearest member, so that a cluster
cannot drift from day to day. Candidates are found by type and day, so cost grows with the number
of events times the clusters of one day, not with the square of all events.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from .compare import MISREAD_DAYS, TELLING, compatible_types, match
from .profile import Mention, Profile

JOIN = 0.62  # least score to join; tuned by hand on kosovo/incidents.json
FOLD = 0.66  # least score for two clusters to become one
# Speech acts are claims first: alone they make an incident only when a report tells nothing else.
SPEECH = frozenset({"accuse", "request", "support", "reject", "consult"})


@dataclass(slots=True)
class Cluster:
    """Mentions of one incident and their common profile, the centre."""

    members: list[Mention] = field(default_factory=list)
    profile: Profile = field(default_factory=Profile)

    def take(self, mention: Mention) -> None:
        """Take a mention in and move the centre."""
        self.members.append(mention)
        self.profile.add(mention.profile)


class Blocks:
    """Clusters by (type, day): where a mention looks for its incident."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, date], dict[int, Cluster]] = {}
        self._undated: dict[str, dict[int, Cluster]] = {}

    def put(self, cluster: Cluster) -> None:
        """Enter a cluster under all its types and days."""
        for kind in cluster.profile.types:
            if not cluster.profile.days:
                self._undated.setdefault(kind, {})[id(cluster)] = cluster
            for day in cluster.profile.days:
                self._at.setdefault((kind, day), {})[id(cluster)] = cluster

    def near(self, profile: Profile) -> list[Cluster]:
        """Clusters of a compatible type within a day, or within a vague date's period."""
        kinds = {k for t in profile.types for k in compatible_types(t)}
        found: dict[int, Cluster] = {}
        for kind in sorted(kinds):
            if not profile.days:
                found.update(self._undated.get(kind, {}))
            for day in _days(profile):
                found.update(self._at.get((kind, day), {}))
        return list(found.values())


def _days(profile: Profile) -> set[date]:
    if profile.days:
        telling = any(n > TELLING for _, _, n in profile.numbers)
        reach = MISREAD_DAYS if telling else 1
        return {d + timedelta(days=n) for d in profile.days for n in range(-reach, reach + 1)}
    if profile.window is None:
        return set()
    first, last = profile.window
    span = (last - first).days
    return {first + timedelta(days=n) for n in range(span + 1)} if span <= 62 else set()


def cluster(mentions: Sequence[Mention], apart: frozenset[tuple[str, str]]) -> list[Cluster]:
    """All clusters; the outcome does not depend on the order of `mentions`.

    `apart` are mentions that a person has split off: they are not clustered with others.
    """
    blocks, clusters = Blocks(), list[Cluster]()
    for mention in sorted(mentions, key=strength):
        if mention.key in apart:
            continue
        best = _best(mention.profile, blocks.near(mention.profile))
        if best is None and not may_seed(mention):
            continue
        if best is None:
            best = Cluster()
            clusters.append(best)
        best.take(mention)
        blocks.put(best)
    return _fold(clusters)


def strength(mention: Mention) -> tuple[object, ...]:
    """Sort key: precise, counted, placed and real events first; then by time known and id."""
    p = mention.profile
    plain = "real" not in p.statuses
    return (not p.days, plain, not p.numbers, not p.precise, not p.dated, *mention.order)


def may_seed(mention: Mention) -> bool:
    """Whether an event that joins nothing makes an incident of its own."""
    event = mention.event
    if event.casualties:
        return True
    if event.type in SPEECH or event.status == "hypothetical":
        return False
    return mention.profile.dated and len(event.start or "") > 4


def _best(profile: Profile, candidates: Iterable[Cluster]) -> Cluster | None:
    scored = [(match(profile, c.profile).score, c) for c in candidates]
    good = [(s, c) for s, c in scored if s >= JOIN]
    return max(good, key=lambda x: (x[0], len(x[1].members)))[1] if good else None


def _fold(clusters: list[Cluster]) -> list[Cluster]:
    """Clusters whose centres are alike become one, the larger taking in the smaller."""
    blocks, kept = Blocks(), list[Cluster]()
    for one in sorted(clusters, key=lambda c: (-len(c.members), min(m.order for m in c.members))):
        good = [
            (match(one.profile, c.profile).score, -n, c)
            for n, c in enumerate(blocks.near(one.profile))
        ]
        best = max(good, default=(0.0, 0, one), key=lambda g: g[:2])
        if best[0] < FOLD:
            kept.append(one)
            blocks.put(one)
            continue
        for mention in one.members:
            best[2].take(mention)
        blocks.put(best[2])
    return kept
