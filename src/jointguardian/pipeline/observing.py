"""Observations entered by a person, as a monitor of an agreement tells them: added, corrected, withdrawn.

Rows are only ever added: a correction and a withdrawal are new versions under the same id, and what
was known before stays what was known then.
"""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import msgspec

from ..access import Viewer, may_see, require
from ..domain import Marking, Observation
from ..domain.dates import first_day, last_day, parse_partial
from ..domain.ids import derived_id
from ..domain.marking import LEVELS
from ..domain.observation import WITHDRAWN
from ..domain.vocab import vocabulary
from ..errors import GuardianError, InputError, NotPermitted, UnknownName, UnreadableFile
from ..mandate import Mandate
from ..mandate.language import UNITS
from .force_record import ForceRecord
from .known import KnownReader
from .mandate import Mandates
from .operation import Operation
from .review import Reviewer

KIND = "observations"
TEXTS = ("function", "means", "permitted", "about", "source", "words")
COLUMNS = (
    "what", "who", "place", "lat", "lon", "within_km", "start", "end", "low", "high", "unit", "complete",
    *TEXTS, "report", "marking",
)  # fmt: skip
"""What a row of a file, a form and a flag can tell; `marking` is a level."""
YES, NO = frozenset({"yes", "true", "1", "on"}), frozenset({"", "no", "false", "0", "off"})
UNITS_OF_COUNT = ("persons", *sorted(UNITS - {"persons"}))
"""What can be counted, the usual first."""
MOST_BYTES = 20_000_000
"""The largest file that is taken in. Own choice."""
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that was not taken in: which (1 is the first), and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of some rows: `same` are ids of observations that were there already."""

    added: tuple[Observation, ...]
    same: tuple[str, ...]
    rejected: tuple[RowFault, ...]


class Observing:
    """One operation's observations by hand. In a replay what is entered counts from the moment looked at."""

    def __init__(
        self, operation: Operation, reader: KnownReader, reviewer: Reviewer, mandates: Mandates
    ) -> None:
        self.operation, self.mandates = operation, mandates
        self.desk = ForceRecord(operation, reader, reviewer)

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Observation, ...]:
        """The observations as known then, newest first; those taken back are left out."""
        rows = self._rows(viewer, as_of)
        return tuple(r for r in reversed(rows) if r.what != WITHDRAWN)

    def why_not(self, viewer: Viewer, as_of: datetime | None) -> str:
        """Why nothing can be entered; empty where it can."""
        return self.desk.why_not(viewer, as_of)

    def add(self, viewer: Viewer, told: Told, as_of: datetime | None = None) -> Observation:
        """One observation; the same one again is not written. Raises InputError, NotPermitted."""
        made, _ = self._add(viewer, told, as_of)
        return made

    def add_all(
        self, viewer: Viewer, rows: Sequence[Told], as_of: datetime | None = None
    ) -> Entered:
        """The good rows go in, a bad one is told with its reason. Raises NotPermitted."""
        require(viewer, "judge")
        if refusal := self.why_not(viewer, as_of):
            raise InputError(refusal)
        added, same, rejected = [], [], []
        for number, told in enumerate(rows, 1):
            try:
                made, fresh = self._add(viewer, told, as_of)
            except GuardianError as fault:
                rejected.append(RowFault(number, fault.line))
                continue
            if fresh:
                added.append(made)
            else:
                same.append(made.id)
        return Entered(tuple(added), tuple(same), tuple(rejected))

    def correct(
        self, viewer: Viewer, id_: str, told: Told, as_of: datetime | None = None
    ) -> Observation:
        """A new version with what is told otherwise; its marking stays. Raises InputError, UnknownName."""
        require(viewer, "judge")
        before = self._found(viewer, id_, as_of)
        marking = self._marking(viewer, id_, as_of)
        if told.get("marking", "") not in ("", marking.level):
            raise InputError(
                "a correction keeps its marking", way_out="withdraw it and enter it anew"
            )
        texts = {c: _text(getattr(before, c, None)) for c in COLUMNS if c != "marking"}
        made = self._made(viewer, texts | dict(told) | {"marking": marking.level}, as_of)
        again = replace(made, id=id_, invented=before.invented)
        self._write(viewer, again, marking, as_of)
        return again

    def withdraw(
        self, viewer: Viewer, id_: str, reason: str, as_of: datetime | None = None
    ) -> Observation:
        """Takes an observation back, with the reason as its words. Raises InputError, UnknownName."""
        require(viewer, "judge")
        before = self._found(viewer, id_, as_of)
        if not (why := self.desk.text(reason, "reason")):
            raise InputError("no reason is given", way_out="write why it is taken back")
        made = replace(before, what=WITHDRAWN, words=why, by=viewer.name)
        self._write(viewer, made, self._marking(viewer, id_, as_of), as_of)
        return made

    # --- inside ------------------------------------------------------------------------------

    def _rows(self, viewer: Viewer, as_of: datetime | None) -> tuple[Observation, ...]:
        return self.operation.record.facts(viewer, KIND, Observation, as_of)

    def _found(self, viewer: Viewer, id_: str, as_of: datetime | None) -> Observation:
        """The newest version in sight that stands; out of sight and unknown are the same words."""
        for row in self.listed(viewer, as_of):
            if row.id == id_:
                return row
        raise UnknownName(f"no observation {id_!r} stands", way_out="see /mandate/observe")

    def _marking(self, viewer: Viewer, id_: str, as_of: datetime | None) -> Marking:
        """The lowest level that sees it, so that whoever saw it also sees what became of it."""
        for level in LEVELS:
            seen = self._rows(replace(viewer, level=level), as_of)
            if may_see(viewer, Marking(level)) and any(r.id == id_ for r in seen):
                return Marking(level)
        return Marking(viewer.level)

    def _add(self, viewer: Viewer, told: Told, as_of: datetime | None) -> tuple[Observation, bool]:
        require(viewer, "judge")
        made = self._made(viewer, told, as_of)
        before = next((r for r in self._rows(viewer, None) if r.id == made.id), None)
        if before is not None and before.what == WITHDRAWN:
            raise InputError(f"the same was withdrawn: {before.words}", way_out="say what is new")
        if before is None:
            self._write(viewer, made, Marking(told.get("marking") or LEVELS[0]), as_of)
        return before or made, before is None

    def _write(
        self, viewer: Viewer, row: Observation, marking: Marking, as_of: datetime | None
    ) -> None:
        if refusal := self.why_not(viewer, as_of):
            raise InputError(refusal)
        now = self.operation.clock()
        known = min(as_of, now) if as_of is not None and self.desk.replays else None
        self.operation.record.add_facts(KIND, [row], at=known, marking=marking)

    def _made(self, viewer: Viewer, told: Told, as_of: datetime | None) -> Observation:
        """The observation as told, checked. Its id follows from what it says, who says it, its level."""
        if strange := sorted(set(told) - set(COLUMNS)):
            raise InputError(f"unknown field {strange[0]!r}", way_out=f"use {', '.join(COLUMNS)}")
        said = {c: told.get(c, "").strip() for c in COLUMNS}
        level = self._level(viewer, said)
        texts = {c: self.desk.text(said[c], c) for c in TEXTS}
        start, end = self._days(said, as_of)
        low, high = _numbers(said)
        lat, lon, within = _point(said)
        rules = self.mandates.rules
        made = Observation(
            id="", what=_kind(said["what"]), who=self._who(rules, said["who"]), start=start, end=end,
            place=self._place(rules, said["place"]), lat=lat, lon=lon, within_km=within,
            low=low, high=high, unit=said["unit"] or "persons", complete=_flag(said["complete"]),
            report=self._report(viewer, said["report"], level, as_of), by=viewer.name, function=texts["function"],
            means=texts["means"], permitted=texts["permitted"], about=texts["about"], source=texts["source"],
            words=texts["words"],
        )  # fmt: skip
        _check(made)
        return replace(made, id=derived_id("obs", made, level))

    def _level(self, viewer: Viewer, said: Told) -> str:
        level = said["marking"] or LEVELS[0]
        if level not in LEVELS:
            raise InputError(f"no marking {level!r}", way_out=f"use {', '.join(LEVELS)}")
        if not may_see(viewer, Marking(level)):
            raise NotPermitted(f"{viewer.name} may not mark above the own level")
        return level

    def _days(self, said: Told, as_of: datetime | None) -> tuple[str, str | None]:
        if not said["start"]:
            raise InputError("start is missing", way_out="write the day, YYYY-MM-DD")
        start = parse_partial(said["start"])
        end = parse_partial(said["end"]) if said["end"] else None
        if end and last_day(end) < first_day(start):
            raise InputError(f"{start} to {end} runs backwards", where="end", way_out="swap them")
        if first_day(end or start).isoformat() > self.desk.day(as_of):
            raise InputError(f"{end or start} has not come yet", where="end" if end else "start")
        return start, end

    def _who(self, rules: Mandate, who: str) -> str:
        pack = self.operation.pack
        actors = {a.id for a in pack.actors} if pack else set()
        named = {n for p in rules.parties.values() for n in (p.id, *p.members, *p.perhaps)}
        if who and who not in actors | named:
            raise UnknownName(f"nobody {who!r} is known", where="who", way_out="use a party's or actor's id, or leave it empty")  # fmt: skip
        return who

    def _place(self, rules: Mandate, place: str) -> str | None:
        towns = {m.id for m in self.operation.pack.municipalities} if self.operation.pack else set()
        if place and place not in rules.areas and place not in towns:
            raise UnknownName(f"no area or municipality {place!r}", where="place", way_out="use its id, or a point")  # fmt: skip
        return place or None

    def _report(
        self, viewer: Viewer, report: str, level: str, as_of: datetime | None
    ) -> str | None:
        """The report that it rests on; it must be in sight, and not marked higher than the observation."""
        if not report:
            return None
        marking = self.operation.record.report(viewer, report, as_of).marking
        if marking.compartments or marking.releasable_to:
            raise InputError("the report's release is limited", where="report", way_out="leave it out")  # fmt: skip
        if LEVELS.index(marking.level) > LEVELS.index(level):
            raise InputError(f"the report is {marking.level}", where="marking", way_out=f"mark it {marking.level}")  # fmt: skip
        return report


def read_rows(path: Path) -> list[Told]:
    """The rows of a file: CSV with a header, or a JSON object on each line. Raises UnreadableFile.

    A line that is no JSON object becomes a row that names itself, and is refused with the others.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableFile("is too large", where=str(path), way_out="split it")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(f"cannot be read: {fault}", where=str(path)) from fault
    lines = [line for line in text.splitlines() if line.strip()]
    if lines and lines[0].lstrip().startswith("{"):
        return [_json_row(line) for line in lines]
    return list(_csv_rows(text))


def _csv_rows(text: str) -> Iterator[Told]:
    for row in csv.DictReader(text.splitlines()):
        yield {k if k else "more cells than the header": _text(v) for k, v in row.items()}


def _json_row(line: str) -> Told:
    try:
        found = msgspec.json.decode(line, type=dict[str, str | float | bool | None])
    except (msgspec.DecodeError, UnicodeEncodeError):
        return {"a line that is no JSON object": ""}
    return {k: _text(v) for k, v in found.items()}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.12g}"
    return "" if value is None else str(value)


def _kind(what: str) -> str:
    kinds = vocabulary("observation_kinds").ids()
    if what not in kinds:
        raise InputError(f"{what!r} is no kind", where="what", way_out=f"use {', '.join(kinds)}")
    return what


def _number(said: Told, name: str, least: float, most: float) -> float | None:
    if not said[name]:
        return None
    try:
        number = float(said[name])
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise InputError(f"{said[name]!r} is no number from {least:g} to {most:g}", where=name)
    return number


def _numbers(said: Told) -> tuple[float | None, float | None]:
    low, high = (_number(said, n, 0, 10_000_000) for n in ("low", "high"))
    if (low is not None or high is not None) and not said["unit"]:
        raise InputError("a number without a unit", where="unit", way_out="say persons, weapons …")
    if low is not None and high is not None and high < low:
        raise InputError(f"{low:g} to {high:g} runs backwards", where="high", way_out="swap them")
    return low, high


def _point(said: Told) -> tuple[float | None, float | None, float]:
    lat, lon = _number(said, "lat", -90, 90), _number(said, "lon", -180, 180)
    if (lat is None) != (lon is None):
        raise InputError("a point has both lat and lon", where="lat")
    within = _number(said, "within_km", 0, 1000)
    if lat is not None and within is None:
        raise InputError("how well is the point known?", where="within_km", way_out="give kilometres")  # fmt: skip
    return lat, lon, within or 0.0


def _flag(told: str) -> bool:
    if told.lower() not in YES | NO:
        raise InputError(f"{told!r} is neither yes nor no", where="complete")
    return told.lower() in YES


def _check(made: Observation) -> None:
    """What only the whole shows. Raises InputError."""
    if made.place is None and made.lat is None:
        raise InputError("no place is told", where="place", way_out="give an area, a municipality or a point")  # fmt: skip
    if made.complete and made.high is None:
        raise InputError("complete needs the number", where="high", way_out="give it, 0 for nobody")
    if not (made.source or made.report):
        raise InputError("nothing is told that it rests on", where="source", way_out="name a source or a report")  # fmt: skip
