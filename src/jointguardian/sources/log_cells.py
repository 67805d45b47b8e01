"""Single cells of a log as values: counts of people, positions, grades, lists of names."""

import re
from functools import lru_cache

from ..domain import Casualty, Grade, Span
from ..errors import InputError
from ..geo import fold
from ..geo.grids import from_mgrs
from .log_words import nothing, unknown

_COUNT = re.compile(
    r"(?P<about>~|≈|ca\.?|circa|about|approx\.?|oko|rreth|etwa|environ)?\s*"
    r"(?P<more>>=?|≥|at least|min\.?|over|more than|najmanje|preko|mbi|mindestens|uber|au moins)?\s*"
    r"(?P<low>\d{1,7})\s*(?:(?:-|–|to|do|bis|à)\s*(?P<high>\d{1,7}))?\s*(?P<plus>\+)?"
    r"\s*(?:x|pax|persons?|people|lica|osoba|persona|personen|personnes)?",
    re.IGNORECASE,
)
MOST_PEOPLE = 10_000_000
_MGRS = re.compile(
    r"(?P<zone>\d{1,2}\s*[C-HJ-NP-X])?\s*(?P<square>[A-HJ-NP-Z]{2})\s*(?P<digits>\d[\d\s]*\d|)",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"(?P<pre>[NSEW])?\s*(?P<sign>[-+−])?\s*(?P<deg>\d{1,3}(?:[.,]\d+)?)\s*°?\s*"
    r"(?:(?P<min>\d{1,2}(?:[.,]\d+)?)\s*['’′]\s*)?(?:(?P<sec>\d{1,2}(?:[.,]\d+)?)\s*(?:\"|''|″|”)\s*)?"
    r"(?P<post>[NSEWO])?",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*([^,;/]+?)\s*[,;/]\s*([^,;/]+)\s*|\s*(\S+)\s+(\S+)\s*")
_NAMES = re.compile(r"\s*[;\n|]\s*|\s+/\s+")


@lru_cache(maxsize=16384)
def count_of(text: str, kind: str, who: str, counted_by: str) -> Casualty | None:
    """A count of people; None where the cell says nothing or not known. Raises InputError."""
    raw = text.strip()
    key = fold(raw) if re.search(r"\w", raw) else raw
    if key in nothing() or key in unknown():
        return None
    found = _COUNT.fullmatch(raw)
    if not found:
        raise InputError(f"{_short(raw)} is no number", way_out="write 3, 3-5 or at least 3")
    low = int(found["low"])
    high = int(found["high"]) if found["high"] else low
    if low > high or high > MOST_PEOPLE:
        raise InputError(f"{_short(raw)} is no number of people", way_out="write 3 or 3-5")
    open_ = bool(found["more"] or found["plus"])
    qualifier = "at least" if open_ else ("about" if found["about"] else None)
    best = low if low == high else None
    return Casualty(kind, who or "people", low, best, None if open_ else high, qualifier,
                    counted_by or None)  # fmt: skip


@lru_cache(maxsize=16384)
def position_of(text: str, zone: str) -> tuple[float, float]:
    """A point in degrees from an MGRS reference (its square's middle) or "lat, lon".

    `zone` completes a reference without one ("DN 869 504"). Raises InputError.
    """
    raw = text.strip()
    if found := _MGRS.fullmatch(raw.upper()):
        digits = "".join(found["digits"].split())
        if len(digits) % 2 or len(digits) > 10:
            raise InputError(
                f"{_short(raw)} is no MGRS reference: {len(digits)} digits",
                way_out="write e.g. 34TDN8693950499",
            )
        if not (found["zone"] or zone):
            raise InputError(f"{_short(raw)} lacks its grid zone", way_out="write e.g. 34TDN869504")
        half = len(digits) // 2
        east, north = digits[:half], digits[half:]
        middle = (f"{x}{'5' if half < 5 else ''}".ljust(5, "0") for x in (east, north))
        return from_mgrs(f"{found['zone'] or zone}{found['square']}{''.join(middle)}")
    if pair := _PAIR.fullmatch(raw):
        first, second = pair[1] or pair[3], pair[2] or pair[4]
        return degrees_of(first, "lat"), degrees_of(second, "lon")
    raise InputError(f"{_short(raw)} is no position", way_out="write 34TDN8693950499 or 42.9, 20.8")


@lru_cache(maxsize=16384)
def degrees_of(text: str, axis: str) -> float:
    """Latitude or longitude in degrees, decimal or with minutes and seconds. Raises InputError."""
    raw = text.strip()
    found = _DEGREES.fullmatch(raw)
    limit, name = (90, "latitude") if axis == "lat" else (180, "longitude")
    if not found:
        raise InputError(f"{_short(raw)} is no {name}", way_out="write degrees, e.g. 42.907")
    parts = [float((found[p] or "0").replace(",", ".")) for p in ("deg", "min", "sec")]
    value = parts[0] + parts[1] / 60 + parts[2] / 3600
    side = (found["pre"] or found["post"] or "").upper()
    if side and side not in ("NS" if axis == "lat" else "EWO"):
        raise InputError(f"{_short(raw)} is no {name}", way_out="check which column is which")
    if (found["sign"] or "") in ("-", "−") or side in ("S", "W"):
        value = -value
    if abs(value) > limit:
        raise InputError(f"{_short(raw)} is no {name}: beyond {limit}", way_out="check the cell")
    return round(value, 6)


def grade_of(reliability: str, credibility: str) -> Grade | None:
    """The log-keeper's grade; F or 6 for the part that is blank. Raises InputError."""
    letter, digit = reliability.strip().upper(), credibility.strip()
    if not letter and not digit:
        return None
    if letter and letter not in tuple("ABCDEF"):
        raise InputError(f"{_short(letter)} is no reliability", way_out="write one of A to F")
    if digit and digit not in tuple("123456"):
        raise InputError(f"{_short(digit)} is no credibility", way_out="write one of 1 to 6")
    return Grade(letter or "F", digit or "6", proposed=False)


def names_of(text: str, start: int) -> list[tuple[str, Span]]:
    """The names of a cell that lists several, with their places in the report's text."""
    found, at = [], 0
    for piece in _NAMES.split(text):
        bare = piece.strip()
        if not bare:
            continue
        at = text.index(bare, at)
        found.append((bare, Span(start + at, start + at + len(bare))))
        at += len(bare)
    return found


def _short(raw: str) -> str:
    return repr(raw if len(raw) <= 40 else f"{raw[:39]}…")
