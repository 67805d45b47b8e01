"""Requests for information to the field: asked, answered, withdrawn, and sent out by a named person."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from ..access import LOCAL, Viewer, require
from ..domain import Request
from ..domain.dates import parse_moment
from ..domain.ids import new_id
from ..domain.request import PRIORITIES, REQUEST_STATES
from ..errors import InputError, UnknownName
from ..picture import Known
from ..picture.requests import (
    RequestLine,
    arrived,
    as_text,
    filtered,
    may_answer,
    request_lines,
    wording_of_contradiction,
    wording_of_gap,
    wording_of_incident,
)
from .check import Check
from .known import KnownReader
from .operation import Operation
from .written import Names, longest

USUAL = timedelta(hours=24)
"""The time that a form proposes for an answer."""
MOST_HOURS = 8760


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as a person fills it in."""

    question: str
    to: str
    due: datetime
    priority: str = "routine"
    incident: str | None = None
    place: str | None = None


class Requests:
    """One operation's requests. Each change is a row; the older ones are the history."""

    def __init__(self, operation: Operation, reader: KnownReader, check: Check) -> None:
        self.operation, self.reader, self.check = operation, reader, check

    def lines(
        self,
        viewer: Viewer,
        as_of: datetime | None,
        *,
        state: str = "",
        to: str = "",
        words: str = "",
        proposing: bool = True,
    ) -> tuple[RequestLine, ...]:
        """The requests, overdue ones first; open ones with the reports that may answer them."""
        rows = self._rows(viewer, as_of)
        if not rows:
            return ()
        known = self.reader.at(viewer, as_of)
        about = {r.id: self._about(known, r) for r in rows}
        found = filtered(request_lines(rows, known.as_of, about), state, to, words)
        return self.proposed(viewer, found, as_of) if proposing else found

    def proposed(
        self, viewer: Viewer, lines: tuple[RequestLine, ...], as_of: datetime | None
    ) -> tuple[RequestLine, ...]:
        """The lines, open ones with the reports that may answer them."""
        since = min((x.request.asked_at for x in lines if x.request.state == "open"), default=None)
        if since is None:
            return lines
        known = self.reader.at(viewer, as_of)
        late = arrived(known, since)
        return tuple(
            replace(x, proposed=may_answer(x.request, late, self._towns(known, x.request)))
            if x.request.state == "open"
            else x
            for x in lines
        )

    def line(self, viewer: Viewer, request: str, as_of: datetime | None) -> RequestLine:
        """One request, by its id or the beginning of it. Raises UnknownName, InputError."""
        lines = self.lines(viewer, as_of, proposing=False)
        found = tuple(x for x in lines if x.request.id.startswith(request))
        if len(found) > 1:
            raise InputError(f"{request!r} begins several ids", way_out="write one more letter")
        if not found or not request:
            raise UnknownName(f"no request {request!r}", way_out="guardian requests")
        return self.proposed(viewer, found, as_of)[0]

    def of_incident(
        self, viewer: Viewer, incident: str, as_of: datetime | None
    ) -> tuple[RequestLine, ...]:
        """The requests about an incident, also where it was merged since."""
        rows = [r for r in self._rows(viewer, as_of) if r.incident]
        if not rows:
            return ()
        known = self.reader.at(viewer, as_of)
        mine = [r for r in rows if self._incident(known, r) == incident]
        return request_lines(mine, known.as_of, {})

    def history(self, viewer: Viewer, request: str, as_of: datetime | None) -> tuple[Request, ...]:
        """Every version of a request as known then, the oldest first."""
        rows, _ = self.operation.record.facts_after(viewer, "requests", Request, 0)
        mine = (r for r in rows if r.id == request and (as_of is None or r.at <= as_of))
        return tuple(sorted(mine, key=lambda r: r.at))

    def wording(
        self,
        viewer: Viewer,
        as_of: datetime | None,
        *,
        incident: str = "",
        contradiction: int | None = None,
        place: str = "",
        days: int | None = None,
    ) -> str:
        """A proposed question about an incident, one of its contradictions, or a silent place."""
        if not incident:
            return wording_of_gap(place, days) if place else ""
        found = self.check.incident(self.reader.at(viewer, as_of), incident)
        if contradiction is not None and 0 <= contradiction < len(found.contradictions):
            return wording_of_contradiction(found.contradictions[contradiction])
        return wording_of_incident(found)

    def due(self, viewer: Viewer, text: str, as_of: datetime | None = None) -> datetime:
        """When an answer is due: a moment, or `+HOURS` from the moment looked at. Raises InputError."""
        told = text.strip()
        if not told.startswith("+") or not told[1:].isdecimal():
            if not told or len(told) > 40:
                raise InputError("no time to answer by", where="due", way_out="write a DTG, or +6")
            return parse_moment(told)
        hours = int(told[1:]) if len(told) <= 6 else MOST_HOURS + 1
        if hours > MOST_HOURS:
            raise InputError(f"more than {MOST_HOURS} hours", where="due", way_out="give a date")
        return (as_of or self.operation.clock()) + timedelta(hours=hours)

    # --- what is entered ---------------------------------------------------------------------

    def ask(self, viewer: Viewer, asking: Asking, as_of: datetime | None = None) -> Request:
        """A new request. Raises InputError for an empty question, addressee or a time gone by."""
        known, at = self._entering(viewer, as_of)
        names = Names(self.operation, known, self.operation.record.seals)
        question = names.check(longest(asking.question, "question"))
        to = names.check(longest(asking.to, "to"))
        if not question or not to:
            raise InputError("a request needs a question and somebody who is asked")
        if asking.priority not in PRIORITIES:
            raise InputError(
                f"no precedence {asking.priority!r}", way_out=f"use one of {', '.join(PRIORITIES)}"
            )
        if asking.due <= at:
            raise InputError("the answer would be due before it is asked", where="due")
        incident = self.check.incident(known, asking.incident).id if asking.incident else None
        made = Request(
            id=new_id("rfi"), question=question, to=to, priority=asking.priority,
            due=asking.due.astimezone(UTC), asked_by=viewer.name, asked_at=at, by=viewer.name,
            at=at, incident=incident, place=self._place(known, asking.place),
        )  # fmt: skip
        self._add(made)
        return made

    def answer(
        self, viewer: Viewer, request: str, report: str, note: str = "",
        as_of: datetime | None = None,
    ) -> Request:  # fmt: skip
        """A report that answers a request. Raises UnknownName."""
        known, at = self._entering(viewer, as_of)
        told = self.line(viewer, request, as_of).request
        if report not in {r.id for r in known.reports}:
            raise UnknownName(f"report {report!r} is not known", way_out="see the search")
        if told.state == "withdrawn":
            raise InputError("this request was withdrawn", way_out="open it again first")
        answers = tuple(dict.fromkeys((*told.answers, report)))
        return self._changed(
            replace(told, state="answered", answers=answers), viewer, at, note, known
        )

    def set_state(
        self, viewer: Viewer, request: str, state: str, note: str, as_of: datetime | None = None
    ) -> Request:
        """Withdraws a request, closes it without a report, or opens it again; with the reason."""
        known, at = self._entering(viewer, as_of)
        if state not in REQUEST_STATES:
            raise InputError(
                f"no state {state!r}", way_out=f"use one of {', '.join(REQUEST_STATES)}"
            )
        if not note.strip():
            raise InputError("a change of a request needs its reason", way_out="say why")
        told = self.line(viewer, request, as_of).request
        return self._changed(replace(told, state=state), viewer, at, note, known)

    def release(
        self, viewer: Viewer, request: str, by: str = "", as_of: datetime | None = None
    ) -> str:
        """The request as text to send, released by a named person, which is recorded.

        Raises NotPermitted without the right to release, InputError without a name.
        """
        require(viewer, "release")
        known, at = self._entering(viewer, as_of)
        name = longest(by, "name") or ("" if viewer.name == LOCAL.name else viewer.name)
        if not name:
            raise InputError(
                "nothing leaves without the name of who releases it",
                way_out="sign in, or give --by NAME",
            )
        line = self.line(viewer, request, as_of)
        told = replace(line.request, released_by=name, released_at=at)
        self._changed(told, viewer, at, f"released by {name}", known)
        marking = known.marking
        return as_text(told, known.operation, marking, line.about, (name, at))

    def _changed(
        self, request: Request, viewer: Viewer, at: datetime, note: str, known: Known
    ) -> Request:
        names = Names(self.operation, known, self.operation.record.seals)
        made = replace(request, by=viewer.name, at=at, note=names.check(longest(note, "note")))
        self._add(made)
        return made

    def _entering(self, viewer: Viewer, as_of: datetime | None) -> tuple[Known, datetime]:
        require(viewer, "judge")
        if refusal := self.check.why_not(viewer, as_of):
            raise InputError(refusal)
        now = self.operation.clock()
        replayed = as_of is not None and self.operation.settings.replay
        return self.reader.at(viewer, as_of), min(as_of, now) if as_of and replayed else now

    def _add(self, request: Request) -> None:
        self.operation.record.add_facts("requests", [request], at=request.at)

    def _rows(self, viewer: Viewer, as_of: datetime | None) -> tuple[Request, ...]:
        return self.operation.record.facts(viewer, "requests", Request, as_of)

    def _incident(self, known: Known, request: Request) -> str | None:
        try:
            return self.check.incident(known, request.incident or "").id
        except UnknownName:
            return None

    def _about(self, known: Known, request: Request) -> str:
        parts = []
        found = self._incident(known, request) if request.incident else None
        if found:
            parts.append(self.check.ends(known).incidents[found].what)
        if request.place:
            town = next((m for m in known.municipalities if m.id == request.place), None)
            names = [n for told in town.names.values() for n in told.split(" / ")] if town else ()
            parts.append(" / ".join(dict.fromkeys(names)) or request.place)
        return " · ".join(parts)

    def _place(self, known: Known, place: str | None) -> str | None:
        """A municipality's id where the name is one of its names; else the words as written."""
        wanted = longest(place or "", "place")
        folded = wanted.casefold()
        for town in known.municipalities:
            if folded in {n.casefold() for n in (town.id, town.name, *town.names.values())}:
                return town.id
        return wanted or None

    def _towns(self, known: Known, request: Request) -> frozenset[str]:
        """The municipalities that a request is about."""
        towns: set[str | None] = {request.place}
        found = self._incident(known, request) if request.incident else None
        if found:
            incident = self.check.ends(known).incidents[found]
            towns |= {p.municipality for p in incident.places}
        return frozenset(t for t in towns if t)
