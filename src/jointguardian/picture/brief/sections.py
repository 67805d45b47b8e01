"""Contradictions, attributed assessments, positions, sources, and what is not there."""

from collections.abc import Sequence
from datetime import timedelta

from ...domain.dates import first_day
from ..model import ClaimLine, Picture, ReportLine
from ..wording import day_words, guarded, quoted
from . import refs
from .tree import Item, Note, Ref, Row, Sentence, Table

MOST_CLAIMS = 16
RECENT = timedelta(days=30)  # positions taken longer ago are left to the board
OWN = "The system writes no assessment of its own. Listed here is what others assess, as theirs."
LEFT = "Analyst's assessment: left for a person to write, with words of likelihood and confidence."


def contradictions(picture: Picture) -> Sequence[Item]:
    """Every contradiction of the incidents, in words, one sentence each."""
    items: list[Item] = [
        Sentence(f"{incident.what}: {text}", refs.of_contradiction(incident, text))
        for incident in picture.incidents
        for text in incident.contradictions
    ]
    return items or [Note("No contradiction was found in the period's reports.")]


def assessment(picture: Picture) -> Sequence[Item]:
    """Warnings, the outlets' own judgements and claims about tension, each with its speaker."""
    about = set(picture.tension.claims)
    lines = [
        c
        for c in picture.claims
        if c.claim.id in about or c.claim.stance == "warns" or c.claim.speaker is None
    ]
    lines.sort(key=lambda c: (c.claim.id not in about, c.claim.stance != "warns"))
    said = [Sentence(claim_words(c), refs.of_claim(c)) for c in lines[:MOST_CLAIMS]]
    return [Note(OWN), *said, Note(LEFT)]


def claim_words(line: ClaimLine) -> str:
    """ "Vucic (Serbian President) warns: “…” (Outlet, 30 May 2023, C2)."."""
    claim = line.claim
    role = f" ({guarded(claim.speaker_role)})" if claim.speaker_role and claim.speaker else ""
    who = guarded(claim.speaker) if claim.speaker else f"{line.source}, in its own voice,"
    day = claim.date or (line.published[:10] if line.published else None)
    tail = ", ".join(t for t in (line.source, day_words(day) if day else "", str(line.grade)) if t)
    return f"{who}{role} {claim.stance.replace('-', ' ')}: {quoted(line.content)} ({tail})."


def positions(picture: Picture) -> Sequence[Item]:
    """Who holds what on which issue, with shifts."""
    last = (first_day(picture.until) - RECENT).isoformat()
    held = [p for p in picture.positions if p.claims]
    older = [p for p in held if (p.since or "") < last]
    held = [p for p in held if p not in older]
    rows = tuple(
        Row(
            (
                guarded(p.actor),
                guarded(p.issue),
                guarded(p.stance.replace("-", " ")),
                day_words(p.since) if p.since else "",
                quoted(p.quote, 160),
                guarded(p.shift or ""),
            ),
            refs.trimmed([Ref("claim", p.claims[-1], p.report)]),
        )
        for p in held
    )
    board = Note(f"{len(older)} older positions are on the board.") if older else None
    if not rows:
        none = f"No position was taken in the {RECENT.days} days before, as far as is known."
        return [Note(none), *([board] if board else [])]
    table = Table(("Actor", "Issue", "Holds", "Since", "In words", "Shift"), rows)
    return [table, *([board] if board else [])]


def sources(picture: Picture) -> Sequence[Item]:
    """The reports used, with their source's letter and the digest of their text."""
    used = {r for i in picture.incidents for r in i.reports} | {c.report for c in picture.claims}
    lines = sorted(
        (r for r in picture.reports if r.id in used), key=lambda r: (r.published or "", r.id)
    )
    rows = tuple(Row(_source(line), refs.of_reports([line.id])) for line in lines)
    if not rows:
        return [Note("No report was used.")]
    return [Table(("Source", "Reliability", "Published", "Title", "SHA-256"), rows)]


def _source(line: ReportLine) -> tuple[str, ...]:
    published = day_words(line.published[:10]) if line.published else "not dated"
    inferred = " (inferred)" if line.published_inferred else ""
    title = quoted(line.title, 90) if line.title else ""
    invented = " (invented)" if line.invented else ""
    return (line.source + invented, line.reliability, published + inferred, title, line.sha256)


def withheld(picture: Picture) -> Sequence[Item]:
    """What the picture does not show, and why."""
    return [Note(f"{w.what}: {w.why}.") for w in picture.withheld]
