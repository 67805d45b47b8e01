"""A brief as a tree: sections of sentences, tables and estimates, each resting on claims, events, reports.

Only a `Note` rests on nothing: it says what is not there (nothing told, not computed, left to a
person). A fact carries its references; an estimate is a person's, and stands in sections of its own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

FACT, ASSESSMENT, ENTRY, ABSENT = "fact", "assessment", "entry", "absent"


@dataclass(frozen=True, slots=True)
class Ref:
    """What a sentence rests on: `kind` is claim, event, figure, report, incident, product or fact.

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

    @property
    def code(self) -> str:
        """The reference as it is kept and sent: `event:r_1:e_2`."""
        return f"{self.kind}:{self.report or ''}:{self.id}"

    @classmethod
    def of(cls, code: str) -> "Ref | None":
        """The reference of a code; None where it is none."""
        kind, _, rest = code.partition(":")
        report, sign, id_ = rest.partition(":")
        return cls(kind, id_, report or None) if kind and sign and id_ else None


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference with its number and what a reader needs to check it.

    `start` and `end` are code points of the report's text (0, 0: the whole report), `quote` the
    words there; `grade` is the source's letter, with the information's number where it is known.
    """

    n: int
    ref: Ref
    source: str
    title: str
    published: str
    grade: str
    quote: str = ""
    start: int = 0
    end: int = 0
    sha256: str = ""
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it rests on. `by` names the person who wrote or changed it."""

    text: str
    refs: tuple[Ref, ...]
    key: str = ""
    by: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A line that rests on nothing, because it says what is not there."""

    text: str


@dataclass(frozen=True, slots=True)
class Entered:
    """A labelled line that a person fills in; empty until somebody has."""

    key: str
    label: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Assessed:
    """A person's judgement: its likelihood in one term, its confidence apart."""

    key: str
    text: str
    term: str
    range: str
    confidence: str
    reason: str
    change: str
    by: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A table row and what it rests on."""

    cells: tuple[str, ...]
    refs: tuple[Ref, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Item = Sentence | Note | Table | Assessed | Entered


@dataclass(frozen=True, slots=True)
class Section:
    """`kind`: fact, assessment, entry (particulars a person fills in) or absent (what is not there)."""

    number: int
    title: str
    kind: str
    items: tuple[Item, ...]
    id: str = ""


@dataclass(frozen=True)
class Brief:
    """Header lines (label, value), a banner where values are invented, sections and citations.

    `draft` until a person released it: every form then says so on its face.
    """

    kind: str
    title: str
    header: tuple[tuple[str, str], ...]
    banner: str | None
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...] = ()
    draft: bool = True
    marking: str = "PUBLIC"

    @cached_property
    def numbers(self) -> dict[Ref, Citation]:
        """The citation of each reference that has one."""
        return {c.ref: c for c in self.citations}

    def cited(self, refs: tuple[Ref, ...]) -> tuple[Citation, ...]:
        """The citations of references, by number."""
        found = (self.numbers.get(r) for r in refs)
        return tuple(sorted((c for c in found if c), key=lambda c: c.n))

    def resting(self) -> Iterator[Sentence | Row]:
        """Every sentence and row: all that must carry references."""
        for section in self.sections:
            for item in section.items:
                if isinstance(item, Sentence):
                    yield item
                elif isinstance(item, Table):
                    yield from item.rows

    def markdown(self) -> str:
        """The brief as Markdown, citations in square brackets."""
        from .markdown import render

        return render(self)

    def html(self, base: str = "") -> str:
        """The brief as one self-contained page; `base` stands before the links' paths."""
        from .html import render

        return render(self, base)

    def json(self) -> str:
        """The tree as JSON."""
        return json.dumps(self.plain(), ensure_ascii=False, indent=1)

    def plain(self) -> dict[str, Any]:
        """The tree as plain values."""
        return {
            "kind": self.kind,
            "title": self.title,
            "draft": self.draft,
            "marking": self.marking,
            "header": dict(self.header),
            "banner": self.banner,
            "sections": [
                {
                    "number": s.number,
                    "id": s.id,
                    "title": s.title,
                    "kind": s.kind,
                    "items": [_plain(i, self) for i in s.items],
                }
                for s in self.sections
            ],
            "citations": [_citation(c) for c in self.citations],
        }


def _plain(item: Item, brief: Brief) -> dict[str, Any]:
    if isinstance(item, Note):
        return {"note": item.text}
    if isinstance(item, Entered):
        return {"entered": item.text, "label": item.label, "key": item.key, "by": item.by}
    if isinstance(item, Sentence):
        who = {"key": item.key, "by": item.by, "stale": item.stale}
        return {"sentence": item.text, **_rests(item.refs, brief), **who}
    if isinstance(item, Assessed):
        names = ("key", "term", "range", "confidence", "reason", "change", "by")
        told = {n: getattr(item, n) for n in names}
        return {"assessed": item.text, **told, **_rests(item.refs, brief)}
    rows = [{"cells": list(r.cells), "key": r.key, **_rests(r.refs, brief)} for r in item.rows]
    return {"columns": list(item.columns), "rows": rows}


def _rests(refs: tuple[Ref, ...], brief: Brief) -> dict[str, Any]:
    return {"refs": [_ref(r) for r in refs], "cites": [c.n for c in brief.cited(refs)]}


def _ref(ref: Ref) -> dict[str, str | None]:
    return {"kind": ref.kind, "id": ref.id, "report": ref.report}


def _citation(citation: Citation) -> dict[str, Any]:
    names = ("n", "source", "title", "published", "grade", "quote", "start", "end", "sha256")
    told = {n: getattr(citation, n) for n in names}
    return {**told, "ref": _ref(citation.ref), "invented": citation.invented}


def brief_of(plain: Mapping[str, Any]) -> Brief:
    """The brief of what `plain` gave: a released one is read back as it was."""
    return Brief(
        kind=plain["kind"],
        title=plain["title"],
        header=tuple(plain["header"].items()),
        banner=plain["banner"],
        sections=tuple(
            Section(s["number"], s["title"], s["kind"], tuple(map(_item, s["items"])), s["id"])
            for s in plain["sections"]
        ),
        citations=tuple(Citation(**{**c, "ref": Ref(**c["ref"])}) for c in plain["citations"]),
        draft=plain["draft"],
        marking=plain["marking"],
    )


def _item(told: Mapping[str, Any]) -> Item:
    if "note" in told:
        return Note(told["note"])
    if "entered" in told:
        return Entered(told["key"], told["label"], told["entered"], told["by"])
    if "columns" in told:
        rows = tuple(Row(tuple(r["cells"]), _refs(r), r["key"]) for r in told["rows"])
        return Table(tuple(told["columns"]), rows)
    if "assessed" in told:
        names = ("key", "term", "range", "confidence", "reason", "change", "by")
        return Assessed(text=told["assessed"], refs=_refs(told), **{n: told[n] for n in names})
    return Sentence(told["sentence"], _refs(told), told["key"], told["by"], told["stale"])


def _refs(told: Mapping[str, Any]) -> tuple[Ref, ...]:
    return tuple(Ref(**r) for r in told["refs"])
