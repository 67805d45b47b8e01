"""How many independent origins stand behind an incident: mirrors and wires count once."""

import re
from collections.abc import Sequence

from .parties import fold, plain
from .told import Told

WIRES = (
    "reuters", "ap", "afp", "tass", "tanjug", "sputnik", "bbc", "rfe/rl", "ansa", "adnkronos",
    "dpa", "efe", "bta", "rts", "france 24", "il sole 24 ore", "rt", "cnn",
)  # fmt: skip
SHINGLE = 5  # words
NEAR = 0.5  # Jaccard likeness of shingles from which two texts are one
_PARENTHESIS = re.compile(r"\(([^)]+)\)\s*$")
_MIRROR = re.compile(r"\s*(mirror|video|via .+|/.*)$")


def origin(told: Told) -> str:
    """Whose words a report repeats: the source's origin, the wire in its name, else itself."""
    if told.source.origin:
        return fold(told.source.origin)
    name = fold(told.source.name)
    inside = _PARENTHESIS.search(name)
    if inside:
        named = [w.strip() for w in re.split(r",|/(?!rl)", inside[1])]
        return next((w for w in named if w in WIRES), named[0])
    ending = re.search(r"\bwith ap$|/ ?(reuters|rt)\b", name)
    if ending:
        return ending[1] or "ap"
    return _MIRROR.sub("", name).strip()


def origins(members: Sequence[Told]) -> dict[str, str]:
    """The origin of each report; near-duplicate texts share that of the earliest."""
    ordered = sorted(members, key=lambda t: (t.report.received, t.report.id))
    if len(ordered) == 1:
        return {ordered[0].report.id: origin(ordered[0])}
    found: dict[str, str] = {}
    seen: list[tuple[frozenset[int], str]] = []
    for told in ordered:
        mine = shingles(told.report.text)
        twin = next((o for s, o in seen if _jaccard(mine, s) >= NEAR), None)
        found[told.report.id] = twin or origin(told)
        seen.append((mine, found[told.report.id]))
    return found


def shingles(text: str) -> frozenset[int]:
    """Runs of five words of a text, hashed within this process only."""
    tokens = re.findall(r"\w+", plain(text))
    last = max(1, len(tokens) - SHINGLE + 1)
    return frozenset(hash(tuple(tokens[i : i + SHINGLE])) for i in range(last))


def _jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0
