"""What a person writes into a product, checked: sealed names, citations, words of likelihood."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ..domain import Estimate, Product, ProductLine
from ..domain.ids import new_id
from ..errors import InputError
from ..picture import Known
from ..picture.brief import Brief, Entered, Flag, Ref, Row, Sentence, Table, flags, yardstick
from ..picture.brief.citations import Library
from ..picture.brief.material import Material
from ..picture.brief.tree import ENTRY
from ..reading import read
from .operation import Operation
from .written import Names

LONGEST = 2_000
STATES = {"change": "changed", "take-out": "taken-out", "restore": "restored", "add": "added"}


class Words:
    """Checks the words of one operation's products."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation

    def safe(self, text: str) -> str:
        """One paragraph without a sealed person's name. Raises InputError."""
        plain = " ".join(text.split())
        if len(plain) > LONGEST:
            raise InputError(f"the text is longer than {LONGEST} characters", way_out="say less")
        if not plain.isprintable():
            raise InputError("the text holds signs that cannot be printed")
        nothing = Known(operation="", as_of=datetime.fromtimestamp(0, UTC))
        return Names(self.operation, nothing, self.operation.record.seals).check(plain)

    def unnamed(self, text: str) -> str:
        """A text in which the reader finds no private person's name. Raises InputError."""
        found = read(text, knowledge=self.operation.knowledge)
        if any(not p.public for p in found.persons):
            raise InputError(
                "a name of a person stands in it, and none ever stands in this notice",
                way_out="write the casualty number or the role",
            )
        return text

    def line(
        self, product: Product, section: str, key: str, text: str, refs: Sequence[str],
        action: str, by: str, at: str,
    ) -> ProductLine:  # fmt: skip
        """The line as written. Raises InputError for an empty text, or an action that there is not."""
        if action not in STATES:
            raise InputError(f"no action {action!r}", way_out=f"use {', '.join(STATES)}")
        plain = self.safe(text)
        if action in ("change", "add") and not plain:
            raise InputError("there is no text", way_out="write it, or take the sentence out")
        wanted = tuple(r for r in refs if r)
        if action == "add":
            key = new_id("line")
        if not key:
            raise InputError("no sentence is named")
        return ProductLine(
            product.id, product.version, section, key, plain, by, at, wanted, "", STATES[action]
        )

    def fitted(
        self, line: ProductLine, nature: str, plain: Brief, material: Material
    ) -> ProductLine:
        """The line with what it rests on: a changed sentence keeps its own citations, an added one needs some."""
        if nature == ENTRY:
            return self._entered(line, plain)
        composed = _of(plain, line.section, line.key)
        if composed is not None and isinstance(composed, Sentence):
            kept = tuple(r.code for r in composed.refs)
            return replace(line, refs=kept, of=composed.text)
        if composed is not None and line.state == "changed":
            raise InputError(
                "a row of a table comes from the record", way_out="correct its value in the review"
            )
        if line.state in ("added", "changed"):
            self._cites(line, material)
        return line

    def _entered(self, line: ProductLine, plain: Brief) -> ProductLine:
        keys = {i.key for s in plain.sections for i in s.items if isinstance(i, Entered)}
        if line.key not in keys:
            raise InputError("there is no such line to fill in", way_out=", ".join(sorted(keys)))
        self.unnamed(line.text)
        return line

    def _cites(self, line: ProductLine, material: Material) -> None:
        library = Library(material.picture, material.accounts)
        refs = [Ref.of(code) for code in line.refs]
        if not any(r is not None and library.cite(1, r) for r in refs):
            raise InputError(
                "a sentence among facts cites what it rests on", way_out="pick a report or claim"
            )

    def flags(
        self, product: Product, lines: Sequence[ProductLine], estimates: Sequence[Estimate]
    ) -> tuple[str, ...]:
        """Words that do not keep to the rules, in what persons wrote."""
        by = yardstick(product.yardstick)
        written = [(x.text, False) for x in lines if x.state in ("changed", "added")]
        judged = [(f"{e.text}. {e.reason}. {e.change}", True) for e in estimates]
        found: list[Flag] = []
        for text, estimate in (*written, *judged):
            found += flags(text, by, estimate=estimate)
        return tuple(dict.fromkeys(f.line for f in found))


def _of(brief: Brief, section: str, key: str) -> Sentence | Row | None:
    for one in (s for s in brief.sections if s.id == section):
        for item in one.items:
            rows = item.rows if isinstance(item, Table) else (item,)
            for row in rows:
                if isinstance(row, Sentence | Row) and row.key == key:
                    return row
    return None
