"""One incident with each source's account side by side; one report with what was read in it."""

from ..domain import Incident, Member
from ..errors import UnknownName
from .lines import claim_line, report_line
from .model import Account, IncidentPage, Known, ReportPage
from .review.queue import Desk
from .sight import Period, Sight


def incident_page(known: Known, incident_id: str) -> IncidentPage:
    """The incident's accounts in the order in which the reports became known. Raises UnknownName."""
    found = known.look.incidents.get(incident_id)
    if found is None:
        raise UnknownName(f"incident {incident_id!r} is not known", way_out="see the incident list")
    sight = Sight(known, Period(None, "9999-12-31"), None)
    members = [m for m in found.members if m.report in sight.reports]
    members.sort(key=lambda m: (sight.reports[m.report].received, m.report))
    accounts = tuple(_account(found, m, sight) for m in members)
    return IncidentPage(found, accounts, Desk(known).of_incident(found))


def _account(incident: Incident, member: Member, sight: Sight) -> Account:
    reading = sight.readings[member.report]
    spans = sorted({e.span for e in reading.events if e.id in member.events})
    claims = [c for c in reading.claims if c.id in member.claims]
    return Account(
        line=report_line(sight.reports[member.report], sight),
        grade=member.grade,
        quotes=tuple((s, sight.quote(member.report, *s)) for s in spans),
        claims=tuple(claim_line(sight, member.report, c) for c in claims),
        counts=tuple(n for n, c in enumerate(incident.counts) if c.report == member.report),
    )


def report_page(known: Known, report_id: str) -> ReportPage:
    """The report, its reading, and the incidents it is part of. Raises UnknownName."""
    sight = Sight(known, Period(None, "9999-12-31"), None)
    if report_id not in sight.reports or report_id not in sight.readings:
        raise UnknownName(f"report {report_id!r} is not known", way_out="see the search")
    reading = sight.readings[report_id]
    return ReportPage(
        report=sight.reports[report_id],
        reading=reading,
        incidents=tuple(i.id for i in known.look.told_in(report_id)),
        sealed=sum(not p.public for p in reading.persons),
        review=Desk(known).of_report(report_id),
    )
