"""How two CAMEO codes make one: "wants" (030) with "help" (070) is an intent to give aid (033).

Source: the hierarchy of the CAMEO codebook (Schrodt 2012), in which appeals (02), intents (03), demands
(10) and refusals (12) are numbered alike by what is asked for, meant or refused.
"""

_SUBJECTS = {"06": "1", "05": "2", "07": "3", "083": "4", "08": "5"}
"""What an appeal, intent or demand is about, by the code of the act: its third digit."""
_REFUSED = {"06": "121", "07": "122", "083": "123", "08": "124", "04": "125", "010": "011"}
_FRAMES = {"02", "03", "10"}
_FORCE = {"18", "19", "20"}
_ABOUT_FORCE = {"01": "015", "03": "138", "11": "112", "13": "138"}
"""Speech about the use of force: claimed, meant, blamed, threatened."""
_CUT = {"05": "161", "07": "162", "04": "164"}
"""What a reduction (16) takes away."""
_YIELDS = {"081": "1", "082": "2", "084": "3", "085": "4", "086": "5", "087": "6"}
_ACTS = {"01", "02", "03", "04", "09", "10", "11", "12", "13", "14", "15", "17"}
"""Codes that stand for themselves even inside another verb's clause."""
COOPERATION = {"03", "04", "05", "06"}
"""Codes that several actors without a target share among themselves. Source: PETRARCH2."""


def stands_alone(code: str) -> bool:
    """Whether a code is an act of its own rather than what another act is about."""
    return code[:2] in _ACTS


def combined(upper: str, lower: str) -> str:
    """The code of a verb with the code of the clause that completes it; "" is no code."""
    if not upper or not lower or stands_alone(lower):
        return lower or upper
    family = upper[:2]
    if family in _FRAMES:
        return _framed(family, lower)
    if lower[:2] in _FORCE and family in _ABOUT_FORCE:
        return _ABOUT_FORCE[family]
    if family == "16":
        return _cut(lower)
    if stands_alone(upper):
        return family + "0"
    return lower


def _framed(family: str, lower: str) -> str:
    """An appeal, intent or demand and what it is about; its kind where the codebook has one."""
    if lower[:2] in _FORCE and family in _ABOUT_FORCE:
        return _ABOUT_FORCE[family]
    key = "083" if lower.startswith("083") else lower[:2]
    if key not in _SUBJECTS:
        return family + "0"
    return family + _SUBJECTS[key] + _kind(lower)


def _kind(code: str) -> str:
    """The fourth digit: which kind of cooperation, aid, reform or yielding."""
    if code.startswith("083"):
        return code[3:4]
    if code.startswith("08"):
        return _YIELDS.get(code[:3], "")
    return code[2] if code[:2] in {"06", "07"} and code[2:3] in set("1234") else ""


def _cut(lower: str) -> str:
    cut = _CUT.get(lower[:2], "160")
    return cut + _kind(lower) if cut == "162" and _kind(lower) in set("123") else cut


def refused(code: str) -> str:
    """What "not" makes of a code; "" where nothing is left to code."""
    if code[:2] in _FORCE or not code:
        return ""
    key = next((k for k in ("083", "010", code[:2]) if code.startswith(k) and k in _REFUSED), None)
    if key is None:
        return "120" if code[:2] in {"02", "03", "05"} else ""
    kind = _kind(code) if key != "06" or code[2:3] in {"1", "2"} else ""
    return _REFUSED[key] + kind
