"""What is expected of the next weeks, from the forecasts kept then; and what came of earlier ones."""

from collections.abc import Sequence

from ..wording import day_words
from . import refs
from .material import Material
from .tree import Item, Note, Row, Table

MOST = 5


def forecast(material: Material) -> Sequence[Item]:
    """Each kept forecast whose weeks are not over: the area, the north, the municipalities most probable; with its caution."""
    items: list[Item] = []
    for kept in material.forecasts:
        resting = refs.of_fact(
            f"Forecast of {day_words(kept.origin)}: {kept.what} ({kept.id}, version {kept.version})"
        )
        rows = [r for r in (kept.area, kept.north) if r is not None]
        rows += [p for p in kept.places if p.chance > 0][:MOST]
        items.append(
            Table(
                (f"{kept.what[0].upper()}{kept.what[1:]}", "One at least", "Expected", "90 % interval"),
                tuple(
                    Row(
                        (r.name, f"{r.chance:.0%}", f"{r.expected:.1f}", f"{r.low} to {r.high}"),
                        resting,
                    )
                    for r in rows
                ),
            )
        )  # fmt: skip
    if material.forecasts:
        first = material.forecasts[0]
        items.append(
            Note(
                f"Forecast for {day_words(first.since)} to {day_words(first.until)}. {first.caution}"
            )
        )
    if material.outcomes:
        held = sum(o.held for o in material.outcomes)
        items.append(
            Note(f"Of {len(material.outcomes)} earlier forecasts whose weeks are over, the 90 % interval held {held}.")
        )  # fmt: skip
    return items or [Note("No forecast of these weeks was kept.")]
