"""Rows of an order of battle, from any file, into checked units: what is not usable says why."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from ..domain import Rejected, Unit
from ..domain.dates import parse_partial
from ..domain.ids import derived_id
from ..domain.sidc import checked, parts_of
from ..domain.vocab import vocabulary
from ..errors import InputError

COLUMNS = (
    "id", "name", "start", "end", "attested", "nation", "echelon", "function", "parent", "sidc",
    "neutral", "headquarters", "task_force", "personnel", "place", "lat", "lon", "notice_hours",
    "capabilities", "caveats", "state", "source", "note", "invented",
)  # fmt: skip
"""The columns of a table of units; `personnel` is `120`, `110-120` or `115 (110-120)`."""
STATES = ("standing", "planned", "withdrawn")
LONGEST = 400
_RANGE = re.compile(r"(?:(\d{1,7})\s*\()?(\d{1,7})(?:\s*(?:-|–|\.\.)\s*(\d{1,7}))?\)?")
_YES = frozenset({"1", "true", "yes", "y", "x"})


@dataclass(frozen=True, slots=True)
class UnitIntake:
    """What the caller says of a file: since when its units stand, and whose word it is."""

    start: str
    source: str
    by: str = ""


def units_of(
    rows: Iterable[tuple[int, Mapping[str, str]]], path: str, intake: UnitIntake
) -> Iterator[Unit | Rejected]:
    """A unit for each row, or the row with its reason."""
    for number, row in rows:
        try:
            yield unit_of(row, intake)
        except InputError as fault:
            yield Rejected(path, number, fault.line, str(dict(row))[:2000])


def unit_of(row: Mapping[str, str], intake: UnitIntake) -> Unit:
    """One unit. Raises InputError for a value that cannot be."""
    told = {k: " ".join(v.split()) for k, v in row.items() if v and v.strip()}
    if long := next((k for k, v in told.items() if len(v) > LONGEST), None):
        raise InputError(f"{long} has more than {LONGEST} characters")
    if "name" not in told:
        raise InputError("the unit has no name", way_out="fill the column name")
    low, best, high = personnel_of(told.get("personnel", ""))
    code = checked(told["sidc"]) if "sidc" in told else None
    drawn = parts_of(code) if code else {}
    return Unit(
        id=told.get("id") or derived_id("u", told["name"], told.get("parent", "")),
        name=told["name"],
        start=parse_partial(told.get("start") or intake.start),
        end=_date(told, "end"),
        attested=_date(told, "attested"),
        nation=nation_of(told.get("nation", "")),
        echelon=_term("echelons", told.get("echelon") or str(drawn.get("echelon", "unknown"))),
        function=_term("unit_functions", told.get("function") or str(drawn.get("function", "unknown"))),
        parent=told.get("parent"),
        sidc=code,
        neutral=_flag(told, "neutral") or bool(drawn.get("neutral")),
        headquarters=_flag(told, "headquarters") or bool(drawn.get("headquarters")),
        task_force=_flag(told, "task_force") or bool(drawn.get("task_force")),
        personnel_low=low,
        personnel_best=best,
        personnel_high=high,
        place=told.get("place"),
        lat=_number(told, "lat", 90),
        lon=_number(told, "lon", 180),
        notice_hours=_hours(told.get("notice_hours")),
        capabilities=_list(told.get("capabilities", "")),
        caveats=_list(told.get("caveats", "")),
        state=_state(told.get("state", "standing")),
        source=told.get("source") or intake.source,
        note=told.get("note", ""),
        by=intake.by,
        invented=_flag(told, "invented"),
    )  # fmt: skip


def personnel_of(text: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of `120`, `110-120` (no best) or `115 (110-120)`. Raises InputError."""
    if not text:
        return None, None, None
    found = _RANGE.fullmatch(text.replace("\u202f", "").replace(",", ""))
    if not found:
        raise InputError(
            f"personnel {text!r} is no number or range",
            way_out="write 120, 110-120 or 115 (110-120)",
        )
    low = int(found[2])
    high = int(found[3]) if found[3] else low
    best = int(found[1]) if found[1] else (low if low == high else None)
    if not low <= (low if best is None else best) <= high:
        raise InputError(f"personnel {text!r} runs backwards", way_out="write the lower first")
    return low, best, high


def nation_of(text: str) -> str:
    """An ISO alpha-3 code in capitals, or empty. Raises InputError."""
    code = text.upper()
    if code and not re.fullmatch(r"[A-Z]{3}", code):
        raise InputError(f"nation {text!r} is no ISO alpha-3 code", way_out="write e.g. ITA")
    return code


def _date(told: Mapping[str, str], name: str) -> str | None:
    return parse_partial(told[name]) if name in told else None


def _term(name: str, word: str) -> str:
    return vocabulary(name)[word.lower().replace(" ", "-")].id


def _flag(told: Mapping[str, str], name: str) -> bool:
    return told.get(name, "").lower() in _YES


def _number(told: Mapping[str, str], name: str, most: float) -> float | None:
    if name not in told:
        return None
    try:
        value = float(told[name].replace(",", "."))
    except ValueError as fault:
        raise InputError(f"{name} {told[name]!r} is no number of degrees") from fault
    if not -most <= value <= most:
        raise InputError(f"{name} {value} lies outside -{most:.0f} to {most:.0f}")
    return value


def _hours(text: str | None) -> int | None:
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,5})(?:\.0)?\s*(h|hours?|d|days?)?", text.lower())
    if not found:
        raise InputError(f"notice {text!r} is no number of hours", way_out="write 6 or 7 days")
    return int(found[1]) * (24 if (found[2] or "h").startswith("d") else 1)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _state(text: str) -> str:
    if text.lower() not in STATES:
        raise InputError(f"{text!r} is no state of a unit", way_out=f"use {', '.join(STATES)}")
    return text.lower()


assert {f.name for f in fields(Unit)} >= set(COLUMNS) - {"personnel"}
