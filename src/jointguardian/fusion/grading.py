"""Grades proposed for the members of an incident: the source's letter, the item's number apart."""

from collections.abc import Mapping, Sequence

from ..domain import Count, Grade

BETTER = "ABCDEF"


def grade(
    report: str,
    reliability: Mapping[str, str],
    origin: Mapping[str, str],
    counts: Sequence[Count],
) -> Grade:
    """The proposed grade of one member: 2 when another origin agrees, 3 alone, 4 or 5 when contradicted.

    `origin` holds the witnesses alone: an invented report confirms nothing. Never 1, which only an analyst gives. 6 where the source cannot be judged and stands alone.
    """
    letter = reliability[report]
    agree = set(origin.values()) - {origin.get(report)}
    against = {
        reliability[counts[c.to].report]
        for c in counts
        if c.report == report and c.relation == "rivals" and c.to is not None
    }
    better = [a for a in against if BETTER.index(a) < BETTER.index(letter)]
    if better:
        return Grade(letter, "5" if "A" in better and letter in "DEF" else "4")
    if agree:
        return Grade(letter, "2")
    return Grade(letter, "6" if letter == "F" else "3")
