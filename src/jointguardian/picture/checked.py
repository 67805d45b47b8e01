"""What checking adds to a page: grades with their reasons, links, and what can be taken back; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import Incident, Member
from ..errors import UnknownName
from .grades import Graded, GradeStep, Proposal, Quoted, graded, proposal, quoted, steps
from .links import Ends, LinkLine, chain, of_incident
from .model import IncidentPage, Known
from .review.rulings import standing

History = Mapping[str, tuple[GradeStep, ...]]


@dataclass(frozen=True, slots=True)
class Undoable:
    """A merge or split that stands: what it did, who, when and why. `item` names it to undo it."""

    item: str
    kind: str
    text: str
    by: str
    at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking adds to an incident's page.

    `letters` are by source name; `numbers`, `proposals` and `quoted` by report.
    """

    incident: str
    letters: Mapping[str, Graded]
    numbers: Mapping[str, Graded]
    proposals: Mapping[str, Proposal]
    quoted: Mapping[str, tuple[Quoted, ...]]
    links: tuple[LinkLine, ...]
    chain: tuple[LinkLine, ...]
    undoable: tuple[Undoable, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A report's share in one incident, with its number and why the machine proposed one."""

    incident: str
    what: str
    number: Graded
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class ReportChecked:
    """What checking adds to a report's page: the source's letter, a number for each incident, speakers."""

    report: str
    source: str
    letter: Graded
    shares: tuple[Share, ...]
    quoted: tuple[Quoted, ...]


def checked(known: Known, page: IncidentPage, lines: Sequence[LinkLine]) -> Checked:
    """For an incident's page; `lines` are all links that stand."""
    incident = page.incident
    letters, numbers = (steps(known.judgements, s) for s in ("reliability", "credibility"))
    mine = {a.line.id: a for a in page.accounts}
    told = known.look.reports
    return Checked(
        incident=incident.id,
        letters={a.line.source: _letter(known, a.line.source, letters) for a in page.accounts},
        numbers={m.report: _number(known, incident, m, numbers) for m in incident.members},
        proposals={m.report: proposal(incident, m) for m in incident.members if m.report in mine},
        quoted={
            r: quoted(r, told[r].text, (c.claim for c in a.claims), letters, numbers)
            for r, a in mine.items()
        },
        links=of_incident(lines, incident.id),
        chain=chain(lines, incident.id),
        undoable=undoable(known, incident),
    )


def report_checked(known: Known, report: str) -> ReportChecked:
    """For a report's page. Raises UnknownName."""
    told = known.look.reports.get(report)
    if told is None:
        raise UnknownName(f"report {report!r} is not known", way_out="see the search")
    letters, numbers = (steps(known.judgements, s) for s in ("reliability", "credibility"))
    reading = known.look.readings.get(report)
    shares = [(i, m) for i in known.look.told_in(report) for m in i.members if m.report == report]
    return ReportChecked(
        report=report,
        source=told.source,
        letter=_letter(known, told.source, letters),
        shares=tuple(
            Share(i.id, i.what, _number(known, i, m, numbers), proposal(i, m)) for i, m in shares
        ),
        quoted=quoted(report, told.text, reading.claims if reading else (), letters, numbers),
    )


def _letter(known: Known, name: str, letters: History) -> Graded:
    source = known.look.sources.get(name)
    return graded(source.reliability, letters, f"source:{source.id}") if source else Graded("F")


def _number(known: Known, incident: Incident, member: Member, numbers: History) -> Graded:
    """The number of a share; one given while the incident had another id still counts."""
    subject, ending = f"{incident.id}/account/{member.report}", f"/account/{member.report}"
    if subject not in numbers and not member.grade.proposed:
        former = [s for s in numbers if s.endswith(ending)]
        gone = [s for s in former if s.removesuffix(ending) not in known.look.incidents]
        subject = gone[-1] if gone else subject
    return graded(member.grade.credibility, numbers, subject)


def undoable(known: Known, incident: Incident) -> tuple[Undoable, ...]:
    """The merges and splits that stand and made an incident what it is, the newest first."""
    ends, found = Ends(known), []
    for told in standing(known.judgements):
        item = str(told.body.get("item") or "")
        if told.kind not in ("merge", "split") or not item.startswith(("merge_", "split_")):
            continue
        if ends.now(told.subject, str(told.body.get("at") or "")) == incident.id:
            text = str(told.body.get("told") or told.kind)
            found.append(Undoable(item, told.kind, text, told.by, told.at, told.reason))
    return tuple(reversed(found))
