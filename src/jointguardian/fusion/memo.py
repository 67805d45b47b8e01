"""What was worked out of one report, kept until the report is read anew or forgotten."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """Values by report and key. A key names the function and all that it was given."""

    def __init__(self) -> None:
        self._of: dict[str, dict[Hashable, Any]] = {}

    def get(self, report: str, key: Hashable, make: Callable[[], T]) -> T:
        """The kept value, else a new one, which is kept."""
        mine = self._of.setdefault(report, {})
        if key not in mine:
            mine[key] = make()
        found: T = mine[key]
        return found

    def forget(self, report: str) -> None:
        """A report is no more, or is another now."""
        self._of.pop(report, None)
