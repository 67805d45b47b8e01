"""What many reports say -> incidents, with members, ranges, contradictions, grades.

`fuse` is a pure function of reports, their readings, their sources, and people's judgements;
`Incidents` holds its state, so that one more report costs only what it touches.
"""

from .fuse import fuse
from .index import Incidents
from .told import Told

__all__ = ["Incidents", "Told", "fuse"]
