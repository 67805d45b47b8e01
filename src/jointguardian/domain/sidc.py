"""Symbol codes of units: from parts, into words, and between the two forms in use.

A SIDC is 20 digits: version 10, reality, standard identity, symbol set 10 (land unit), status,
headquarters or task force, echelon, entity, two modifiers. The room draws friendly and neutral
units alone: it keeps no picture of an opponent. Source: APP-6 and MIL-STD-2525D, annex on SIDCs;
the letters are those of MIL-STD-2525C.
"""

import re

from ..errors import InputError
from .force import Unit
from .vocab import Term, vocabulary

FRIEND, NEUTRAL = "3", "4"
IDENTITIES = {FRIEND: "friendly", NEUTRAL: "neutral"}
LAND = "10"
_HEADS = {(False, False): "0", (True, False): "2", (False, True): "4", (True, True): "6"}
_HEAD_LETTERS = {"0": "-", "2": "A", "4": "E", "6": "B"}
_DIGITS = re.compile(r"\d{20}(?:\d{10})?")
_LETTERS = re.compile(r"S([A-Z-])G([A-Z*-])([A-Z*-]{6})([A-Z*-])([A-Z*-])[A-Z0-9*-]{3}")


def sidc_of(unit: Unit) -> str:
    """The unit's own code, else the one its parts make."""
    if unit.sidc:
        return checked(unit.sidc)
    identity = NEUTRAL if unit.neutral else FRIEND
    status = "1" if unit.state == "planned" else "0"
    head = _HEADS[unit.headquarters, unit.task_force]
    echelon = vocabulary("echelons")[unit.echelon].code
    entity = vocabulary("unit_functions")[unit.function].code
    return f"100{identity}{LAND}{status}{head}{echelon}{entity}0000"


def checked(code: str) -> str:
    """A code of 20 digits from one of 20 or 30 digits or 15 letters. Raises InputError.

    Refused are other standard identities than friend and neutral, and other things than land units.
    """
    raw = code.strip().upper()
    digits = raw[:20] if _DIGITS.fullmatch(raw) else from_letters(raw)
    if digits[3] not in IDENTITIES:
        raise InputError(
            f"the symbol {code!r} is neither friendly nor neutral",
            way_out="this room draws the force and neutral units only",
        )
    if digits[4:6] not in (LAND, "11", "20"):
        raise InputError(
            f"the symbol {code!r} is no land unit", way_out="use symbol set 10, 11 or 20"
        )
    return digits


def words_of(code: str) -> str:
    """What the symbol shows: `friendly infantry, battalion, task force, planned`."""
    digits = checked(code)
    told = _function(digits)
    parts = [f"{IDENTITIES[digits[3]]} {told.label if told else 'unit'}"]
    if digits[7] in "2367":
        parts.append("headquarters")
    size = _term("echelons", digits[8:10])
    parts.append(size.label if size else "size not known")
    parts += ["task force"] if digits[7] in "4567" else []
    parts += ["planned"] if digits[6] == "1" else []
    return ", ".join(parts)


def parts_of(code: str) -> dict[str, str | bool]:
    """Echelon, function, neutral, headquarters and task force of a code, as a unit's fields."""
    digits = checked(code)
    size, told = _term("echelons", digits[8:10]), _function(digits)
    return {
        "echelon": size.id if size else "unknown",
        "function": told.id if told else "unknown",
        "neutral": digits[3] == NEUTRAL,
        "headquarters": digits[7] in "2367",
        "task_force": digits[7] in "4567",
    }


def to_letters(code: str) -> str:
    """The code in 15 letters, as MSDL carries it; what the older form lacks is left open."""
    digits = checked(code)
    told, size = _function(digits), _term("echelons", digits[8:10])
    side = "N" if digits[3] == NEUTRAL else "F"
    status = "A" if digits[6] == "1" else "P"
    function = told.letters if told else "------"
    head = _HEAD_LETTERS.get(digits[7], "-")
    return f"S{side}G{status}{function}{head}{size.letters if size else '-'}---"


def from_letters(code: str) -> str:
    """The 20 digits of a code in 15 letters. Raises InputError where it is none, or not ours."""
    found = _LETTERS.fullmatch(code.strip().upper().replace("*", "-"))
    if not found:
        raise InputError(
            f"{code!r} is no symbol code of a land unit", way_out="give 20 digits or 15 letters"
        )
    side, status, function, head, size = found.groups()
    identity = {"F": FRIEND, "A": FRIEND, "N": NEUTRAL}.get(side)
    if identity is None:
        raise InputError(
            f"the symbol {code!r} is neither friendly nor neutral",
            way_out="this room draws the force and neutral units only",
        )
    entity = _longest(function)
    heads = {letter: digit for digit, letter in _HEAD_LETTERS.items()}
    echelon = next((t.code for t in vocabulary("echelons").terms if t.letters == size), "00")
    planned = "1" if status == "A" else "0"
    return f"100{identity}{LAND}{planned}{heads.get(head, '0')}{echelon}{entity}0000"


def _longest(function: str) -> str:
    """The entity whose letters begin the function's, the most exact one; of equals the last listed."""
    wanted = function.rstrip("-")
    best, code = 0, "000000"
    for term in vocabulary("unit_functions").terms:
        letters = term.letters.rstrip("-")
        if len(letters) > 1 and wanted.startswith(letters) and len(letters) >= best:
            best, code = len(letters), term.code
    return code


def _function(digits: str) -> Term | None:
    return _term("unit_functions", digits[10:16]) if digits[4:6] == LAND else None


def _term(name: str, code: str) -> Term | None:
    return next((t for t in vocabulary(name).terms if t.code == code), None)
