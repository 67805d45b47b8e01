"""What many reports say, as incidents."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ..domain import Claim, Incident, Member
from ..domain.ids import derived_id, digest
from ..domain.judgement import Judgement
from . import describe, judged
from .cluster import SPEECH, Cluster, cluster
from .contradictions import Said, contradictions
from .counts import counts
from .grading import grade
from .origins import origins
from .profile import Mention, mention
from .told import Told

METHOD, VERSION = "centre", "1"


def fuse(told: Sequence[Told], *, judgements: Sequence[Judgement] = ()) -> tuple[Incident, ...]:
    """The incidents of all reports, by start and id; the order of `told` does not matter.

    The same report twice counts once. Events that are only speech, hypothetical or undated join
    incidents but make none, unless their report tells nothing else.
    """
    unique = {t.report.id: t for t in told}
    mentions = [mention(t, e) for t in unique.values() for e in t.reading.events]
    groups = _clusters(mentions, judgements)
    said = _assigned(groups)
    wholly = _wholly(groups)
    incidents = [_incident(g, said[n], wholly[n]) for n, g in enumerate(groups)]
    ruled = [judged.apply(i, judgements) for i in incidents]
    return tuple(sorted(ruled, key=lambda i: (i.start or "9999", i.id)))


def _clusters(mentions: Sequence[Mention], judgements: Sequence[Judgement]) -> list[list[Mention]]:
    apart = judged.splits(judgements)
    torn = frozenset(m.key for m in mentions if any(_in(m, s) for s in apart))
    found = cluster(mentions, torn)
    found += [c for s in apart if (c := _of([m for m in mentions if _in(m, s)])).members]
    groups = [sorted(c.members, key=lambda m: m.order) for c in found]
    groups = _merged(groups, judged.merges(judgements))
    return [*groups, *_lonely(mentions, groups, torn)]


def _in(m: Mention, events: frozenset[str]) -> bool:
    report, event = m.key
    return event in events or f"{report}:{event}" in events


def _of(members: Sequence[Mention]) -> Cluster:
    made = Cluster()
    for m in members:
        made.take(m)
    return made


def _merged(groups: list[list[Mention]], pairs: Sequence[tuple[str, str]]) -> list[list[Mention]]:
    for one, other in pairs:
        by_id = {incident_id(g): g for g in groups}
        if one in by_id and other in by_id and one != other:
            rest = [g for i, g in by_id.items() if i not in (one, other)]
            groups = [*rest, sorted([*by_id[one], *by_id[other]], key=lambda m: m.order)]
    return groups


def _lonely(
    mentions: Sequence[Mention],
    groups: Sequence[Sequence[Mention]],
    torn: frozenset[tuple[str, str]],
) -> list[list[Mention]]:
    """Reports whose events joined and made nothing: their first event becomes an incident."""
    placed = {m.told.report.id for g in groups for m in g} | {r for r, _ in torn}
    lonely: dict[str, list[Mention]] = {}
    for m in sorted(mentions, key=lambda m: (m.event.type in SPEECH, *m.order)):
        if m.told.report.id not in placed and m.event.status != "hypothetical":
            lonely.setdefault(m.told.report.id, []).append(m)
    return [members[:1] for members in lonely.values()]


def incident_id(members: Sequence[Mention]) -> str:
    """Derived from the member known first, so that it stays while others join."""
    return derived_id("i", *min(members, key=lambda m: m.order).key)


def _assigned(groups: Sequence[Sequence[Mention]]) -> dict[int, list[Said]]:
    """Each claim goes to the incident of the event told nearest to it in its report."""
    events: dict[str, list[tuple[int, Mention]]] = {}
    for n, group in enumerate(groups):
        for m in group:
            events.setdefault(m.told.report.id, []).append((n, m))
    said: dict[int, list[Said]] = {n: [] for n in range(len(groups))}
    for here in events.values():
        told = here[0][1].told
        for claim in told.reading.claims:
            n = min(here, key=lambda x: (_apart(claim, x[1]), x[1].order))[0]
            said[n].append(Said(told, claim))
    return {n: sorted(rows, key=_said_order) for n, rows in said.items()}


def _apart(claim: Claim, m: Mention) -> int:
    """Characters between a claim and an event; 0 when they overlap, -1 when it asserts it."""
    if m.event.asserted_by == claim.id:
        return -1
    event = m.event.span
    return max(0, event.start - claim.span.end, claim.span.start - event.end)


def _said_order(said: Said) -> tuple[object, ...]:
    report = said.told.report
    return report.received, report.id, said.claim.span.start, said.claim.id


def _wholly(groups: Sequence[Sequence[Mention]]) -> list[frozenset[str]]:
    """For each incident the reports of which at least half of the told events are in it."""
    total = Counter(m.told.report.id for g in groups for m in g)
    mine = [Counter(m.told.report.id for m in g) for g in groups]
    return [frozenset(r for r, n in c.items() if 2 * n >= total[r]) for c in mine]


def _incident(group: Sequence[Mention], said: Sequence[Said], wholly: frozenset[str]) -> Incident:
    kind, status = describe.kind_of(group), describe.status_of(group)
    start, end = describe.dates(group)
    rows = counts(group)
    told = {m.told.report.id: m.told for m in group}
    stems = origins(list(told.values()))
    letters = {r: t.source.reliability for r, t in told.items()}
    witnesses = {r: stem for r, stem in stems.items() if not told[r].report.invented}
    members = tuple(
        Member(
            report=r,
            source=t.source.name,
            published=t.report.published,
            events=tuple(m.event.id for m in group if m.told.report.id == r),
            claims=tuple(s.claim.id for s in said if s.told.report.id == r),
            grade=grade(r, letters, witnesses, rows),
            origin=stems[r],
        )
        for r, t in told.items()
    )
    return Incident(
        id=incident_id(group),
        what=describe.what(group, kind, status),
        type=kind,
        start=start,
        end=end,
        places=describe.places(group),
        counts=rows,
        reports=tuple(told),
        sources=tuple(dict.fromkeys(t.source.name for t in told.values())),
        independent_origins=len(set(witnesses.values())),
        contradictions=contradictions(group, rows, said, wholly),
        confidence=None,
        status=status,
        members=members,
        digest=digest(_inputs(group, told)),
    )


def _inputs(group: Sequence[Mention], told: Mapping[str, Told]) -> list[object]:
    """What an incident was made from: the method, its events and the texts they stand in."""
    texts = sorted((r, t.report.sha256, t.source.reliability) for r, t in told.items())
    return [METHOD, VERSION, texts, sorted([*m.key, digest(m.event)] for m in group)]
