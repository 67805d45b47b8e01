"""Search over the sealed texts: a person's words made safe, ranked, with some words around."""

import re
from typing import Any

from sqlalchemy import (
    ColumnClause,
    Connection,
    String,
    Subquery,
    cast,
    column,
    func,
    select,
    union_all,
)

from .backend import Backend
from .keyring import fold
from .policy import View
from .reports import shown
from .tables import field_value, report
from .values import Hit

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_AROUND = 90


def phrases_of(query: str) -> tuple[tuple[str, ...], ...]:
    """Every phrase of a query: quoted runs of words, and single words. Operators are plain words."""
    parts = (quoted or bare for quoted, bare in _PHRASE.findall(query))
    found = (tuple(_WORD.findall(fold(part))) for part in parts)
    return tuple(words for words in found if words)


def find_hits(
    connection: Connection, backend: Backend, view: View, query: str, limit: int
) -> tuple[Hit, ...]:
    """The newest reports in sight that hold every phrase, the best first."""
    phrases = phrases_of(query)
    if not phrases or limit < 1:
        return ()
    return tuple(
        Hit(told.id, told.title, told.source, told.published, snippet(told.text, phrases[0][0]))
        for told in shown(connection, view, _matching(backend, view, phrases), limit)
    )


def snippet(text: str, word: str) -> str:
    """Some words around the first place where a word that folds to `word` stands, on one line."""
    places = (m.start() for m in _WORD.finditer(text) if fold(m[0]) == word)
    at = next(places, 0)
    start, end = max(0, at - _AROUND), min(len(text), at + _AROUND)
    start = text.find(" ", start, at) + 1 if start else 0
    end = text.rfind(" ", at, end) if end < len(text) and " " in text[at:end] else end
    words = " ".join(text[max(start, 0) : end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def _matching(backend: Backend, view: View, phrases: tuple[tuple[str, ...], ...]) -> Subquery:
    """`seq, rank` of the reports that match in their text or title, or in a marked field in sight."""
    parts: tuple[ColumnClause[Any], ...] = (column("seq"), column("rank"))
    texts = backend.report_matches(phrases).columns(*parts).subquery()
    values = backend.field_matches(phrases).columns(*parts).subquery()
    marked = (
        select(report.c.seq, values.c.rank)
        .join(field_value, field_value.c.owner == "report:" + cast(report.c.seq, String))
        .join(values, values.c.seq == field_value.c.seq)
        .where(view.sees(field_value))
    )
    both = union_all(select(texts.c.seq, texts.c.rank), marked).subquery()
    return select(both.c.seq, func.min(both.c.rank).label("rank")).group_by(both.c.seq).subquery()
