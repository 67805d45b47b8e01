"""Requests for information: which are overdue, what may answer them, and their wording; pure."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from ..domain import Incident, Reading, Report, Request
from ..domain.dates import format_dtg
from ..domain.request import PRIORITIES
from .model import Known

GROUPS = ("overdue", "open", "answered", "withdrawn")
MOST = 5
Arrivals = Sequence[tuple[Report, Reading]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may answer a request, and why."""

    report: str
    source: str
    title: str | None
    received: datetime
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as of a moment. `standing` is one of `GROUPS`; `hours` until it is due (negative: past)."""

    request: Request
    standing: str
    hours: float
    about: str
    proposed: tuple[Candidate, ...] = ()


def standing(request: Request, now: datetime) -> str:
    """Its state, or `overdue` where it is open past its time."""
    return "overdue" if request.state == "open" and now > request.due else request.state


def request_lines(
    requests: Iterable[Request],
    now: datetime,
    about: Mapping[str, str],
) -> tuple[RequestLine, ...]:
    """Overdue ones first, then open ones by precedence and time, then what is settled, newest first."""
    made = [
        RequestLine(
            request=r,
            standing=standing(r, now),
            hours=round((r.due - now).total_seconds() / 3600, 1),
            about=about.get(r.id, ""),
        )
        for r in requests
    ]
    return tuple(sorted(made, key=_order))


def _order(line: RequestLine) -> tuple[int, int, float]:
    group, request = GROUPS.index(line.standing), line.request
    settled = line.standing not in ("overdue", "open")
    first = 0 if settled else PRIORITIES.index(request.priority)
    return group, first, -request.at.timestamp() if settled else request.due.timestamp()


def arrived(known: Known, after: datetime) -> Arrivals:
    """The reports that became known after a moment, in the order in which they did."""
    pairs = zip(known.reports, known.readings, strict=True)
    return sorted((p for p in pairs if p[0].received > after), key=_received)


def _received(pair: tuple[Report, Reading]) -> datetime:
    return pair[0].received


def may_answer(
    request: Request, arrivals: Arrivals, places: frozenset[str]
) -> tuple[Candidate, ...]:
    """Reports that became known after the asking, from the addressee or of the same place.

    `places` are the municipalities that the request is about. Those with more reasons come first.
    """
    found = []
    first = bisect_right(arrivals, request.asked_at, key=_received)
    for report, reading in islice(arrivals, first, None):
        if report.id in request.answers:
            continue
        why = _why(request, report)
        if places & {p.municipality for p in reading.places}:
            why = (*why, "names the same place")
        if why:
            late = ("came after the asking",)
            found.append(
                Candidate(report.id, report.source, report.title, report.received, why + late)
            )
    return tuple(sorted(found, key=lambda c: (-len(c.why), c.received))[:MOST])


def _why(request: Request, report: Report) -> tuple[str, ...]:
    to, source = request.to.casefold(), report.source.casefold()
    return ("from the addressee",) if to and (to in source or source in to) else ()


def wording_of_contradiction(text: str) -> str:
    """A question from one sentence of an incident's contradictions: who counted what, and how."""
    numbers = list(dict.fromkeys(re.findall(r"(?<![\d–-])\b\d{1,6}\b(?![-–]\d)(?= \()", text)))
    said = text.rstrip(".")
    if len(numbers) > 1:
        many = " and who counted ".join(numbers)
        return f"Who counted {many}, when and how? Reports disagree: {said}."
    return f"What can you see or hear yourself of this? Reports disagree: {said}."


def wording_of_gap(place: str, days: int | None) -> str:
    """A question to those who can look at a place of which nobody reports."""
    since = "so far" if days is None else f"for {days} days"
    return f"We have no report from {place} {since}. What is the situation there, and who told you?"


def wording_of_incident(incident: Incident) -> str:
    """A question about an incident at large."""
    when = f" ({incident.start})" if incident.start else ""
    return f"What do you know at first hand of: {incident.what}{when}?"


def as_text(
    request: Request, operation: str, marking: str, about: str, released: tuple[str, datetime]
) -> str:
    """One request as plain text for radio or e-mail, one line a field, released by a named person."""
    name, at = released
    lines = [
        marking,
        f"REQUEST FOR INFORMATION {request.id}",
        f"OPERATION: {operation}",
        f"PRECEDENCE: {request.priority.upper()}",
        f"TO: {request.to}",
        f"FROM: {request.asked_by}",
        f"ASKED: {format_dtg(request.asked_at)}",
        f"ANSWER BY: {format_dtg(request.due)}",
        *([f"ABOUT: {about}"] if about else []),
        "",
        f"QUESTION: {request.question}",
        "",
        "Answer what you saw or were told, by whom and when; say so where you do not know.",
        f"RELEASED BY: {name}, {format_dtg(at)}",
        marking,
    ]
    return "\n".join(lines) + "\n"


def filtered(
    lines: Sequence[RequestLine], state: str = "", to: str = "", words: str = ""
) -> tuple[RequestLine, ...]:
    """The lines of a standing (`GROUPS`), an addressee, and with some words."""
    asked, addressee = words.casefold().split(), to.casefold()
    return tuple(
        x
        for x in lines
        if state in ("", x.standing)
        and addressee in x.request.to.casefold()
        and all(w in f"{x.request.question} {x.about}".casefold() for w in asked)
    )
