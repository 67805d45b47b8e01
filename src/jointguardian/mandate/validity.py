"""Whether something binds on a day, where its own days are known only as months or years."""

from datetime import date

from ..domain.dates import first_day, last_day
from .truth import Truth, every


def binding(first: str, last: str | None, day: date) -> Truth:
    """Whether something valid from and until partial dates is so on a day."""
    begun = True if last_day(first) <= day else (False if first_day(first) > day else None)
    if last is None:
        return begun
    over = True if last_day(last) < day else (False if first_day(last) >= day else None)
    return every([begun, None if over is None else not over])
