"""Grades proposed for the members of an incident: the source's letter, the item's number apart."""

from collections.abc import Mapping, Sequence

from ..domain import Count, Grade

BETTER = "ABCDEF"


class Grades:
    """The proposed grades of an incident's members.

    `reliability` and `origin` are by report; `origin` holds the witnesses alone: an invented report
    confirms nothing.
    """

    def __init__(
        self, reliability: Mapping[str, str], origin: Mapping[str, str], counts: Sequence[Count]
    ) -> None:
        self._reliability, self._origin = reliability, origin
        self._origins = frozenset(origin.values())
        self._against: dict[str, set[str]] = {}
        for c in counts:
            if c.relation == "rivals" and c.to is not None:
                rival = reliability[counts[c.to].report]
                self._against.setdefault(c.report, set()).add(rival)

    def of(self, report: str) -> Grade:
        """2 when another origin agrees, 3 alone, 4 or 5 when contradicted by a better source.

        Never 1, which only an analyst gives. 6 where the source cannot be judged and stands alone.
        """
        letter = self._reliability[report]
        against = self._against.get(report, ())
        better = [a for a in against if BETTER.index(a) < BETTER.index(letter)]
        if better:
            return Grade(letter, "5" if "A" in better and letter in "DEF" else "4")
        if len(self._origins) > (self._origin.get(report) in self._origins):
            return Grade(letter, "2")
        return Grade(letter, "6" if letter == "F" else "3")
