"""What many reports say, as incidents."""

from collections.abc import Sequence

from ..domain import Incident
from ..domain.judgement import Judgement
from .index import Incidents
from .told import Told


def fuse(told: Sequence[Told], *, judgements: Sequence[Judgement] = ()) -> tuple[Incident, ...]:
    """The incidents of all reports, by start and id; the order of `told` does not matter.

    The same report twice counts once, as it was told last. Events that are only speech,
    hypothetical or undated join incidents but make none, unless their report tells nothing else.
    """
    index = Incidents(judgements)
    index.take(told)
    return index.incidents()
