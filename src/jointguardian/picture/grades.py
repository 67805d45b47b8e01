"""Grades with their reasons: the machine's proposal, what people set, and who set what before.

A source's letter, an item's number, and those of a speaker who is quoted are kept apart; nothing
here puts two of them together. Source: NATO AJP-2.1, the Admiralty system.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..domain import Claim, Count, Incident, Judgement, Member, Span
from .model import Known

SCALE_VALUES = ("reliability", "credibility")


@dataclass(frozen=True, slots=True)
class GradeStep:
    """One decision about a letter or a number: what it was, what it became, who, when and why."""

    before: str
    now: str
    by: str
    at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A letter or number as it stands: `history` is empty while no person has set or confirmed it."""

    value: str
    history: tuple[GradeStep, ...] = ()

    @property
    def by_person(self) -> bool:
        """Whether a person set or confirmed it."""
        return bool(self.history)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Why the machine proposes a number for a report's share in an incident."""

    report: str
    credibility: str
    proposed: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A speaker's words in a report, graded apart from the outlet: his letter, their number."""

    speaker: str
    role: str | None
    stance: str
    report: str
    span: Span
    words: str
    reliability: Graded
    credibility: Graded
    speaker_key: str
    said_key: str


def speaker_key(name: str) -> str:
    """The subject of judgements about a speaker."""
    return f"speaker:{' '.join(name.casefold().split())}"


def quoted_in(known: Known, speaker: str) -> list[str]:
    """The reports that quote whom the key names."""
    same: dict[str | None, bool] = {None: False}
    found = []
    for reading in known.readings:
        for claim in reading.claims:
            name = claim.speaker
            if name not in same:
                same[name] = speaker_key(name or "") == speaker
            if same[name] and reading.report.id:
                found.append(reading.report.id)
                break
    return found


def said_key(report: str, claim: Claim) -> str:
    """The subject of judgements about what was said in one place of a report."""
    return f"said:{report}/{claim.span.start}-{claim.span.end}"


def steps(judgements: Iterable[Judgement], scale: str) -> dict[str, tuple[GradeStep, ...]]:
    """The decisions about a scale (`SCALE_VALUES`) by subject, the oldest first."""
    found: dict[str, list[GradeStep]] = {}
    for told in judgements:
        if told.kind not in ("grade", "accept"):
            continue
        subject = str(told.body.get("item") or told.subject)
        rows = found.setdefault(subject, [])
        step = _step(told, scale, rows[-1].now if rows else "")
        if step is not None:
            rows.append(step)
    return {subject: tuple(rows) for subject, rows in found.items() if rows}


def _step(told: Judgement, scale: str, last: str) -> GradeStep | None:
    body = told.body
    before = last or str(body.get(f"was.{scale}") or "")
    now = body.get(f"set.{scale}", body.get(scale))
    if told.kind == "accept":
        listed = body.get("fields")
        meant = not isinstance(listed, list) or scale in listed
        now = before if meant and f"was.{scale}" in body else None
    if not isinstance(now, str) or not now:
        return None
    return GradeStep(before, now, told.by, told.at, told.reason)


def graded(value: str, history: Mapping[str, tuple[GradeStep, ...]], subject: str) -> Graded:
    """The grade of a subject: what people decided last, else the value given."""
    rows = history.get(subject, ())
    return Graded(rows[-1].now if rows else value, rows)


def proposal(incident: Incident, member: Member) -> Proposal:
    """Why a member has its number: who else tells of it independently, and who contradicts it."""
    others = [m for m in incident.members if m.origin != member.origin]
    copies = [m for m in incident.members if m.origin == member.origin and m is not member]
    reasons = [_others(others)]
    if copies:
        names = ", ".join(dict.fromkeys(m.source for m in copies))
        reasons.append(f"one origin with {names}: their words confirm nothing")
    reasons += _rivals(incident, member)
    if member.grade.reliability == "F" and not others:
        reasons.append("nothing is known of the source")
    grade = member.grade
    return Proposal(member.report, grade.credibility, grade.proposed, tuple(reasons))


def _others(others: list[Member]) -> str:
    if not others:
        return "no independent origin tells of it"
    origins = len({m.origin for m in others})
    names = list(dict.fromkeys(m.source for m in others))
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    word = "origin tells" if origins == 1 else "origins tell"
    return f"{origins} other independent {word} of it: {', '.join(names[:4])}{more}"


def _rivals(incident: Incident, member: Member) -> list[str]:
    sources = {m.report: m for m in incident.members}
    found: dict[str, None] = {}
    for count in incident.counts:
        if count.relation != "rivals" or count.to is None:
            continue
        pair = (count, incident.counts[count.to])
        for mine, other in (pair, pair[::-1]):
            if mine.report == member.report and other.report in sources:
                found[_against(mine, other, sources[other.report])] = None
    return list(found)[:6]


def _against(mine: Count, other: Count, teller: Member) -> str:
    by = f"{other.counted_by} in {teller.source}" if other.counted_by else teller.source
    letter = teller.grade.reliability
    return f"its {mine.n} {mine.kind} is rivalled by {other.n} ({by}, source {letter})"


def quoted(
    report: str,
    text: str,
    claims: Iterable[Claim],
    letters: Mapping[str, tuple[GradeStep, ...]],
    numbers: Mapping[str, tuple[GradeStep, ...]],
) -> tuple[Quoted, ...]:
    """What named speakers are quoted with in a report; F and 6 where nobody has judged."""
    return tuple(
        Quoted(
            speaker=claim.speaker,
            role=claim.speaker_role,
            stance=claim.stance,
            report=report,
            span=claim.content_span,
            words=claim.content_span.of(text),
            reliability=graded("F", letters, speaker_key(claim.speaker)),
            credibility=graded("6", numbers, said_key(report, claim)),
            speaker_key=speaker_key(claim.speaker),
            said_key=said_key(report, claim),
        )
        for claim in claims
        if claim.speaker
    )
