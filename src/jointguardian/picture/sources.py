"""Each source with its grade, who set it, and how often independent origins bear it out or not.

A table of plain tallies, never a score: what they mean for a letter is for a person to say.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..domain import Incident, Source
from .grades import Graded, GradeStep, graded, speaker_key, steps
from .model import Known


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. `accounts` are its shares in incidents.

    Of those, `alone`: no independent origin tells the happening; `borne_out`: one gives the same
    number; `contradicted`: one gives a rival number. `others`: one tells of it, whatever the numbers.
    """

    source: Source
    grade: Graded
    reports: int
    first: str | None
    last: str | None
    accounts: int
    alone: int
    others: int
    borne_out: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody who is quoted: his letter apart from those of the outlets that quote him."""

    name: str
    key: str
    grade: Graded
    claims: int
    reports: int


@dataclass(slots=True)
class Tallies:
    """What was counted over all incidents and readings: one pass, kept for as long as they stand."""

    reports: Counter[str] = field(default_factory=Counter)
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    accounts: Counter[tuple[str, str]] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    speakers: dict[str, set[str]] = field(default_factory=dict)


def tallies(known: Known) -> Tallies:
    """Reports, accounts and quotations by source and speaker."""
    made = Tallies()
    for report in known.reports:
        made.reports[report.source] += 1
        day = report.published_day or f"{report.received:%Y-%m-%d}"
        first, last = made.days.get(report.source, (day, day))
        made.days[report.source] = min(first, day), max(last, day)
    for incident in known.incidents:
        for source, what in _shares(incident):
            made.accounts[source, what] += 1
    for report, reading in zip(known.reports, known.readings, strict=True):
        for claim in reading.claims:
            if claim.speaker and "█" not in claim.speaker:
                made.claims[claim.speaker] += 1
                made.speakers.setdefault(claim.speaker, set()).add(report.id)
    return made


def _shares(incident: Incident) -> Iterable[tuple[str, str]]:
    same, rival = _compared(incident)
    origins = len({m.origin for m in incident.members})
    for member in incident.members:
        yield member.source, "all"
        yield member.source, "others" if origins > 1 else "alone"
        if member.report in same:
            yield member.source, "borne_out"
        if member.report in rival:
            yield member.source, "contradicted"


def _compared(incident: Incident) -> tuple[set[str], set[str]]:
    """The reports whose number another origin gives too, and those with a rival one."""
    origin = {m.report: m.origin for m in incident.members}
    same, rival = set[str](), set[str]()
    for count in incident.counts:
        if count.relation not in ("same", "rivals") or count.to is None:
            continue
        other = incident.counts[count.to]
        if origin.get(count.report) != origin.get(other.report):
            (same if count.relation == "same" else rival).update((count.report, other.report))
    return same, rival


def source_rows(known: Known, counted: Tallies) -> tuple[SourceRow, ...]:
    """The sources, those with the most reports first."""
    history = steps(known.judgements, "reliability")
    made = (_row(s, counted, history) for s in known.sources)
    return tuple(sorted(made, key=lambda r: (-r.reports, r.source.name)))


def _row(
    source: Source, counted: Tallies, history: Mapping[str, tuple[GradeStep, ...]]
) -> SourceRow:
    name = source.name
    first, last = counted.days.get(name, (None, None))
    return SourceRow(
        source=source,
        grade=graded(source.reliability, history, f"source:{source.id}"),
        reports=counted.reports[name],
        first=first,
        last=last,
        accounts=counted.accounts[name, "all"],
        alone=counted.accounts[name, "alone"],
        others=counted.accounts[name, "others"],
        borne_out=counted.accounts[name, "borne_out"],
        contradicted=counted.accounts[name, "contradicted"],
    )


def speaker_rows(known: Known, counted: Tallies, most: int = 60) -> tuple[SpeakerRow, ...]:
    """Those who are quoted most, and all whom a person has graded."""
    history = steps(known.judgements, "reliability")
    often = [name for name, _ in counted.claims.most_common(most)]
    judged = [name for name in counted.claims if speaker_key(name) in history]
    return tuple(
        SpeakerRow(
            name=name,
            key=speaker_key(name),
            grade=graded("F", history, speaker_key(name)),
            claims=counted.claims[name],
            reports=len(counted.speakers[name]),
        )
        for name in dict.fromkeys((*often, *judged))
    )
