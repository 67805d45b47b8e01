"""Fusion that goes on: reports come one by one, and only what a report touches is worked out anew.

Two graphs of likely pairs hold the events: those with a day, and vague ones. Components of the
first are clustered each for itself; a vague event then joins the likest of their clusters as a
guest, which moves no centre; the vague events left over are clustered among themselves. Edges,
clusters of a component, and the choice of a host are functions of the events alone, so the outcome
is the same in whatever order reports came, and the same as fusing all at once.
"""

from collections.abc import Collection, Iterable, Sequence

from ..domain import Incident
from ..domain.judgement import Judgement
from . import build, judged
from .blocks import Blocks, day_asks, day_keys, month_keys
from .cluster import LINK, SPEECH, USUAL, Clusters, Limits, Splits, strength
from .compare import Match, match
from .flows import flows
from .groups import Groups
from .judged import Docket, Rulings
from .leaders import Cluster
from .learned import Judged, learned
from .links import Key
from .profile import Mention, mention
from .told import Told


class Incidents:
    """All incidents of the reports taken so far.

    `add` and `incidents` give finished incidents; `take` only takes reports in, for the first load
    of many. A report taken again replaces what was read in it before.
    """

    def __init__(self, judgements: Sequence[Judgement] = (), limits: Limits = USUAL) -> None:
        self._start = self._limits = limits
        self._docket, self._rulings = Docket(judgements), Rulings()
        self._reports: dict[str, tuple[Told, tuple[Mention, ...]]] = {}
        self._dated, self._vague = Clusters(limits), Clusters(limits)
        self._days, self._hooks, self._vague_hooks = Blocks(), Blocks(), Blocks()
        self._groups = Groups()
        self._built: dict[Key, Incident] = {}
        self._builder = build.Builder()
        self._new: set[Key] = set()
        self._others: dict[Key, float] = {}
        self._unasked: set[Key] = set()
        self._renamed = False

    def __len__(self) -> int:
        return len(self._reports)

    def add(self, told: Told) -> tuple[Incident, ...]:
        """Take one report in; the incidents that are new or changed by it."""
        self.take([told])
        changed = self._settle()
        return _sorted(self._incident(label) for label in changed if label in self._groups)

    def take(self, told: Iterable[Told]) -> None:
        """Take reports in; what they change is worked out when it is next asked for."""
        for one in told:
            known = self._reports.get(one.report.id)
            if known is not None and known[0] == one:
                continue
            if known is not None:
                self.drop(one.report.id)
            self._enter(one)

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Hold to these judgements from now on, instead of those before."""
        self._docket, self._renamed = Docket(judgements), True
        for mentions in (m for _, m in self._reports.values()):
            for one in mentions:
                self._docket.meet(one)

    def drop(self, report: str) -> None:
        """Forget a report."""
        _, mentions = self._reports.pop(report)
        self._builder.forget(report)
        for one in mentions:
            self._leave_blocks(one)
            self._clusters(one).drop(one.key)
            self._new.discard(one.key)
            self._others.pop(one.key, None)
            self._groups.forget(one.key)

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents, by start and id."""
        self._settle()
        return _sorted(self._incident(label) for label in self._groups.labels())

    def changed(self) -> tuple[tuple[Incident, ...], tuple[str, ...]]:
        """What is new or changed since this was last asked: the incidents, and the ids of those gone."""
        self._settle()
        labels, self._unasked = self._unasked, set()
        here = [label for label in labels if label in self._groups]
        gone = {judged.incident_id(label) for label in labels if label not in self._groups}
        return _sorted(self._incident(label) for label in here), tuple(sorted(gone))

    def why(self, event: Key, incident: Incident) -> Match | None:
        """Why an event is in an incident: its likeness to the others there; None when alone."""
        self._settle()
        label = self._groups.label(event)
        members = self._groups.members(label) if label else ()
        others = [m for m in members if m.key != event]
        mine = next((m for m in members if m.key == event), None)
        if mine is None or not others or judged.incident_id(members[0].key) != incident.id:
            return None
        return match(mine.profile, Cluster(tuple(others)).features)

    def _enter(self, told: Told) -> None:
        mentions = tuple(mention(told, e) for e in (*told.reading.events, *flows(told)))
        mentions = tuple({m.key: m for m in mentions}.values())
        self._reports[told.report.id] = told, mentions
        for one in mentions:
            self._renamed |= self._docket.meet(one)
            near = self._days.near(day_asks(one.profile), one) if one.profile.days else (
                self._vague_hooks.near(month_keys(one.profile), one)
            )  # fmt: skip
            self._clusters(one).add(one, [o.key for o in near if likely(one, o)])
            self._enter_blocks(one)
            self._new.add(one.key)

    def _clusters(self, one: Mention) -> Clusters:
        return self._dated if one.profile.days else self._vague

    def _enter_blocks(self, one: Mention) -> None:
        if one.profile.days:
            self._days.put(one, day_keys(one.profile))
            self._hooks.put(one, month_keys(one.profile))
        else:
            self._vague_hooks.put(one, month_keys(one.profile))

    def _leave_blocks(self, one: Mention) -> None:
        if one.profile.days:
            self._days.drop(one, day_keys(one.profile))
            self._hooks.drop(one, month_keys(one.profile))
        else:
            self._vague_hooks.drop(one, month_keys(one.profile))

    def settle(self) -> None:
        """Work out now what the reports taken in have changed."""
        self._settle()

    def _settle(self) -> set[Key]:
        """Bring clusters and groups up to date; the labels of the groups that changed."""
        if self._renamed:
            self._rule()
        if self._new or self._groups.shaken_reports():
            self._new = {
                k for k in self._new if k in self._dated.mentions or k in self._vague.mentions
            }
            self._groups.change(*self._dated.settle())
            for key in self._host():
                self._vague.set_aside(key, self._groups.is_guest(key))
            self._groups.change(*self._vague.settle())
            self._keep_lonely()
            self._new = set()
        changed, moved = self._groups.settle(self._rulings.ties)
        changed |= {label for r in moved if r in self._reports for label, _ in self._placed(r)}
        for label in changed:
            self._built.pop(label, None)
        self._unasked |= changed
        return changed

    def _rule(self) -> None:
        """Take over what the judgements say of the events known by now."""
        was, self._rulings, self._renamed = self._rulings, self._docket.rulings(), False
        now = self._rulings
        moved = {
            k
            for k in was.splits.keys() | now.splits.keys()
            if was.splits.get(k) != now.splits.get(k)
        }
        self._new |= {k for k in moved if k in self._dated.mentions or k in self._vague.mentions}
        tied = was.ties.keys() | now.ties.keys()
        self._groups.shake(k for k in tied if was.ties.get(k) != now.ties.get(k))
        self._groups.shake(was.about.keys() | now.about.keys(), forced=True)
        limits = learned([j for p in now.pairs if (j := self._judged(p))], self._start)
        if limits != self._limits:
            self._limits = limits
            self._new |= self._dated.mentions.keys() | self._vague.mentions.keys()
        for clusters in (self._dated, self._vague):
            clusters.rule(Splits(now.splits, now.since), self._limits)

    def _judged(self, pair: tuple[Key, Key, bool]) -> Judged | None:
        one, other = (self._dated.mentions.get(k) or self._vague.mentions.get(k) for k in pair[:2])
        return Judged(pair_score(one, other).score, pair[2]) if one and other else None

    def _host(self) -> set[Key]:
        """Find hosts for vague events; those that are, or were, to be clustered among themselves."""
        new = {k for k in self._new if k in self._vague.mentions}
        gone = self._groups.homeless()
        asked: dict[Key, dict[Cluster, None]] = {k: {} for k in (*gone, *new)}
        for one in self._groups.fresh():
            for m in one.members:
                hooks = month_keys(m.profile) if m.profile.days else ()
                for guest in self._vague_hooks.near(hooks, m):
                    asked.setdefault(guest.key, {})[one] = None
        shaken = new | gone
        for key, fresh in asked.items():
            if self._seat(self._vague.mentions[key], fresh, key in new, key in gone):
                shaken.add(key)
        return shaken

    def _seat(self, vague: Mention, fresh: Collection[Cluster], new: bool, gone: bool) -> bool:
        """Find the host of a vague event; True when it became a guest, or is one no more.

        One whose host is no more looks at all clusters only where none of the fresh ones is liked
        better than any other was when it last looked.
        """
        liked = [] if new else self._liked(vague, fresh)
        best = max((s for s, _ in liked), default=0.0)
        if new or (gone and best <= self._others.get(vague.key, 1.0)):
            liked = self._liked(vague, self._hosts(vague))
            self._others[vague.key] = self._limits.join
        scores = sorted(s for s, _ in liked)
        was = self._groups.liking(vague.key)
        if was is not None and not new:
            scores = sorted((*scores, was))
        beaten = scores[-2] if len(scores) > 1 else 0.0
        self._others[vague.key] = max(beaten, self._others.get(vague.key, 1.0))
        return self._groups.seat(vague, liked, anew=new or gone)

    def _hosts(self, vague: Mention) -> set[Cluster]:
        near = self._hooks.near(month_keys(vague.profile), vague)
        return {c for m in near if (c := self._groups.cluster(m.key))}

    def _liked(self, vague: Mention, clusters: Collection[Cluster]) -> list[tuple[float, Cluster]]:
        """The clusters that a vague event may join, with its likeness to each."""
        if vague.key in self._rulings.splits:
            return []
        scored = [(match(vague.profile, c.features).score, c) for c in clusters]
        return [(s, c) for s, c in scored if s >= self._limits.join]

    def _keep_lonely(self) -> None:
        """A report whose events made and joined nothing: its first event is an incident."""
        for report in self._groups.shaken_reports() | {k[0] for k in self._new}:
            _, mentions = self._reports.get(report, (None, ()))
            placed = any(self._groups.is_placed(m.key) for m in mentions)
            real = [m for m in mentions if m.event.status != "hypothetical"]
            first = min(real, key=lambda m: (m.event.type in SPEECH, *m.order), default=None)
            self._groups.keep(report, None if placed else first)

    def _incident(self, label: Key) -> Incident:
        if label not in self._built:
            group = self._groups.members(label)
            placed = {r: self._placed(r) for r in {m.told.report.id for m in group}}
            made = self._builder.incident(label, group, placed)
            about = [j for m in group for j in self._rulings.about.get(m.key, ())]
            self._built[label] = judged.apply(made, about)
        return self._built[label]

    def _placed(self, report: str) -> list[tuple[Key, Mention]]:
        rows = ((self._groups.label(m.key), m) for m in self._reports[report][1])
        return [(label, m) for label, m in rows if label is not None]


def likely(one: Mention, other: Mention) -> bool:
    """Whether two events may tell one happening: symmetric."""
    return pair_score(one, other).score >= LINK


def pair_score(one: Mention, other: Mention) -> Match:
    """The score of two events with its reasons: of the worse told to the better told."""
    better, worse = sorted((one, other), key=strength)
    return match(worse.profile, better.profile)


def _sorted(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(incidents, key=lambda i: (i.start or "9999", i.id)))
