"""What people decided, as data: the judgements that fusion honours.

`subject` is an incident's id. Bodies:

    merge    {"with": incident id}
    split    {"events": [event ids, or "report:event"]}      they become an incident of their own
    correct  {"report": id, "n": the number as read, "is": the right one, "group": name (optional)}
             {"what": text} {"status": word} {"start": date} {"end": date}
    grade    {"report": id, "reliability": letter, "credibility": digit}, {"confidence": word}
    accept   {"confidence": "low|moderate|high"} or {}
    seal     nothing to fusion

Later judgements win. A judgement about an incident that no longer exists changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from ..domain import Count, Grade, Incident, Member
from ..domain.judgement import Judgement

CONFIDENCE = ("low", "moderate", "high")
TEXTS = ("what", "status", "start", "end")


def merges(judgements: Sequence[Judgement]) -> tuple[tuple[str, str], ...]:
    """Pairs of incident ids that a person declared one."""
    return tuple(
        (j.subject, str(j.body["with"]))
        for j in judgements
        if j.kind == "merge" and "with" in j.body
    )


def splits(judgements: Sequence[Judgement]) -> tuple[frozenset[str], ...]:
    """Sets of event ids that a person took out to be incidents of their own."""
    return tuple(
        frozenset(map(str, _list(j.body.get("events")))) for j in judgements if j.kind == "split"
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _when(judgement: Judgement) -> datetime:
    return judgement.at or datetime.min.replace(tzinfo=UTC)


def apply(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """An incident with the corrections, grades and confidence that people gave it."""
    for judgement in sorted(judgements, key=_when):
        if judgement.subject == incident.id:
            incident = _applied(incident, judgement)
    return incident


def _applied(incident: Incident, judgement: Judgement) -> Incident:
    body = judgement.body
    if judgement.kind == "correct":
        texts = {k: str(body[k]) for k in TEXTS if k in body}
        fixed = _corrected(incident.counts, body, judgement.by)
        return replace(incident, counts=fixed, **texts)  # type: ignore[arg-type]
    if judgement.kind in ("grade", "accept"):
        word = body.get("confidence", incident.confidence)
        confidence = word if word in CONFIDENCE else incident.confidence
        return replace(incident, confidence=confidence, members=_graded(incident.members, body))
    return incident


def _corrected(counts: tuple[Count, ...], fix: Mapping[str, Any], by: str) -> tuple[Count, ...]:
    if "is" not in fix:
        return counts
    return tuple(_fixed(c, fix, by) if _meant(c, fix) else c for c in counts)


def _meant(count: Count, fix: Mapping[str, Any]) -> bool:
    return (
        count.report == fix.get("report")
        and count.n == fix.get("n")
        and fix.get("group", count.group) == count.group
    )


def _fixed(count: Count, fix: Mapping[str, Any], by: str) -> Count:
    note = f"{count.qualifier or ''} (corrected from {count.n} by {by})".strip()
    return replace(count, n=int(fix.get("is", count.n)), qualifier=note)


def _graded(members: tuple[Member, ...], body: Mapping[str, Any]) -> tuple[Member, ...]:
    return tuple(
        replace(m, grade=_regraded(m.grade, body)) if m.report == body.get("report") else m
        for m in members
    )


def _regraded(grade: Grade, body: Mapping[str, Any]) -> Grade:
    return Grade(
        str(body.get("reliability", grade.reliability)),
        str(body.get("credibility", grade.credibility)),
        proposed=False,
    )
