"""Who knew what when around one incident, with the decisions between; and the steps of a replay; pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ..domain import Count, Incident, Judgement, Report
from ..domain.dates import last_day
from .later import RULED, set_words
from .model import Known
from .wording import group_words

STEPS = ("report", "change", "hour", "day")
FIRSTS = 6
"""How many new numbers one line names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: since when it is known, what kind of thing, in words, from or by whom.

    `kind` is report, judgement, product, requirement, log or another kind of decision;
    `published` is when a source gave it out, `delay_hours` from the end of the incident's day;
    `page` is where it can be read.
    """

    at: datetime
    kind: str
    text: str
    by: str
    page: str | None = None
    published: str | None = None
    delay_hours: int | None = None
    numbers: tuple[str, ...] = ()


def aftermath(
    known: Known, incident: Incident, decisions: Iterable[Entry] = ()
) -> tuple[Entry, ...]:
    """What became known of an incident, in that order, and what was decided from its first report on."""
    reports = {r.id: r for r in known.reports}
    mine = sorted((reports[r] for r in incident.reports if r in reports), key=_order)
    told: set[tuple[str, str, int]] = set()
    lines = [_report(r, incident, told) for r in mine]
    lines += _judgements(known.judgements, incident)
    first = mine[0].received if mine else known.as_of
    lines += [d for d in decisions if d.at >= first]
    return tuple(sorted(lines, key=lambda e: (e.at, e.kind, e.text)))


def _order(report: Report) -> tuple[datetime, str]:
    return report.received, report.id


def _report(report: Report, incident: Incident, told: set[tuple[str, str, int]]) -> Entry:
    fresh = []
    for count in (c for c in incident.counts if c.report == report.id):
        key = (count.kind, count.group or count.who, count.n)
        if key not in told:
            told.add(key)
            fresh.append(_words(count))
    return Entry(
        at=report.received,
        kind="report",
        text=report.title or "Untitled report",
        by=report.source,
        page=f"/report/{report.id}",
        published=report.published,
        delay_hours=_delay_hours(incident, report.received),
        numbers=tuple(fresh[:FIRSTS]),
    )


def _words(count: Count) -> str:
    number = f"{count.qualifier} {count.n:,}" if count.qualifier else f"{count.n:,}"
    by = f", counted by {count.counted_by}" if count.counted_by else ""
    return f"{number} {count.kind} ({group_words(count.group or count.who)}{by})"


def _delay_hours(incident: Incident, known: datetime) -> int | None:
    if incident.start is None or len(incident.start) < 10:
        return None
    day = last_day(incident.end or incident.start)
    ended = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
    return int((known - ended).total_seconds() // 3600)


def _judgements(judgements: Sequence[Judgement], incident: Incident) -> Iterator[Entry]:
    ids = {incident.id, *incident.reports}
    for told in judgements:
        subject = told.subject.partition(":")[0]
        about = {told.subject, subject, str(told.body.get("incident", ""))}
        if told.at is None or not ids & about:
            continue
        words = f"{RULED.get(told.kind, told.kind)} {set_words(told)}".strip()
        reason = f" — {told.reason}" if told.reason else ""
        page = f"/incident/{incident.id}"
        yield Entry(told.at, "judgement", f"{words}{reason}", told.by, page)


def moments(known: Known, step: str) -> tuple[datetime, ...]:
    """The moments at which a report (`report`), or anything (`change`), became known; in order."""
    found = {r.received for r in known.reports}
    if step == "change":
        found |= {j.at for j in known.judgements if j.at is not None}
    return tuple(sorted(found))


def stepped(known: Known, moment: datetime, step: str, by: int) -> datetime | None:
    """The moment one step on (1) or back (-1); None where there is none. `step` is one of `STEPS`."""
    if step in ("hour", "day"):
        return moment + by * timedelta(**{f"{step}s": 1})
    all_of_them = moments(known, step)
    at = bisect_right(all_of_them, moment) if by > 0 else bisect_left(all_of_them, moment) - 1
    return all_of_them[at] if 0 <= at < len(all_of_them) else None
