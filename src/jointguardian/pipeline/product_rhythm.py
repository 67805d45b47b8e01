"""When products are due, and what they cover: the operation's settings, its pack's orders, the kinds' own."""

from ..domain import Order
from ..picture.brief import Kind, kinds
from ..picture.brief.kinds import INCIDENT
from ..picture.products import checked_order
from .operation import Operation

DAY = 24
"""Hours that a brief covers unless the settings say otherwise."""


def orders_of(operation: Operation) -> tuple[Order, ...]:
    """The battle rhythm: the settings where they say, else the pack's orders, else the kinds' own."""
    settings, pack = operation.settings, operation.pack
    told = {o.kind: o for o in (pack.orders if pack else ())}
    made = []
    for kind in (k for k in kinds().values() if k.every):
        own = Order(kind.id, kind.hours, "18:00", "the kind's own interval")
        order = told.get(kind.id) or own
        hours = settings.intsum_hours if kind.id == "intsum" else 0
        if hours or settings.cutoff:
            every, cutoff = hours or order.every_hours, settings.cutoff or order.cutoff
            order = Order(kind.id, every, cutoff, "the operation's settings", order.first)
        made.append(checked_order(order))
    return tuple(made)


def hours_of(operation: Operation, kind: Kind) -> int:
    """The period of a kind: the settings' where they say another than a day, else its order's, else its own."""
    brief = operation.settings.brief_period_hours
    if brief != DAY and kind.id != "intsum" and kind.about != INCIDENT:
        return brief
    mine = (o.every_hours for o in orders_of(operation) if o.kind == kind.id)
    return next(mine, kind.hours)
