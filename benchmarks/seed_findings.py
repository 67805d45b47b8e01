"""What a reader must find on the seed page, as checks over a reading."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jointguardian.domain import Casualty, Event, Figure, Reading
from jointguardian.reading.words import fold


@dataclass(frozen=True, slots=True)
class Finding:
    """A required finding and whether a reading has it."""

    what: str
    found: Callable[[Reading, str], bool]


def _figure(
    value: float, unit: str, word: str = "", **more: object
) -> Callable[[Reading, str], bool]:
    def found(reading: Reading, _text: str) -> bool:
        return any(
            f.value == value and f.unit == unit and word in f.what.lower() and _has(f, more)
            for f in reading.figures
        )

    return found


def _has(row: Figure | Casualty, more: dict[str, object]) -> bool:
    return all(str(getattr(row, name) or "").startswith(str(want)) for name, want in more.items())


def _event(type_: str, start: str, **more: str) -> Callable[[Reading, str], bool]:
    def found(reading: Reading, text: str) -> bool:
        return any(_fits(e, text, type_, start, more) for e in reading.events)

    return found


def _fits(event: Event, text: str, type_: str, start: str, more: dict[str, str]) -> bool:
    names = fold(" ".join(a.text for a in event.actors))
    return (
        event.type == type_
        and (event.start or "").startswith(start)
        and more.get("actor", "") in names
        and more.get("status", event.status) == event.status
        and more.get("word", "") in event.span.of(text)
    )


def _injured(n: int, group: str, **more: object) -> Callable[[Reading, str], bool]:
    def found(reading: Reading, _text: str) -> bool:
        return any(
            c.kind == "injured" and c.best == n and group in c.who and _has(c, more)
            for c in _casualties(reading, "2023-05-29")
        )

    return found


def _casualties(reading: Reading, day: str) -> Iterator[Casualty]:
    for event in reading.events:
        if event.start == day:
            yield from event.casualties


def _claimed(n: str, speaker: str) -> Callable[[Reading, str], bool]:
    def found(reading: Reading, text: str) -> bool:
        return any(
            c.speaker and speaker in fold(c.speaker) and n in c.content_span.of(text)
            for c in reading.claims
        )

    return found


FINDINGS = (
    Finding("11 Italian KFOR soldiers injured, at least", _injured(11, "Italian", qualifier="at least")),
    Finding("19 Hungarian KFOR soldiers injured, at least", _injured(19, "Hungarian", qualifier="at least")),
    Finding("52 Serbs injured", _injured(52, "Serb")),
    Finding("52 Serbs counted by Vucic", lambda r, t: any(
        c.best == 52 and "vucic" in fold(c.counted_by or "") for c in _casualties(r, "2023-05-29"))),
    Finding("52 Serbs claimed by Vucic", _claimed("52 ethnic Serbs", "vucic")),
    Finding("700 reserve troops, deployment planned", _event("mobilize", "2023-05-30", status="planned")),
    Finding("700 troops", _figure(700, "troops")),
    Finding("seven days' readiness", _figure(7, "days", "readiness")),
    Finding("Turkish battalion announced 2023-06-03", _event("mobilize", "2023-06-03", actor="turk", status="planned")),
    Finding("3,800 troops in 2023", _figure(3800, "troops", date="2023")),
    Finding("27 nations in 2023", _figure(27, "nations", date="2023")),
    Finding("50,000 at first, 1999", _figure(50000, "troops", date="1999")),
    Finding("28,000 planned", _figure(28000, "persons", "planned")),
    Finding("4,000 of them American", _figure(4000, "persons", "american")),
    Finding("16,000 in Macedonia, May 1999", _figure(16000, "troops", date="1999-05", place="North Macedonia")),
    Finding("78 days of bombing", _figure(78, "days", "bombardment")),
    Finding("turnout under 3.5 percent", lambda r, _t: any(
        f.unit == "percent" and f.high == 3.5 and f.qualifier == "under" for f in r.figures)),
    Finding("Zvecan 45 km from Pristina", _figure(45, "km", "pristina", place="Zve")),
    Finding("resolution of 10 June 1999", _event("support", "1999-06-10", actor="security council")),
)  # fmt: skip
