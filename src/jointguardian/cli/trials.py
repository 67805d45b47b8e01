"""Planned moves that were tried against the mandate, as lines of text."""

from collections.abc import Iterable

from rich.console import Console

from ..pipeline.mandate_plan import Tried


def print_trials(page: Console, found: Iterable[Tried]) -> None:
    """Each move with its gravest outcome, and below it each rule that bears on it."""
    for one in found:
        page.print(f"{one.outcome}: {one.what}", markup=False)
        for t in one.trials:
            unread = "" if t.verified else ", unverified"
            missing = f"; missing: {'; '.join(t.missing)}" if t.missing else ""
            page.print(
                f"    {t.outcome}: {t.provision}, {t.clause}{unread}, on {t.day}{missing}",
                markup=False,
                soft_wrap=True,
            )
