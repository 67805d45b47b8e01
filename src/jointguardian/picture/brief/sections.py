"""Contradictions, others' assessments, positions, requirements, sources, and what is not there."""

from collections.abc import Sequence
from datetime import timedelta

from ...domain.dates import first_day
from ..model import ClaimLine, ReportLine
from ..wording import day_words, guarded, quoted
from . import refs
from .material import Asked, Material
from .tree import Item, Note, Ref, Row, Sentence, Table

MOST_CLAIMS = 16
RECENT = timedelta(days=30)  # positions taken longer ago are left to the board
OWN = "The system writes no assessment of its own. Listed here is what others assess, as theirs."
LEFT = "The assessment is left for a person to write: one term of likelihood, and confidence apart."


def contradictions(material: Material) -> Sequence[Item]:
    """Every contradiction of the incidents, in words, one sentence each."""
    items: list[Item] = [
        Sentence(f"{incident.what}: {text}", refs.of_contradiction(incident, text))
        for incident in material.picture.incidents
        for text in incident.contradictions
    ]
    return items or [Note("No contradiction was found in the period's reports.")]


def said(material: Material) -> Sequence[Item]:
    """Warnings, the outlets' own judgements and claims about tension, each with its speaker."""
    picture = material.picture
    about = set(picture.tension.claims)
    lines = [
        c
        for c in picture.claims
        if c.claim.id in about or c.claim.stance == "warns" or c.claim.speaker is None
    ]
    lines.sort(key=lambda c: (c.claim.id not in about, c.claim.stance != "warns"))
    return [Note(OWN), *(Sentence(claim_words(c), refs.of_claim(c)) for c in lines[:MOST_CLAIMS])]


def estimates(material: Material) -> Sequence[Item]:
    """What the operation's own analysts judge."""
    return material.estimates or [Note(LEFT)]


def planned(material: Material) -> Sequence[Item]:
    """What is announced, called for or threatened for the days after the period."""
    items = [
        Sentence(
            f"{line.event.status.replace('-', ' ').capitalize()} for "
            f"{day_words(line.event.start or '')}: {quoted(line.quote)} ({line.source}).",
            refs.of_event(line),
        )
        for line in material.planned
    ]
    none = Note("No report known at this time announces anything for the days ahead. "
                "That is not the same as nothing planned.")  # fmt: skip
    return items or [none]


def issued(material: Material) -> Sequence[Item]:
    """The products that were released in the period."""
    rows = tuple(
        Row((i.serial, i.dtg, i.title, i.state), (Ref("product", i.id),), f"issued-{i.id}")
        for i in material.issued
    )
    if not rows:
        return [Note("None was released in the period.")]
    return [Table(("Serial", "DTG", "Title", "State"), rows)]


def requirements(material: Material) -> Sequence[Item]:
    """The information requirements: answered with what the answer rests on, or open."""
    if not material.requirements:
        return [Note("No information requirement is set for this moment.")]
    return [_requirement(r) for r in material.requirements]


def _requirement(asked: Asked) -> Item:
    begin = f"{asked.id} ({asked.kind.upper()}, {asked.owner}): {guarded(asked.text)}"
    if asked.state == "answered" and asked.refs:
        return Sentence(f"{begin} Answered: {asked.answer}", asked.refs, f"answer-{asked.id}")
    return Note(f"{begin} Open.")


def claim_words(line: ClaimLine) -> str:
    """ "Vucic (Serbian President) warns: “…” (Outlet, 30 May 2023, C2)."."""
    claim = line.claim
    role = f" ({guarded(claim.speaker_role)})" if claim.speaker_role and claim.speaker else ""
    who = guarded(claim.speaker) if claim.speaker else f"{line.source}, in its own voice,"
    day = claim.date or (line.published[:10] if line.published else None)
    tail = ", ".join(t for t in (line.source, day_words(day) if day else "", str(line.grade)) if t)
    return f"{who}{role} {claim.stance.replace('-', ' ')}: {quoted(line.content)} ({tail})."


def positions(material: Material) -> Sequence[Item]:
    """Who holds what on which issue, with shifts."""
    picture = material.picture
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


def sources(material: Material) -> Sequence[Item]:
    """The reports used, with their source's letter and the digest of their text."""
    picture = material.picture
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


def withheld(material: Material) -> Sequence[Item]:
    """What the picture does not show, and why."""
    items = [Note(f"{w.what}: {w.why}.") for w in material.picture.withheld]
    return items or [Note("Nothing is withheld.")]
