"""What actors hold on issues, derived from claims. Placeholder until the positions file comes."""

from collections.abc import Mapping, Sequence

from ..domain import Position
from .model import ClaimLine, ReportLine


def positions(
    lines: Sequence[ClaimLine], reports: Mapping[str, ReportLine]
) -> tuple[Position, ...]:
    """No position yet."""
    return ()
