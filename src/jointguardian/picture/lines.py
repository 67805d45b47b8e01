"""Lines of a picture: a report, claim or event with where it stands."""

from collections.abc import Iterable, Iterator

from ..domain import Claim, Grade, Report
from .model import ClaimLine, EventLine, ReportLine
from .sight import Sight


def report_line(report: Report, sight: Sight) -> ReportLine:
    """A report without its text, with its source's letter."""
    return ReportLine(
        id=report.id,
        source=report.source,
        title=report.title,
        published=report.published,
        published_inferred=report.published_inferred,
        received=report.received,
        language=report.language,
        url=report.url,
        sha256=report.sha256,
        reliability=sight.letters.get(report.source, "F"),
        marking=str(report.marking),
        invented=report.invented,
    )


def all_claims(sight: Sight, reports: Iterable[str]) -> Iterator[ClaimLine]:
    """Every claim that was read in these reports."""
    for rid in reports:
        for claim in sight.readings[rid].claims:
            yield claim_line(sight, rid, claim)


def claim_line(sight: Sight, rid: str, claim: Claim) -> ClaimLine:
    """A claim with its words and the grade of its report."""
    report = sight.reports[rid]
    letter = sight.letters.get(report.source, "F")
    return ClaimLine(
        claim=claim,
        report=rid,
        source=report.source,
        published=report.published,
        content=sight.quote(rid, *claim.content_span),
        grade=sight.grade_of(rid, claim.id) or Grade(letter, "6"),
    )


def all_events(sight: Sight, reports: Iterable[str]) -> Iterator[EventLine]:
    """Every event that was read in these reports, with its incident if it is part of one."""
    for rid in reports:
        source = sight.reports[rid].source
        for event in sight.readings[rid].events:
            incident = sight.incident_of(rid, event.id)
            yield EventLine(event, rid, source, sight.quote(rid, *event.span), incident)
