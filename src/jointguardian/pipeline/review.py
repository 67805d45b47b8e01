"""Judging automatic values: what a person wrote is checked, resolved and added as a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from ..access import Viewer, permits, require
from ..domain import Incident, Judgement
from ..domain.ids import derived_id
from ..errors import InputError, UnknownName
from ..picture import Known
from ..picture.review.fields import FIELDS
from ..picture.review.queue import Desk
from ..picture.review.values import Decision, Item, Value
from .known import KnownReader
from .operation import Operation
from .written import Names, longest, written

ACTIONS = ("accept", "correct", "reject")
Body = dict[str, Any]


class Reviewer:
    """One operation's review. Rows are only ever added; the same decision twice is added once."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation, self.reader = operation, reader
        self._one_at_a_time = Lock()

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why the viewer may not judge the picture of that moment; empty where he may.

        In a replay a judgement counts from the moment that was looked at, as reports count from
        their publication. Elsewhere the past is closed: it shows what was known then.
        """
        if not permits(viewer, "judge"):
            return f"{viewer.name} may not judge; it takes the role analyst or watch-keeper"
        if as_of is not None and as_of < self.operation.clock() and not self._replay:
            return "this is what was known then; open the present to judge"
        return ""

    @property
    def _replay(self) -> bool:
        return self.operation.settings.replay

    def queue(self, viewer: Viewer, as_of: datetime | None) -> tuple[Item, ...]:
        """The items that wait for a person, worst first."""
        items = Desk(self.reader.at(viewer, as_of)).everything()
        return tuple(i for i in items if i.waiting)

    def item(self, viewer: Viewer, item: str, as_of: datetime | None) -> Item:
        """The item of an id, or of the beginning of one. Raises UnknownName, InputError."""
        return _found(Desk(self.reader.at(viewer, as_of)), item)

    def judge(self, viewer: Viewer, decision: Decision) -> Item:
        """Adds the decision as a row and gives the item as it is then.

        Raises NotPermitted, UnknownName, and InputError for a value that cannot be.
        """
        require(viewer, "judge")
        if decision.action not in ACTIONS:
            raise InputError(
                f"no action {decision.action!r}", way_out=f"use one of {', '.join(ACTIONS)}"
            )
        if refusal := self.why_not(viewer, decision.as_of):
            raise InputError(refusal)
        with self._one_at_a_time:
            return self._judge(viewer, decision)

    def rows(self, viewer: Viewer, known: Known, decision: Decision) -> list[Judgement]:
        """The rows of a decision about a report that has just come in and is all that `known` holds.

        Raises UnknownName, and InputError for a value that cannot be.
        """
        desk, names = Desk(known), Names(self.operation, known, self.operation.record.seals)
        return self._rows(desk, known, _found(desk, decision.item), decision, names, viewer)

    def _judge(self, viewer: Viewer, decision: Decision) -> Item:
        known = self.reader.at(viewer, decision.as_of)
        desk = Desk(known)
        item = _found(desk, decision.item)
        names = Names(self.operation, known, self.operation.record.seals)
        for judgement in self._rows(desk, known, item, decision, names, viewer):
            self.operation.record.add_judgement(judgement)
        return Desk(self.reader.at(viewer, decision.as_of)).of_subject(item.subject) or item

    def _rows(
        self,
        desk: Desk,
        known: Known,
        item: Item,
        decision: Decision,
        names: Names,
        viewer: Viewer,
    ) -> list[Judgement]:
        at = decision.as_of if self._replay else None
        now = self.operation.clock()
        make = _Making(
            item,
            longest(decision.by or viewer.name, "name"),
            min(at, now) if at else now,
            names.check(longest(decision.reason, "reason")),
            desk.rulings[item.subject].turns if item.subject in desk.rulings else 0,
        )
        if decision.action == "correct":
            return _corrections(make, known, decision.values, names)
        chosen = _chosen(item, decision.fields)
        if _nothing_new(item, chosen, decision):
            return []
        return _RULE[decision.action](make, known, chosen, decision.fields)


@dataclass(frozen=True, slots=True)
class _Making:
    """What every row of one decision has; `turn` keeps a decision taken again later apart."""

    item: Item
    by: str
    at: datetime
    reason: str
    turn: int

    def row(self, kind: str, subject: str, body: Body) -> Judgement:
        """A judgement about the item."""
        whole: Body = {"item": self.item.subject, "turn": self.turn, **body}
        return Judgement(kind, subject, whole, self.by, self.at, self.reason)

    @property
    def kept(self) -> Body:
        """What the row remembers of the thing as it was read."""
        was = {f"was.{v.name}": v.automatic for v in self.item.values}
        return was | ({"incident": self.item.incident} if self.item.incident else {})


def _found(desk: Desk, wanted: str) -> Item:
    """The one item of that id, or whose id begins so."""
    found = [i for i in desk.everything() if wanted in (i.id, i.subject)]
    if not found and len(wanted) >= 4:
        found = [i for i in desk.everything() if i.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"{wanted!r} begins several ids", way_out="write one more letter")
    raise UnknownName(f"nothing that can be judged has the id {wanted!r}",
                      way_out="guardian review list")  # fmt: skip


def _chosen(item: Item, fields: tuple[str, ...]) -> tuple[Value, ...]:
    """The values that are meant. Raises InputError for a field that the item does not have."""
    for name in fields:
        _value_of(item, name)
    return tuple(v for v in item.values if not fields or v.name in fields)


def _value_of(item: Item, name: str) -> Value:
    found = item.value(name)
    if found is None:
        known = ", ".join(f.name for f in FIELDS[item.thing])
        raise InputError(f"a {item.thing} has no {name!r}", way_out=f"use one of {known}")
    return found


def _nothing_new(item: Item, chosen: tuple[Value, ...], decision: Decision) -> bool:
    """Whether the decision stands already: a form sent twice, a key pressed twice."""
    if decision.action == "reject":
        whole = not decision.fields or any(v.essential for v in chosen)
        return item.rejected if whole else all(v.state == "rejected" for v in chosen)
    return not item.rejected and all(v.state in ("accepted", "corrected") for v in chosen)


def _accepted(
    make: _Making, known: Known, chosen: tuple[Value, ...], fields: tuple[str, ...]
) -> list[Judgement]:
    body: Body = {**make.kept}
    if fields:
        body["fields"] = list(fields)
    item = make.item
    if item.thing == "account":
        body |= {"report": item.report, **_held_by(known, item)}
        inside = next((i for i in known.incidents if i.id == item.incident), None)
        if inside and not fields and not item.rejected:
            body["events"] = _told(inside, str(item.report))
        return [make.row("accept", str(item.incident), body)]
    return [make.row("accept", make.item.subject, body)]


def _rejected(
    make: _Making, known: Known, chosen: tuple[Value, ...], fields: tuple[str, ...]
) -> list[Judgement]:
    item = make.item
    if item.thing == "source":
        raise InputError("a source is graded, not rejected", way_out="correct it to another letter")
    if item.thing == "account":
        if fields == ("credibility",):
            raise InputError("a grade is not rejected", way_out="correct it to another number")
        events = _events(_incident(known, str(item.incident)), str(item.report))
        return [make.row("split", str(item.incident), {**make.kept, "events": events})]
    body: Body = {**make.kept}
    if fields and not any(v.essential for v in chosen):
        body["fields"] = list(fields)
    return [make.row("reject", item.subject, body)]


_Rule = Callable[[_Making, Known, tuple[Value, ...], tuple[str, ...]], list[Judgement]]
_RULE: dict[str, _Rule] = {"accept": _accepted, "reject": _rejected}


def _corrections(
    make: _Making, known: Known, values: Mapping[str, str], names: Names
) -> list[Judgement]:
    """The rows of a correction; none where every value stands as written already."""
    item = make.item
    if not values:
        raise InputError("nothing to correct", way_out="write FIELD=VALUE")
    body: Body = {}
    emptied: list[str] = []
    for name, text in values.items():
        value = _value_of(item, name)
        now = written(value, longest(text, name), item, names)
        if not now:
            emptied.append(name)
        elif item.rejected or value.state == "automatic" or now[f"set.{name}"] != _shown(value):
            body |= now
    emptied = [n for n in emptied if _value_of(item, n).shown]
    rows = [make.row("reject", item.subject, {**make.kept, "fields": emptied})] if emptied else []
    return rows + (_correction(make, known, body) if body else [])


def _shown(value: Value) -> object:
    many = value.form in ("names", "places") and value.name not in ("speaker", "place")
    return [x for x in value.shown.split("; ") if x] if many else value.shown


def _correction(make: _Making, known: Known, body: Body) -> list[Judgement]:
    item, whole = make.item, {**make.kept, **body}
    if item.thing == "source":
        return [make.row("grade", item.subject, {**whole, "reliability": body["set.reliability"]})]
    if item.thing == "incident":
        return _incident_rows(make, {**body, **_held_by(known, item)})
    if item.thing == "account":
        return _moved(make, known, whole)
    return [make.row("correct", item.subject, whole)]


def _incident_rows(make: _Making, body: Body) -> list[Judgement]:
    """An incident's words are corrected, its confidence is graded: a row for each."""
    told = {k.removeprefix("set."): v for k, v in body.items() if k.startswith("set.")}
    rows = []
    for kind, names in (("grade", {"confidence"}), ("correct", set(told) - {"confidence"})):
        part = {n: told[n] for n in told if n in names}
        if part:
            known = {f"set.{n}": v for n, v in part.items()}
            at = {"at": body["at"]} if "at" in body else {}
            rows.append(make.row(kind, make.item.subject, {**make.kept, **known, **part, **at}))
    return rows


def _moved(make: _Making, known: Known, body: Body) -> list[Judgement]:
    """A report's share regraded, or taken out of one incident and put into another."""
    rows, item = [], make.item
    body = {**body, **_held_by(known, item)}
    if "set.credibility" in body:
        graded = {k: v for k, v in body.items() if k != "set.incident"}
        extra = {"report": item.report, "credibility": body["set.credibility"]}
        rows.append(make.row("grade", str(item.incident), {**graded, **extra}))
    if "set.incident" in body:
        target = str(body["set.incident"])
        here, there = _incident(known, str(item.incident)), _incident(known, target)
        events = _events(here, str(item.report))
        rows.append(make.row("split", here.id, {**make.kept, "events": events}))
        rows.append(make.row("merge", there.id, {"with": _split_off(events)}))
    return rows


def _incident(known: Known, wanted: str) -> Incident:
    found = next((i for i in known.incidents if i.id == wanted), None)
    if found is None:
        raise UnknownName(f"incident {wanted!r} is not known", way_out="guardian incidents --json")
    return found


def _events(incident: Incident, report: str) -> list[str]:
    """The events of a report in an incident. Raises InputError where there is nothing else in it."""
    if len(incident.members) < 2:
        raise InputError(
            "this report is all that the incident rests on", way_out="reject the incident itself"
        )
    return _told(incident, report)


def _told(incident: Incident, report: str) -> list[str]:
    return [f"{report}:{e}" for m in incident.members if m.report == report for e in m.events]


def _held_by(known: Known, item: Item) -> Body:
    """Where the event stands that an incident has its id from: fusion finds it in another reading."""
    found = next((i for i in known.incidents if i.id == item.incident), None)
    readings = dict(zip((r.id for r in known.reports), known.readings, strict=True))
    for member in found.members if found else ():
        for event in readings[member.report].events:
            if derived_id("i", member.report, event.id) == item.incident:
                return {"at": f"{member.report}@{event.span.start}"}
    return {}


def _split_off(events: list[str]) -> str:
    """The id of the incident that these events make when they are taken out."""
    report, _, event = events[0].partition(":")
    return derived_id("i", report, event)
