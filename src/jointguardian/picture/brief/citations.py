"""From references to numbered citations that a reader can check: source, words, place, hash."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...domain import Grade, Span
from ...domain.dates import format_dtg
from ..model import Account, Picture, ReportLine
from .tree import Citation, Ref

LONGEST = 220


@dataclass(frozen=True)
class Library:
    """What references lead to: the lines of a picture, and of the accounts of one incident."""

    picture: Picture
    accounts: tuple[Account, ...] = ()
    issued: tuple[tuple[str, str], ...] = ()

    @cached_property
    def reports(self) -> dict[str, ReportLine]:
        """Reports by id."""
        lines = [*self.picture.reports, *(a.line for a in self.accounts)]
        return {line.id: line for line in lines}

    @cached_property
    def words(self) -> dict[tuple[str, str, str], tuple[Span, str, Grade | None]]:
        """Where an event or claim stands, its words, and its grade where it has one."""
        claims = [*self.picture.claims, *(c for a in self.accounts for c in a.claims)]
        grades = {
            (m.report, e): m.grade
            for i in self.picture.incidents
            for m in i.members
            for e in m.events
        }
        found: dict[tuple[str, str, str], tuple[Span, str, Grade | None]] = {
            ("event", e.report, e.event.id): (
                e.event.span,
                e.quote,
                grades.get((e.report, e.event.id)),
            )
            for e in self.picture.events
        }
        for c in claims:
            found["claim", c.report, c.claim.id] = (c.claim.content_span, c.content, c.grade)
        return found

    def cite(self, n: int, ref: Ref) -> Citation | None:
        """The citation of a reference; None for an incident (a link, not a source), or one out of sight."""
        if ref.kind == "incident":
            return None
        if ref.kind in ("fact", "product"):
            title = dict(self.issued).get(ref.id, "")
            source = "This operation" if ref.kind == "product" else ref.id
            return Citation(n, ref, source, title, "", "")
        line = self.reports.get(ref.report or ref.id)
        return self._of_report(n, ref, line) if line else None

    def _of_report(self, n: int, ref: Ref, line: ReportLine) -> Citation:
        where = self.words.get((ref.kind, line.id, ref.id))
        span, quote, grade = where or (Span(0, 0), "", None)
        words = " ".join(quote.split())
        return Citation(
            n=n,
            ref=ref,
            source=line.source,
            title=line.title or "",
            published=line.published or f"received {format_dtg(line.received)}",
            grade=str(grade) if grade else line.reliability,
            quote=words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …",
            start=span.start,
            end=span.end,
            sha256=line.sha256,
            invented=line.invented,
        )


def numbered(refs: Iterable[Ref], library: Library) -> tuple[Citation, ...]:
    """Citations in the order in which the references first stand in the product."""
    made: list[Citation] = []
    for ref in dict.fromkeys(refs):
        citation = library.cite(len(made) + 1, ref)
        if citation is not None:
            made.append(citation)
    return tuple(made)
