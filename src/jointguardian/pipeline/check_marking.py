"""Who may see a decision: those who may see the reports that it rests on."""

from collections.abc import Iterable
from typing import Any

from ..domain import Judgement
from ..domain.marking import LEVELS, PUBLIC, Marking
from ..picture import Known
from ..picture.watch.handover import high_water
from .review import Body


def marking_over(known: Known, reports: Iterable[str]) -> Marking:
    """The marking of what a decision rests on: that of its reports, the highest of them."""
    told = known.look.reports
    return high_water([told[r].marking for r in dict.fromkeys(reports) if r in told])


def reach(marking: Marking) -> tuple[int, int, int]:
    """Sorts markings, those first that more people may see."""
    level, limits = LEVELS.index(marking.level), marking.releasable_to
    return level, len(marking.compartments), 1 + len(limits) if limits else 0


def kept_in_body(marking: Marking) -> Body:
    """A marking in a judgement's body, so that its undoing carries the same."""
    return {
        "level": marking.level,
        "compartments": sorted(marking.compartments),
        "releasable_to": sorted(marking.releasable_to),
    }


def marking_of(told: Judgement) -> Marking:
    """The marking under which a merge or split was written."""
    body: dict[str, Any] = dict(told.body)
    inside, to = body.get("compartments") or (), body.get("releasable_to") or ()
    return Marking(str(body.get("level") or PUBLIC.level), frozenset(inside), frozenset(to))
