"""A brief as a tree: sections of sentences and tables, each resting on claims, events, reports.

Only a `Note` rests on nothing: it says what is not there (nothing told, not computed, left to a
person). Everything else carries its references.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

FACT, ASSESSMENT, ABSENT = "fact", "assessment", "absent"


@dataclass(frozen=True, slots=True)
class Ref:
    """What a sentence rests on: `kind` is claim, event, figure, report, incident or fact.

    `report` is the report it stands in (None for incidents and for facts of the operation's pack,
    whose `id` is the fact's source).
    """

    kind: str
    id: str
    report: str | None = None

    @property
    def mark(self) -> str:
        """The reference as text: `r_1:e_2`, `r_1`, `i_3` or the fact's source."""
        if self.report is None or self.report == self.id:
            return self.id
        return f"{self.report}:{self.id}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it rests on."""

    text: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A line that rests on nothing, because it says what is not there."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A table row and what it rests on."""

    cells: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Item = Sentence | Note | Table


@dataclass(frozen=True, slots=True)
class Section:
    """`kind`: fact, assessment or absent (what is not there)."""

    number: int
    title: str
    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """Header lines (label, value), a banner where values are invented, and sections."""

    kind: str
    title: str
    header: tuple[tuple[str, str], ...]
    banner: str | None
    sections: tuple[Section, ...]

    def resting(self) -> Iterator[Sentence | Row]:
        """Every sentence and row: all that must carry references."""
        for section in self.sections:
            for item in section.items:
                if isinstance(item, Sentence):
                    yield item
                elif isinstance(item, Table):
                    yield from item.rows

    def markdown(self) -> str:
        """The brief as Markdown, references in square brackets."""
        from .markdown import render

        return render(self)

    def html(self, base: str = "") -> str:
        """The brief as one self-contained page; `base` stands before the links' paths."""
        from .html import render

        return render(self, base)

    def json(self) -> str:
        """The tree as JSON."""
        return json.dumps(self.plain(), ensure_ascii=False, indent=1)

    def plain(self) -> dict[str, object]:
        """The tree as plain values."""
        return {
            "kind": self.kind,
            "title": self.title,
            "header": dict(self.header),
            "banner": self.banner,
            "sections": [
                {
                    "number": s.number,
                    "title": s.title,
                    "kind": s.kind,
                    "items": [_plain(i) for i in s.items],
                }
                for s in self.sections
            ],
        }


def _plain(item: Item) -> dict[str, object]:
    if isinstance(item, Note):
        return {"note": item.text}
    if isinstance(item, Sentence):
        return {"sentence": item.text, "refs": [_ref(r) for r in item.refs]}
    rows = [{"cells": list(r.cells), "refs": [_ref(x) for x in r.refs]} for r in item.rows]
    return {"columns": list(item.columns), "rows": rows}


def _ref(ref: Ref) -> dict[str, str | None]:
    return {"kind": ref.kind, "id": ref.id, "report": ref.report}
