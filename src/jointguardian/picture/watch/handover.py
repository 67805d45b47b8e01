"""The sheet from one shift to the next, composed of what is known; and the same as Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
import numpy as np

from ...domain import Incident, Marking, Report, Request, Work
from ...domain.dates import format_dtg
from ...domain.marking import LEVELS
from ..wording import counted, period_words
from .deltas import deltas, shortened
from .index import Index, Mask, Row, micros
from .overlay import since_rows
from .places import Names

SHOWN = 60
"""Lines of what happened; the rest is counted and one link away."""
DUE_WITHIN = timedelta(hours=24)
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Line:
    """One incident or report on the sheet: what, when, where, how graded, what changed, who has it."""

    id: str
    kind: str
    what: str
    when: str
    places: tuple[str, ...]
    grades: tuple[str, ...]
    changed: tuple[str, ...]
    state: str = "open"
    assignee: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request for information, or a product, that is due; `overdue` where its time has passed."""

    id: str
    what: str
    who: str
    due: datetime
    overdue: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on the sheet but who signed it. `more` are lines that did not fit."""

    operation: str
    marking: str
    since: datetime
    as_of: datetime
    new: tuple[Line, ...]
    changed: tuple[Line, ...]
    more: int
    contradicted: int
    working: tuple[Line, ...]
    parked: tuple[Line, ...]
    requests: tuple[Wanted, ...]
    products: tuple[Wanted, ...]


def lines_since(
    index: Index, since: datetime, names: Names, work: dict[str, Work]
) -> tuple[tuple[Line, ...], tuple[Line, ...], int, int]:
    """New lines, changed lines, how many more there are, and how many of all are contradicted."""
    new, changed = since_rows(index, micros(since))
    made = [
        tuple(sheet_line(index.rows[n], names, work, micros(since)) for n in _first(index, mask))
        for mask in (new, changed)
    ]
    told = int(new.sum()) + int(changed.sum())
    disputed = sum(bool(_contradictions(index.rows[n])) for n in np.flatnonzero(new | changed))
    return made[0], made[1], told - len(made[0]) - len(made[1]), disputed


def _first(index: Index, mask: Mask) -> list[int]:
    return [int(n) for n in index.order[mask[index.order]][:SHOWN]]


def _contradictions(row: Row) -> tuple[str, ...]:
    return row.subject.contradictions if isinstance(row.subject, Incident) else ()


def sheet_line(row: Row, names: Names, work: dict[str, Work], since: int) -> Line:
    """A row as a line of the sheet."""
    mine, told = work.get(row.id), row.subject
    hand = (mine.state, mine.assignee, mine.note) if mine else ("open", None, "")
    if isinstance(told, Report):
        what = told.title or " ".join(told.text.split())[:160]
        return Line(row.id, "report", what, period_words(told.published, None), (), (), (), *hand)
    changes = tuple(d.text for d in shortened(deltas(row, since)))
    return Line(
        row.id,
        "incident",
        told.what,
        period_words(told.start, told.end),
        tuple(dict.fromkeys(names.shown(p) for p in told.places)),
        tuple(sorted({str(m.grade) for m in told.members})),
        changes,
        *hand,
    )


def requests_due(requests: Iterable[Request], now: datetime) -> tuple[Wanted, ...]:
    """The open requests that are overdue or due within a day, the most urgent first."""
    mine = [r for r in requests if r.state == "open" and r.due <= now + DUE_WITHIN]
    return tuple(
        Wanted(r.id, r.question, r.to, r.due, r.due < now)
        for r in sorted(mine, key=lambda r: r.due)
    )


def high_water(markings: Sequence[Marking]) -> Marking:
    """The marking of what is made of several: the highest level, every compartment.

    Release is limited to who may have all of it; where that is nobody, to nobody.
    """
    level = max((m.level for m in markings), key=LEVELS.index, default=LEVELS[0])
    inside = frozenset[str]().union(*(m.compartments for m in markings))
    limits = [m.releasable_to for m in markings if m.releasable_to]
    both = frozenset.intersection(*limits) if limits else frozenset[str]()
    return Marking(level, inside, both or (frozenset({NOBODY}) if limits else both))


def encoded(sheet: Sheet) -> str:
    """The sheet as it is kept."""
    return msgspec.json.encode(sheet).decode()


def decoded(body: str) -> Sheet:
    """The sheet of a kept version."""
    return msgspec.json.decode(body, type=Sheet)


def markdown(sheet: Sheet, lookout: str, signed: Sequence[str]) -> str:
    """The sheet as Markdown; `signed` are the lines of who signed and acknowledged."""
    parts = [
        f"**{sheet.marking}**",
        f"# Handover, {sheet.operation}",
        f"{format_dtg(sheet.since)} to {format_dtg(sheet.as_of)}",
        *signed,
        "## What to look out for",
        lookout.strip() or "Nothing was written.",
        f"## New ({len(sheet.new)})",
        *_items(sheet.new),
        f"## Changed ({len(sheet.changed)})",
        *_items(sheet.changed),
        *([f"And {counted(sheet.more, 'more line')} in the log."] if sheet.more else []),
        f"## Worked on or open ({len(sheet.working)})",
        *_items(sheet.working),
        f"## Parked ({len(sheet.parked)})",
        *_items(sheet.parked),
        "## Requests for information due",
        *_wanted(sheet.requests),
        "## Products due",
        *_wanted(sheet.products),
        f"**{sheet.marking}**",
    ]
    return "\n\n".join(parts) + "\n"


def _items(lines: Sequence[Line]) -> list[str]:
    return ["\n".join(_item(line) for line in lines)] if lines else ["None."]


def _item(line: Line) -> str:
    head = [line.when, *line.places[:2], *([" ".join(line.grades)] if line.grades else [])]
    hand = ""
    if line.state != "open" or line.assignee:
        hand = f" [{line.state}{f', {line.assignee}' if line.assignee else ''}]"
    changes = "".join(f"\n  - {_flat(text)}" for text in line.changed)
    return f"- **{_flat(line.what)}** ({'; '.join(head)}){hand}{changes}"


def _flat(text: str) -> str:
    """One line in which Markdown's signs mean nothing."""
    flat = " ".join(text.split())
    return "".join(f"\\{c}" if c in "\\`*_[]<>#" else c for c in flat)


def _wanted(rows: Sequence[Wanted]) -> list[str]:
    if not rows:
        return ["None."]
    return [
        "\n".join(
            f"- {_flat(r.what)} ({r.who}): {'overdue since' if r.overdue else 'by'} {format_dtg(r.due)}"
            for r in rows
        )
    ]
