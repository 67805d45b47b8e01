"""The warning in a product: problems and what was seen of them, the tension with its interval and reasons, the record."""

from collections.abc import Iterator, Mapping, Sequence

from ...domain import IndicatorFinding, ProblemFinding, Reason, TensionLevel, TrackRecord
from ..build import why_level
from ..wording import day_words, guarded
from .material import Material
from .refs import trimmed
from .tree import Item, Note, Ref, Row, Sentence, Table

NONE = Note("Tension is not followed in this operation.")
READ_SO = Note(
    "50 is the line of escalation: twice the usual weight of hostile signs, and 20 a week. A level says how it "
    "stands and predicts nothing; how often it was right stands on the page of the tension."
)
SAID = "hostile-claims"
MOST = 6
"""Reasons that are listed."""


def tension(material: Material) -> Sequence[Item]:
    """The level of the whole area, its reasons, and the municipalities that are not green."""
    levels = material.picture.tension.followed
    if not levels:
        return [NONE]
    first, rest = levels[0], levels[1:]
    claims = {c.claim.id: c.report for c in material.picture.claims}
    return [
        *_problems(material, claims),
        *_first(first, claims),
        *_others(rest, material, claims),
        *_record(material.record),
        READ_SO,
    ]


def _problems(material: Material, claims: Mapping[str, str]) -> Iterator[Item]:
    """What one would have to be warned of, and how many of the signs named beforehand were seen."""
    rows = tuple(
        Row(
            (
                guarded(told.question),
                told.level or "withheld",
                told.up_to,
                *_seen([i for s in told.scenarios for i in s.indicators]),
            ),
            _sighted(told, claims),
        )
        for told in material.problems
    )
    if rows:
        yield Table(("Warned of", "Level", "Could be", "Observed", "Nobody looked"), rows)
        yield Note(
            "The level of a warning problem counts which of its indicators were seen. It is no probability; "
            "'could be' is the level if all that nobody looked at were so."
        )


def _seen(indicators: Sequence[IndicatorFinding]) -> tuple[str, str]:
    states = [i.state for i in indicators]
    observed, unseen = states.count("observed"), states.count("nobody-looked")
    return f"{observed} of {len(states)}", str(unseen)


def _sighted(told: ProblemFinding, claims: Mapping[str, str]) -> tuple[Ref, ...]:
    """What the newest sighting of each observed indicator rests on."""
    newest = [i.seen[0] for s in told.scenarios for i in s.indicators if i.seen]
    refs = [Ref("claim", s.ref, claims[s.ref]) for s in newest if s.ref in claims]
    refs += [Ref("report", s.reports[0], s.reports[0]) for s in newest if s.reports]
    return trimmed(refs)


def _record(record: TrackRecord | None) -> Iterator[Item]:
    if record is None:
        return
    if not record.outcomes:
        yield Note("No warning was given in this operation so far: it has no track record.")
        return
    yield Note(
        f"Warnings given since {day_words(record.since or '')}: {record.hits} hits, {record.late} on or after the "
        f"onset, {record.false_alarms} false alarms, {record.missed} onsets missed, {record.pending} pending."
    )


def _first(told: TensionLevel, claims: Mapping[str, str]) -> Iterator[Item]:
    level = told.level or "withheld"
    text = f"Tension in the whole area on {day_words(told.day)}: {level}. {why_level(told)}"
    text += f" {told.heard} reports in four weeks, usual {told.usual:g}."
    yield Sentence(guarded(text), _refs(told.reasons[:MOST], claims))
    for words in told.lower:
        yield Note(guarded(words))
    rows = tuple(
        Row((f"{r.share:.0%}", guarded(r.why), r.label), _refs([r], claims))
        for r in told.reasons[:MOST]
    )
    if rows:
        yield Table(("Share", "What counts", "Indicator"), rows)


def _others(
    levels: Sequence[TensionLevel], material: Material, claims: Mapping[str, str]
) -> Iterator[Item]:
    high = [t for t in levels if t.level not in (None, "green")]
    rows = tuple(
        Row(
            (
                material.names.get(t.unit, t.unit),
                t.level or "",
                f"{t.index:.0f}",
                f"{t.low:.0f} to {t.high:.0f}",
                str(t.heard),
            ),
            _refs(t.reasons[:1], claims),
        )
        for t in sorted(high, key=lambda t: -t.index)
    )
    if rows:
        yield Table(("Municipality", "Level", "Index", "Between", "Reports in 4 weeks"), rows)
    quiet = sum(t.level is None for t in levels)
    if quiet:
        yield Note(
            f"Of {len(levels)} municipalities {quiet} have no level: too few reports tell of them."
        )


def _refs(rows: Sequence[Reason], claims: Mapping[str, str]) -> tuple[Ref, ...]:
    said = [Ref("claim", r.ref, claims[r.ref]) for r in rows if r.ref in claims]
    done = [Ref("incident", r.ref) for r in rows if r.indicator != SAID]
    told = [Ref("report", report, report) for r in rows for report in r.reports[:1]]
    return trimmed([*said, *told, *done])
