"""What many reports say -> incidents, with members, ranges, contradictions, grades.

`fuse` is a pure function of reports, their readings, their sources, and people's judgements.
"""

from .fuse import fuse
from .told import Told

__all__ = ["Told", "fuse"]
