"""A filter as one line: `type:protest place:Zvečan is:unread known:2023-05-29.. barricade`.

Values of one name stand beside each other (either will do), names and words must all hold, a minus
takes out. The line is what stands in an address, in a saved view and in the box.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ...domain.dates import first_day, last_day, parse_moment, parse_partial
from ...domain.watch import WORK_STATES
from ...errors import InputError

FACETS = (
    "is", "state", "who", "kind", "type", "status", "municipality", "place", "actor", "group",
    "source", "reliability", "credibility",
)  # fmt: skip
"""What can be chosen by value, in the order in which it is offered."""
RANGES = ("known", "happened")
FLAGS = ("unread", "new", "changed", "contradicted", "casualties", "mine")
LONGEST = 1_000
MOST = 40
_TOKEN = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. `name` is a facet, a range or `text`; `out` where it takes things out."""

    name: str
    value: str
    out: bool = False

    def __str__(self) -> str:
        sign = "-" if self.out else ""
        name = "" if self.name == "text" else f"{self.name}:"
        plain = re.fullmatch(r"[^\s\":-][^\s\":]*", self.value) is not None
        return f"{sign}{name}{self.value}" if plain else f'{sign}{name}"{self.value}"'


@dataclass(frozen=True, slots=True)
class Filter:
    """All conditions, as given and without repeats."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(t) for t in self.terms)

    def __bool__(self) -> bool:
        return bool(self.terms)

    def having(self, name: str) -> tuple[Term, ...]:
        """The terms of one name."""
        return tuple(t for t in self.terms if t.name == name)

    def holds(self, name: str, value: str) -> bool:
        """Whether a value is among the chosen ones."""
        return Term(name, value) in self.terms

    def without(self, term: Term) -> "Filter":
        """The filter with one term less."""
        return replace(self, terms=tuple(t for t in self.terms if t != term))

    def toggled(self, name: str, value: str) -> "Filter":
        """The filter with a value chosen, or taken back where it was chosen."""
        term = Term(name, value)
        return self.without(term) if term in self.terms else _unique((*self.terms, term))


def parse_filter(line: str) -> Filter:
    """The filter of a line. Raises InputError for an unknown name or value, with those that would do."""
    if len(line) > LONGEST:
        raise InputError(f"a filter has at most {LONGEST} characters")
    terms = [_term(*found.groups()) for found in _TOKEN.finditer(line)]
    if len(terms) > MOST:
        raise InputError(f"a filter has at most {MOST} conditions")
    return _unique(t for t in terms if t.value)


def span_of(term: Term) -> tuple[date | None, date | None]:
    """The first and last day of a range term, None where it is open. Raises InputError."""
    first, dots, last = term.value.partition("..")
    start = first_day(parse_partial(first)) if first else None
    if not dots:
        return start, last_day(parse_partial(first))
    end = last_day(parse_partial(last)) if last else None
    if start and end and start > end:
        raise InputError(f"{term.value} runs backwards", where=term.name)
    return start, end


def _unique(terms: Iterable[Term]) -> Filter:
    return Filter(tuple(dict.fromkeys(terms)))


def _term(sign: str, name: str | None, quoted: str | None, bare: str | None) -> Term:
    value = (quoted if quoted is not None else bare or "").strip()
    if name is None:
        return Term("text", value, bool(sign))
    if name not in (*FACETS, *RANGES, "text"):
        raise InputError(
            f"no filter is called {name!r}",
            way_out=f"use one of {', '.join((*FACETS, *RANGES))}, or plain words",
        )
    _check(name, value)
    return Term(name, _date_value(value) if name in RANGES else value, bool(sign))


def _check(name: str, value: str) -> None:
    allowed = {"is": FLAGS, "state": WORK_STATES, "kind": ("incident", "report")}.get(name)
    if allowed and value not in allowed:
        raise InputError(f"{name}:{value} is not known", way_out=f"use one of {', '.join(allowed)}")


def _date_value(value: str) -> str:
    """The range with date-time groups and moments written as days."""
    ends = [_day(end) for end in value.split("..", 1)]
    whole = "..".join(ends)
    if whole in ("", ".."):
        raise InputError("a range needs a day", way_out="write known:2023-05-29..2023-05-31")
    span_of(Term("known", whole))
    return whole


def _day(text: str) -> str:
    if not text or re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
        return text
    return parse_moment(text).date().isoformat()
