"""One page of the log: what a filter leaves, newest change first, with the counts of each value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import numpy as np

from ...domain.watch import WORK_STATES
from ...errors import InputError
from .filter import FACETS, Filter, Term, span_of
from .index import NEVER, Index, Ints, Mask, Row, micros, tie_of
from .overlay import Overlay, since_rows, unread_rows, worked_rows

PAGE = 50
OFFERED = 12
"""Values of a facet that are offered at once; a chosen one always is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet, how many rows have it under all other conditions, and whether it is chosen."""

    name: str
    value: str
    n: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Selected:
    """A page of rows. `next` is the cursor of the page after it; `choices` the values by facet."""

    rows: tuple[Row, ...]
    total: int
    next: str | None
    choices: Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True)
class Selection:
    """Which rows of an index meet a filter, for one reader."""

    index: Index
    overlay: Overlay
    filter: Filter

    def masks(self) -> dict[str, Mask]:
        """The rows that meet the conditions of each name."""
        names = dict.fromkeys(t.name for t in self.filter.terms)
        return {name: self._of_name(name) for name in names}

    def rows(self) -> Mask:
        """The rows that meet all conditions."""
        return _all(self.masks().values(), len(self.index))

    def _of_name(self, name: str) -> Mask:
        terms = self.filter.having(name)
        each = name in ("text", "is")
        mask = np.ones(len(self.index), np.bool_)
        wanted = [self._of_term(t) for t in terms if not t.out]
        if wanted and each:
            mask = _all(wanted, len(self.index))
        elif wanted:
            mask = np.logical_or.reduce(wanted)
        for term in terms:
            if term.out:
                mask = mask & ~self._of_term(term)
        return mask

    def _of_term(self, term: Term) -> Mask:
        if term.name == "text":
            return self._with_words(term.value)
        if term.name in ("known", "happened"):
            return self._in_range(term)
        computed = self._computed(term)
        return self._with_value(term) if computed is None else computed

    def _with_words(self, words: str) -> Mask:
        wanted = words.casefold()
        return np.fromiter((wanted in r.text for r in self.index.rows), np.bool_, len(self.index))

    def _in_range(self, term: Term) -> Mask:
        first, last = span_of(term)
        mask: Mask = np.ones(len(self.index), np.bool_)
        if term.name == "happened":
            mask &= self.index.start != NEVER
            if first:
                mask &= self.index.end >= first.toordinal()
            return mask & (self.index.start <= last.toordinal()) if last else mask
        low = micros(datetime.combine(first, time(), UTC)) if first else 0
        after = last + timedelta(days=1) if last else None
        high = (
            micros(datetime.combine(after, time(), UTC)) if after else int(np.iinfo(np.int64).max)
        )
        mask &= (self.index.changed >= low) & (self.index.first < high)
        for row in np.flatnonzero(mask & (self.index.changed >= high) & (self.index.first < low)):
            mask[row] = any(low <= at < high for at in self.index.rows[row].known)
        return mask

    def _with_value(self, term: Term) -> Mask:
        mask = np.zeros(len(self.index), np.bool_)
        for code in self._codes(term):
            mask[self.index.pair_row[self.index.pair_code == code]] = True
        return mask

    def _codes(self, term: Term) -> list[int]:
        exact = self.index.codes.get((term.name, term.value))
        if exact is not None:
            return [exact]
        wanted = term.value.casefold()
        pairs = enumerate(self.index.vocabulary)
        return [n for n, (name, v) in pairs if name == term.name and v.casefold() == wanted]

    def _computed(self, term: Term) -> Mask | None:
        """The rows of a condition that lies in the overlay; None where it lies in the index."""
        if term.name == "state":
            return self._in_state(term.value)
        if term.name == "who":
            return self._assigned(self.overlay.me if term.value == "me" else term.value)
        if term.name == "is":
            return {
                "unread": lambda: unread_rows(self.index, self.overlay),
                "new": lambda: since_rows(self.index, self.overlay.since)[0],
                "changed": lambda: since_rows(self.index, self.overlay.since)[1],
                "mine": lambda: self._assigned(self.overlay.me),
            }.get(term.value, lambda: None)()
        return None

    def _in_state(self, state: str) -> Mask:
        works = self.overlay.work.values()
        mask = np.full(len(self.index), state == "open", np.bool_)
        mask[worked_rows(self.index, works)] = False
        mask[worked_rows(self.index, (w for w in works if w.state == state))] = True
        return mask

    def _assigned(self, person: str) -> Mask:
        mask = np.zeros(len(self.index), np.bool_)
        mine = (w for w in self.overlay.work.values() if w.assignee == person)
        mask[worked_rows(self.index, mine)] = True
        return mask

    def choices(self, masks: Mapping[str, Mask]) -> dict[str, tuple[Choice, ...]]:
        """The values of each facet with their counts under all conditions of other names."""
        whole = _all(masks.values(), len(self.index))
        open_counts = self._counts(whole)
        found: dict[str, tuple[Choice, ...]] = {}
        for name in FACETS:
            if name in masks and name != "is":
                others = _all((m for n, m in masks.items() if n != name), len(self.index))
                found[name] = self._choices(name, self._counts(others), others)
            else:
                found[name] = self._choices(name, open_counts, whole)
        return found

    def _counts(self, mask: Mask) -> Ints:
        chosen = self.index.pair_code[mask[self.index.pair_row]]
        return np.bincount(chosen, minlength=len(self.index.vocabulary))

    def _choices(self, name: str, counts: Ints, mask: Mask) -> tuple[Choice, ...]:
        values = self._computed_counts(name, mask) or {}
        if name not in ("state", "who"):
            mine = self.index.by_facet.get(name, ())
            told = counts[list(mine)].tolist() if mine else []
            values |= {self.index.vocabulary[c][1]: n for c, n in zip(mine, told, strict=True) if n}
        given = {t.value: 0 for t in self.filter.having(name) if not t.out}
        return _best(name, {**given, **values}, self.filter)

    def _computed_counts(self, name: str, mask: Mask) -> dict[str, int] | None:
        if name == "state":
            return {s: int((mask & self._in_state(s)).sum()) for s in WORK_STATES}
        if name == "who":
            people = {w.assignee for w in self.overlay.work.values() if w.assignee}
            return {p: int((mask & self._assigned(p)).sum()) for p in sorted(people)}
        if name == "is":
            terms = ("unread", *(("new", "changed") if self.overlay.since else ()), "mine")
            return {f: int((mask & self._of_term(Term("is", f))).sum()) for f in terms}
        return None


def select(
    index: Index,
    overlay: Overlay,
    wanted: Filter,
    after: str | None = None,
    size: int = PAGE,
    counted: bool = True,
) -> Selected:
    """The page after a cursor (None: the first), with the counts of the choices where `counted`.

    Raises InputError for a cursor that is none.
    """
    selection = Selection(index, overlay, wanted)
    masks = selection.masks()
    mask = _all(masks.values(), len(index))
    total = int(mask.sum())
    order = index.order[(mask & _after(index, after))[index.order]][: size + 1].tolist()
    rows = tuple(index.rows[n] for n in order[:size])
    more = cursor_of(rows[-1]) if len(order) > size else None
    return Selected(rows, total, more, selection.choices(masks) if counted else {})


def cursor_of(row: Row) -> str:
    """Where a page ends: the row's moment and tie."""
    return f"{max(row.known)}.{tie_of(row.id)}"


def _after(index: Index, cursor: str | None) -> Mask:
    if cursor is None:
        return np.ones(len(index), np.bool_)
    moment, _, tie = cursor.partition(".")
    if not (moment.isdecimal() and tie.isdecimal() and len(cursor) < 40):
        raise InputError(f"{cursor!r} is no place in the log", way_out="begin at the first page")
    at, number = int(moment), int(tie)
    mask: Mask = (index.changed < at) | ((index.changed == at) & (index.tie > number))
    return mask


def _all(masks: Iterable[Mask], n: int) -> Mask:
    whole = np.ones(n, np.bool_)
    for mask in masks:
        whole &= mask
    return whole


def _best(name: str, counts: Mapping[str, int], wanted: Filter) -> tuple[Choice, ...]:
    """The values that are offered: the chosen ones, and the most frequent of the others."""
    made = [Choice(name, v, n, wanted.holds(name, v)) for v, n in counts.items()]
    some = [c for c in made if c.n or c.chosen]
    if name in ("reliability", "credibility"):
        return tuple(sorted(some, key=lambda c: c.value))
    if name in ("is", "state"):
        return tuple(some)
    some.sort(key=lambda c: (not c.chosen, -c.n, c.value))
    return tuple(some[:OFFERED])
