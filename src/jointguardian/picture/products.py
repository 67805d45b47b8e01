"""Products over time: states, serials, what is due, what changed between versions; pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from difflib import SequenceMatcher

from ..domain import Estimate, Marking, Order, Product, ProductStep
from ..domain.dates import first_day, format_dtg
from ..domain.product import APPROVED, DRAFT, PREPARED, RELEASED, SUPERSEDED, WITHDRAWN
from ..errors import InputError
from .brief import Assessed, Brief, Head, Kind, Note, Ref, Sentence, Table, yardstick
from .brief.tree import Entered, Item

STEPS: dict[str, tuple[str, ...]] = {
    DRAFT: (PREPARED,),
    PREPARED: (APPROVED, DRAFT),
    APPROVED: (RELEASED, DRAFT),
    RELEASED: (WITHDRAWN,),
    WITHDRAWN: (),
    SUPERSEDED: (WITHDRAWN,),
}
"""From each state, the states that a person can bring a version to."""
OUT = (RELEASED, WITHDRAWN, SUPERSEDED)
"""States of a version that has left: it never changes any more."""
SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Listed:
    """A version of a product in a list: its state, who brought it there and when (ISO)."""

    product: Product
    state: str
    by: str
    at: str
    to: tuple[str, ...] = ()

    @property
    def dtg(self) -> str:
        """The moment of its picture as a DTG."""
        return format_dtg(moment(self.product.as_of))


@dataclass(frozen=True, slots=True)
class Due:
    """A product that the battle rhythm asks for: by which moment, and whether it is overdue."""

    kind: str
    abbreviation: str
    at: datetime
    state: str
    source: str
    product: str | None = None

    @property
    def dtg(self) -> str:
        """The cut-off as a DTG."""
        return format_dtg(self.at)


def moment(iso: str) -> datetime:
    """A stored ISO moment."""
    return datetime.fromisoformat(iso)


def state_of(steps: Sequence[ProductStep]) -> str:
    """The state after the last step."""
    return max(steps, key=lambda s: s.number).state if steps else DRAFT


def listed(product: Product, steps: Sequence[ProductStep]) -> Listed:
    """A version with its newest step."""
    last = max(steps, key=lambda s: s.number, default=None)
    if last is None:
        return Listed(product, DRAFT, product.by, product.at)
    return Listed(product, last.state, last.by, last.at, last.to)


def next_serial(kind: Kind, products: Iterable[Product], as_of: datetime) -> str:
    """The next number of a kind in the year of the picture: `SITREP 003/2026`."""
    pattern = re.compile(rf"{kind.abbreviation} (\d+)/{as_of.year}")
    taken = [int(m[1]) for p in products if (m := pattern.fullmatch(p.serial))]
    return f"{kind.abbreviation} {max(taken, default=0) + 1:03d}/{as_of.year}"


def last_cutoff(order: Order, now: datetime) -> datetime:
    """The newest cut-off at or before `now`."""
    hour, _, minute = order.cutoff.partition(":")
    first = datetime.combine(first_day(order.first), time(int(hour), int(minute or 0)), tzinfo=UTC)
    every = timedelta(hours=order.every_hours)
    return first + ((now - first) // every) * every


def due(
    orders: Sequence[Order], products: Sequence[Listed], kinds: Mapping[str, Kind], now: datetime
) -> tuple[Due, ...]:
    """What the orders ask for at `now`, the overdue first: the last cut-off not served, else the next."""
    found = [_due(order, products, kinds, now) for order in orders if order.kind in kinds]
    return tuple(sorted(found, key=lambda d: (d.state != "overdue", d.at, d.kind)))


def _due(order: Order, products: Sequence[Listed], kinds: Mapping[str, Kind], now: datetime) -> Due:
    last = last_cutoff(order, now)
    mine = [p for p in products if p.product.kind == order.kind and p.state != WITHDRAWN]
    served = any(p.state in OUT and moment(p.product.as_of) >= last for p in mine)
    at = last + timedelta(hours=order.every_hours) if served else last
    begun = [p for p in mine if p.state not in OUT and moment(p.product.as_of) >= last]
    state = "overdue" if not served else "due" if at - now <= SOON else "later"
    abbreviation = kinds[order.kind].abbreviation
    return Due(
        order.kind, abbreviation, at, state, order.source, begun[0].product.id if begun else None
    )


def head_of(product: Product, steps: Sequence[ProductStep], marking: Marking) -> Head:
    """What the header of a version says of its marking, its signatures and its state."""
    state = state_of(steps)
    out = next((s for s in steps if s.state == RELEASED), None) if state in OUT else None
    last = max(steps, key=lambda s: s.number, default=None)
    words = "DRAFT, not released by a person"
    if out:
        words = f"RELEASED by {out.by}, {format_dtg(moment(out.at))}, to {', '.join(out.to)}"
    if out and last and last.state == WITHDRAWN:
        words = f"WITHDRAWN by {last.by}, {format_dtg(moment(last.at))}: {last.note}"
    return Head(
        serial=f"{product.serial}{f', version {product.version}' if product.version > 1 else ''}",
        marking=str(marking),
        releasable_to=out.to if out else product.releasable_to,
        state=words,
        draft=out is None,
        signed=tuple(
            (label, _signed(steps, wanted, state))
            for label, wanted in (("Prepared by", PREPARED), ("Approved by", APPROVED))
        ),
    )


def _signed(steps: Sequence[ProductStep], wanted: str, state: str) -> str:
    since = max((s.number for s in steps if s.state == DRAFT), default=-1)
    mine = [s for s in steps if s.state == wanted and s.number > since]
    if not mine or state == DRAFT:
        return "nobody yet"
    return f"{mine[-1].by}, {format_dtg(moment(mine[-1].at))}"


def why_not(step: str, by: str, steps: Sequence[ProductStep]) -> str:
    """Why a person may not bring a version to a state now, apart from his rights; empty if he may."""
    state = state_of(steps)
    if step not in STEPS[state]:
        can = " or ".join(STEPS[state]) or "nothing any more"
        return f"a product that is {state} can become {can}, not {step}"
    if step == APPROVED and by.casefold() == preparer(steps).casefold():
        return "who prepared it cannot approve it; another named person must"
    return ""


def preparer(steps: Sequence[ProductStep]) -> str:
    """Who prepared it last."""
    return next((s.by for s in reversed(steps) if s.state == PREPARED), "")


def assessed(estimate: Estimate) -> Assessed:
    """An estimate as a product shows it, its range from its yardstick."""
    term = yardstick(estimate.yardstick)[estimate.term]
    refs = tuple(r for r in map(Ref.of, estimate.refs) if r)
    return Assessed(estimate.id, estimate.text, term.term, term.range, estimate.confidence,
                    estimate.reason, estimate.change, estimate.by, refs)  # fmt: skip


def differences(old: Brief, new: Brief) -> tuple[tuple[str, str, str], ...]:
    """What changed between two versions: (section, `+` or `-`, text), in the order of the new one."""
    before = {s.id: s for s in old.sections}
    found: list[tuple[str, str, str]] = []
    for section in new.sections:
        was = before.get(section.id)
        a = [t for i in (was.items if was else ()) for t in texts(i)]
        b = [t for i in section.items for t in texts(i)]
        found += [(section.title, sign, text) for sign, text in _changed(a, b)]
    return tuple(found)


def _changed(a: list[str], b: list[str]) -> Iterable[tuple[str, str]]:
    for tag, a0, a1, b0, b1 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield from (("-", text) for text in a[a0:a1])
            yield from (("+", text) for text in b[b0:b1])


def texts(item: Item) -> tuple[str, ...]:
    """The text lines of an item."""
    if isinstance(item, Table):
        return tuple(" | ".join(r.cells) for r in item.rows)
    if isinstance(item, Entered):
        return (f"{item.label}: {item.text or 'not filled in'}",)
    if isinstance(item, Assessed):
        return (f"{item.term}, confidence {item.confidence}: {item.text}",)
    assert isinstance(item, Sentence | Note)
    return (item.text,)


def checked_order(order: Order) -> Order:
    """The order. Raises InputError for a cut-off that is no time of day, or no interval."""
    if not re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", order.cutoff) or order.every_hours < 1:
        raise InputError(
            f"the order for {order.kind} is no battle rhythm",
            way_out="write every_hours and a cut-off HH:MM",
        )
    return order
