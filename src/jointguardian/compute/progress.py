"""How long work tells that it goes on. The edge decides how it looks."""

from collections.abc import Callable

Progress = Callable[[int, int | None, str], None]
"""Called with (done, total or None, what) whenever a step is done."""


def silent(done: int, total: int | None, what: str) -> None:
    """Tells nobody."""
