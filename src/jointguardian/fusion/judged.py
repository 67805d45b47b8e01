"""What people decided, as data: the judgements that fusion honours.

`subject` is an incident's id. Bodies:

    merge    {"with": incident id}
    split    {"events": [event ids, or "report:event"]}      they become an incident of their own
    correct  {"report": id, "n": the number as read, "is": the right one, "group": name (optional)}
             {"what": text} {"status": word} {"start": date} {"end": date}
    grade    {"report": id, "reliability": letter, "credibility": digit}, {"confidence": word}
    accept   {"confidence": "low|moderate|high", "events": as above (optional)} or {}
    choose   {"kind": ..., "group": ..., "report": id, "n": number}, or "report": None for no choice
    seal     nothing to fusion

Later judgements win. An incident's id is derived from one event of one report; a judgement is held
by that event for ever, wherever new reports carry it: into an incident with another id, or between
others. "at" (and "with_at") in the body, "report@offset", finds the event again when the report was
read anew and its events are numbered otherwise. A judgement about an event that is not there
changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from ..domain import Count, Grade, Incident, Member
from ..domain.ids import derived_id
from ..domain.judgement import Judgement
from .links import Key
from .profile import Mention

CONFIDENCE = ("low", "moderate", "high")
TEXTS = ("what", "status", "start", "end")


@dataclass(slots=True)
class Rulings:
    """Judgements, tied to the events that they are about.

    `splits` gives for an event the number of the last split that took it out, `since` when that
    was; `ties` are pairs of events that are one incident; `about` are the other judgements by
    event; `pairs` are events that a person declared one happening, or not.
    """

    splits: dict[Key, int] = field(default_factory=dict)
    since: dict[int, datetime | None] = field(default_factory=dict)
    ties: dict[Key, set[Key]] = field(default_factory=dict)
    about: dict[Key, list[Judgement]] = field(default_factory=dict)
    pairs: list[tuple[Key, Key, bool]] = field(default_factory=list)

    def tie(self, one: Key, other: Key) -> None:
        """Two events of one incident."""
        if one != other:
            self.ties.setdefault(one, set()).add(other)
            self.ties.setdefault(other, set()).add(one)


class Docket:
    """The judgements, and the events that they name as far as those are known."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self.judgements = tuple(sorted(judgements, key=_when))
        self._found: dict[str, Key] = {}
        named = {name for j in self.judgements for name in _names(j)}
        self._named = frozenset(named)
        self._places: dict[str, list[tuple[int, str]]] = {}
        for name in sorted(n for n in named if "@" in n):
            report, _, offset = name.rpartition("@")
            if offset.isdecimal():
                self._places.setdefault(report, []).append((int(offset), name))

    def meet(self, mention: Mention) -> bool:
        """Whether any judgement names this event."""
        if not self._named:
            return False
        report, event = mention.key
        names = [incident_id(mention.key), event, f"{report}:{event}"]
        span = mention.event.span
        names += [n for at, n in self._places.get(report, ()) if span.start <= at < span.end]
        mine = [n for n in names if n in self._named]
        self._found.update(dict.fromkeys(mine, mention.key))
        return bool(mine)

    def rulings(self) -> Rulings:
        """What the judgements say about the events known so far, the later over the earlier."""
        made, merged = Rulings(), list[tuple[Key, Key]]()
        for number, judgement in enumerate(self.judgements):
            subject = self._event(judgement.subject, judgement.body.get("at"))
            events = self._events(judgement)
            if judgement.kind == "split":
                merged = [m for m in merged if (m[0] in events) == (m[1] in events)]
                made.since[number] = judgement.at
                made.splits.update(dict.fromkeys(events, number))
                made.pairs += [(e, subject, False) for e in events if subject not in (None, e)]
            elif judgement.kind == "merge":
                other = self._event(judgement.body.get("with"), judgement.body.get("with_at"))
                merged += [(subject, other)] if subject and other else []
            elif subject is not None:
                made.about.setdefault(subject, []).append(judgement)
                if judgement.kind == "accept":
                    made.pairs += [(e, subject, True) for e in events if e != subject]
        made.pairs += [(one, other, True) for one, other in merged]
        _tied(made, merged)
        return made

    def _event(self, *names: object) -> Key | None:
        return next((self._found[str(n)] for n in names if str(n) in self._found), None)

    def _events(self, judgement: Judgement) -> tuple[Key, ...]:
        named = map(str, _list(judgement.body.get("events")))
        return tuple(dict.fromkeys(self._found[n] for n in named if n in self._found))


def _tied(rulings: Rulings, merged: Iterable[tuple[Key, Key]]) -> None:
    """Ties of merges, and among the events of each split."""
    together: dict[int, Key] = {}
    for key, number in sorted(rulings.splits.items()):
        rulings.tie(together.setdefault(number, key), key)
    for one, other in merged:
        rulings.tie(one, other)


def incident_id(key: Key) -> str:
    """The id of the incident whose first known event this is."""
    return derived_id("i", *key)


def _names(judgement: Judgement) -> Iterable[str]:
    body = judgement.body
    yield judgement.subject
    yield from (str(body[k]) for k in ("with", "at", "with_at") if k in body)
    yield from map(str, _list(body.get("events")))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _when(judgement: Judgement) -> datetime:
    return judgement.at or datetime.min.replace(tzinfo=UTC)


def apply(incident: Incident, judgements: Sequence[Judgement]) -> Incident:
    """An incident with the corrections, grades and confidence that people gave its events."""
    for judgement in sorted(judgements, key=_when):
        incident = _applied(incident, judgement)
    return incident


def _applied(incident: Incident, judgement: Judgement) -> Incident:
    body = judgement.body
    if judgement.kind == "correct":
        texts = {k: str(body[k]) for k in TEXTS if k in body}
        fixed = _corrected(incident.counts, body, judgement.by)
        return replace(incident, counts=fixed, **texts)  # type: ignore[arg-type]
    if judgement.kind in ("grade", "accept"):
        word = body.get("confidence", incident.confidence)
        confidence = word if word in CONFIDENCE else incident.confidence
        return replace(incident, confidence=confidence, members=_graded(incident.members, body))
    if judgement.kind == "choose":
        return replace(incident, counts=_chosen(incident.counts, judgement))
    return incident


def _chosen(counts: tuple[Count, ...], judgement: Judgement) -> tuple[Count, ...]:
    """The figure to brief of one kind and group is this one, as that person's choice, or none."""
    body, by, why = judgement.body, judgement.by, judgement.reason
    about = [(c.kind, c.group or c.who) == (body.get("kind"), body.get("group")) for c in counts]
    return tuple(
        replace(c, chosen_by=by, chosen_because=why)
        if mine and (c.report, c.n) == (body.get("report"), body.get("n"))
        else replace(c, chosen_by=None, chosen_because="")
        if mine
        else c
        for mine, c in zip(about, counts, strict=True)
    )


def _corrected(counts: tuple[Count, ...], fix: Mapping[str, Any], by: str) -> tuple[Count, ...]:
    if "is" not in fix:
        return counts
    return tuple(_fixed(c, fix, by) if _meant(c, fix) else c for c in counts)


def _meant(count: Count, fix: Mapping[str, Any]) -> bool:
    return (
        count.report == fix.get("report")
        and count.n == fix.get("n")
        and fix.get("group", count.group) == count.group
    )


def _fixed(count: Count, fix: Mapping[str, Any], by: str) -> Count:
    note = f"{count.qualifier or ''} (corrected from {count.n} by {by})".strip()
    return replace(count, n=int(fix.get("is", count.n)), qualifier=note)


def _graded(members: tuple[Member, ...], body: Mapping[str, Any]) -> tuple[Member, ...]:
    return tuple(
        replace(m, grade=_regraded(m.grade, body)) if m.report == body.get("report") else m
        for m in members
    )


def _regraded(grade: Grade, body: Mapping[str, Any]) -> Grade:
    return Grade(
        str(body.get("reliability", grade.reliability)),
        str(body.get("credibility", grade.credibility)),
        proposed=False,
    )
