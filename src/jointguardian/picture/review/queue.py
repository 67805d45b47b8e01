"""Everything that can be judged, as items; and what waits for a person, worst first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ...domain import (
    Casualty,
    Claim,
    Event,
    Figure,
    Incident,
    Member,
    Reading,
    Report,
    Source,
    Span,
)
from ...domain.ids import digest
from ..model import Known
from .applied import by_report, ruled
from .fields import FIELDS, FieldOf, shown
from .rulings import Mark, Ruling, fold, matched
from .stated import stated
from .things import Thing, things
from .values import Item, Value

CODE_LENGTH = 12
FUSED = "fusion"
REACH = 240
"""Characters on each side in which the sentence of a short quotation is looked for."""
UNSURE = 0.5
"""Stands for a confidence that nobody gave."""
RIVALS, CONTESTED, PER_SOURCE, MOST_SOURCES = 2.0, 0.5, 0.15, 10
"""What makes a value urgent, beside its doubt (twice 1 - confidence). Own choice: a rival figure
weighs as much as a wholly unsure reading, ten sources somewhat less."""


def code(subject: str) -> str:
    """The short id of a subject, as a person types it."""
    return f"v_{digest(subject)[:CODE_LENGTH]}"


@dataclass(frozen=True)
class Desk:
    """What is known, with the look-ups that items are made from."""

    known: Known
    _made: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    @cached_property
    def rulings(self) -> dict[str, Ruling]:
        """What was decided, by subject."""
        return fold(self.known.judgements)

    @cached_property
    def _by_report(self) -> dict[str, dict[str, Ruling]]:
        return by_report(self.rulings)

    def _place(self, report: str, part: str) -> tuple[Incident, Member] | None:
        """The incident and member of an event or claim of a report."""
        places = ((i, m) for i in self.known.look.told_in(report) for m in i.members)
        mine = ((i, m) for i, m in places if m.report == report)
        return next(((i, m) for i, m in mine if part in m.events or part in m.claims), None)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {s.name: s for s in self.known.sources}

    def of_report(self, report: str) -> tuple[Item, ...]:
        """The items of a report, in the order of its reading; none for one that is not known."""
        if report not in self._made:
            known = report in self.known.look.automatic
            self._made[report] = tuple(self._report_items(report)) if known else ()
        return self._made[report]

    def of_incident(self, incident: Incident) -> tuple[Item, ...]:
        """The incident, then for each report its share, its source, and what was read there."""
        return tuple(self._incident_items(incident))

    def everything(self) -> tuple[Item, ...]:
        """All items, those that wait longest in trouble first."""
        made: dict[str, Item] = {}
        for incident in self.known.incidents:
            made |= {i.subject: i for i in self._shares(incident)}
        for report in self.known.look.automatic:
            made |= {i.subject: i for i in self.of_report(report)}
        return tuple(sorted(made.values(), key=lambda i: (-i.weight, i.subject)))

    def of_subject(self, subject: str) -> Item | None:
        """The item of a subject, without making all the others."""
        head = subject.partition("/")[0]
        if head in self.known.look.automatic:
            return next((i for i in self.of_report(head) if i.subject == subject), None)
        incident = self.known.look.incidents.get(head)
        shares = self._shares(incident) if incident else ()
        found = next((i for i in shares if i.subject == subject), None)
        return found or next((i for i in self.everything() if i.subject == subject), None)

    def _report_items(self, report: str) -> Iterator[Item]:
        told, reading = self.known.look.reports[report], self.known.look.automatic[report]
        found = list(things(report, reading))
        mine = matched(found, self._by_report.get(report, {}))
        events = {t.at[0]: t.told for t in found if t.kind == "event"}
        for thing in found:
            event = events.get(thing.at[0]) if thing.kind in ("event", "count") else None
            share = self._share(report, thing, event)
            ruling = mine.get(thing.subject) or stated(told, thing, event)
            yield _thing_item(told, reading, thing, ruling, share)

    def _share(self, report: str, thing: Thing, event: object) -> tuple[Incident, Member] | None:
        part = event if isinstance(event, Event) else thing.told
        id_ = part.id if isinstance(part, Event | Claim) else ""
        return self._place(report, id_)

    def _shares(self, incident: Incident) -> Iterator[Item]:
        yield self._incident_item(incident)
        for member in incident.members:
            yield self._account(incident, member)
            if member.source in self._sources:
                yield self._source(self._sources[member.source], incident)
        yield from self._taken_out(incident)

    def _taken_out(self, incident: Incident) -> Iterator[Item]:
        """The reports that people took out of the incident."""
        head = f"{incident.id}/account/"
        for subject, ruling in self.rulings.items():
            report = subject.removeprefix(head)
            if subject.startswith(head) and ruling.rejected and report in self.known.look.automatic:
                told = self.known.look.reports[report]
                if report not in incident.reports:
                    shown_ = {"incident": "", "credibility": ruling.was.get("credibility", "")}
                    yield _item(subject, "account", f"{told.source}: taken out", shown_, ruling,
                                report=report, incident=incident.id)  # fmt: skip

    def _incident_items(self, incident: Incident) -> Iterator[Item]:
        yield from self._shares(incident)
        for member in incident.members:
            for item in self.of_report(member.report):
                if item.incident == incident.id:
                    yield item

    def _incident_item(self, incident: Incident) -> Item:
        ruling = self.rulings.get(incident.id)
        shown_ = {f.name: str(getattr(incident, f.name) or "") for f in FIELDS["incident"]}
        weight, why = _weight(None, incident, rival=False)
        return _item(incident.id, "incident", incident.what, shown_, ruling,
                     incident=incident.id, weight=weight, why=why)  # fmt: skip

    def _account(self, incident: Incident, member: Member) -> Item:
        subject = f"{incident.id}/account/{member.report}"
        shown_ = {"incident": incident.id, "credibility": member.grade.credibility}
        return _item(subject, "account", f"{member.source}: share in “{incident.what}”", shown_,
                     self.rulings.get(subject), report=member.report, incident=incident.id,
                     weight=0.3 + PER_SOURCE * min(len(incident.sources), MOST_SOURCES) / 2,
                     why=("a grade proposed by the machine",))  # fmt: skip

    def _source(self, source: Source, incident: Incident) -> Item:
        subject = f"source:{source.id}"
        return _item(subject, "source", source.name, {"reliability": source.reliability},
                     self.rulings.get(subject), incident=incident.id, method="pack",
                     weight=0.2 if source.reliability != "F" else 0.8,
                     why=() if source.reliability != "F" else ("not yet judged",))  # fmt: skip


def _thing_item(
    report: Report,
    reading: Reading,
    thing: Thing,
    ruling: Ruling | None,
    share: tuple[Incident, Member] | None,
) -> Item:
    told = thing.told
    now = ruled(told, replace(ruling, whole=None) if ruling else None) or told
    names = [f.name for f in FIELDS[thing.kind]]
    incident = share[0] if share else None
    rival = incident is not None and _rivals(incident, report.id, told)
    weight, why = _weight(thing.confidence, incident, rival=rival)
    made = _item(
        thing.subject,
        thing.kind,
        _title(thing),
        {n: shown(now, n) for n in names},
        ruling,
        automatic={n: shown(told, n) for n in names},
        report=report.id,
        incident=incident.id if incident else _once_of(ruling),
        method=f"{reading.method} {reading.version}",
        weight=weight,
        why=why,
    )
    quote = thing.span.of(report.text)
    context = around(report.text, thing.span)
    return replace(made, span=thing.span, quote=quote, confidence=thing.confidence, context=context)


def around(text: str, span: Span) -> str:
    """The sentence of some characters, as far as full stops and lines show it."""
    before = text[max(0, span.start - REACH) : span.start]
    after = text[span.end : span.end + REACH]
    ends = [i for i in (after.find("\n"), after.find(". ") + 1) if i > 0]
    start = max(before.rfind("\n"), before.rfind(". ") + 1) + 1
    return (before[start:] + span.of(text) + after[: min(ends, default=REACH)]).strip()


def _once_of(ruling: Ruling | None) -> str | None:
    """The incident that a rejected thing was part of when it was rejected."""
    if ruling is None or ruling.whole is None or not ruling.rejected:
        return None
    before = ruling.whole.body.get("incident")
    return before if isinstance(before, str) else None


def _title(thing: Thing) -> str:
    told = thing.told
    if isinstance(told, Event):
        return f"Event: {told.type.replace('-', ' ')}"
    if isinstance(told, Casualty):
        return f"Count: {shown(told, 'n')} {told.who} {told.kind}"
    if isinstance(told, Claim):
        return f"Claim: {told.speaker or 'the publisher'} {told.stance.replace('-', ' ')}"
    if isinstance(told, Figure):
        return f"Figure: {shown(told, 'value')} {told.unit}"
    return f"Place: {told.text}"


def _rivals(incident: Incident, report: str, told: object) -> bool:
    """Whether a count of these characters rivals, or is rivalled by, another report's."""
    if not isinstance(told, Casualty):
        return False
    mine = {
        n
        for n, c in enumerate(incident.counts)
        if c.report == report and c.kind == told.kind and c.n in (told.low, told.best, told.high)
    }
    return any(c.relation == "rivals" and (n in mine or c.to in mine)
               for n, c in enumerate(incident.counts))  # fmt: skip


def _weight(
    confidence: float | None, incident: Incident | None, *, rival: bool
) -> tuple[float, tuple[str, ...]]:
    """How urgently a value waits, and why in words."""
    points = 2 * (1 - (UNSURE if confidence is None else confidence))
    why = [] if confidence is None else [f"confidence {confidence:.2f}"]
    if rival:
        points += RIVALS
        why.append("rival figures")
    if incident is not None:
        points += CONTESTED * bool(incident.contradictions)
        points += PER_SOURCE * min(len(incident.sources), MOST_SOURCES)
        many = len(incident.sources)
        why.append(f"incident told by {many} source{'' if many == 1 else 's'}")
    return round(points, 3), tuple(why)


def _item(
    subject: str,
    thing: str,
    title: str,
    now: Mapping[str, str],
    ruling: Ruling | None,
    *,
    automatic: Mapping[str, str] | None = None,
    report: str | None = None,
    incident: str | None = None,
    method: str = FUSED,
    weight: float = 0.0,
    why: tuple[str, ...] = (),
) -> Item:
    """An item; `automatic` is what the ruling remembers where the present value alone is known."""
    was = automatic if automatic is not None else {**now, **(ruling.was if ruling else {})}
    values = tuple(_value(f, was[f.name], now[f.name], ruling) for f in FIELDS[thing])
    whole = ruling.whole if ruling else None
    return Item(
        id=code(subject),
        subject=subject,
        thing=thing,
        title=title,
        report=report,
        incident=incident,
        span=None,
        quote="",
        method=method,
        confidence=None,
        values=values,
        rejected=ruling is not None and ruling.rejected,
        by=whole.by if whole else "",
        at=whole.at if whole else None,
        reason=whole.reason if whole else "",
        weight=weight,
        why=why,
    )


def _value(field_: FieldOf, automatic: str, now: str, ruling: Ruling | None) -> Value:
    mark = ruling.of(field_.name) if ruling else None
    decided = mark or (ruling.whole if ruling else None) or Mark("automatic", "", None, "")
    state = decided.state
    if state == "corrected" and now == automatic:
        state = "accepted"
    return Value(
        name=field_.name,
        label=field_.label,
        form=field_.form,
        vocabulary=field_.vocabulary,
        essential=field_.essential,
        automatic=automatic,
        shown=now,
        state=state,
        by=decided.by,
        at=decided.at,
        reason=decided.reason,
    )
