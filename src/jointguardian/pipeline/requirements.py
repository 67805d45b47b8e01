"""Information requirements: set, answered with what the answer rests on, closed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ..access import Viewer, require
from ..domain import Requirement
from ..domain.dates import first_day, last_day, parse_partial
from ..domain.requirement import KINDS
from ..errors import InputError, UnknownName
from ..picture.brief import Ref
from .operation import Operation
from .product_words import Words


class Requirements:
    """One operation's CCIR, PIR and FFIR. Rows are only ever added."""

    def __init__(self, operation: Operation) -> None:
        self.operation, self.words = operation, Words(operation)

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Requirement, ...]:
        """The requirements as known, by kind and id, open ones first.

        In a replay every row counts, those valid from a later day than the moment's left out.
        """
        replay = self.operation.settings.replay
        seen = None if replay else as_of
        rows = self.operation.record.facts(viewer, "requirements", Requirement, seen)
        day = as_of.date().isoformat() if as_of else "9999"
        mine = (r for r in rows if not replay or r.valid_from <= day)
        return tuple(sorted(mine, key=lambda r: (r.state == "closed", KINDS.index(r.kind), r.id)))

    def add(
        self,
        viewer: Viewer,
        *,
        text: str,
        kind: str,
        owner: str,
        valid_from: str = "",
        valid_to: str = "",
        indicators: Sequence[str] = (),
        places: Sequence[str] = (),
    ) -> Requirement:
        """Sets a requirement; its id is the next number of its kind. Raises InputError, NotPermitted."""
        require(viewer, "draft")
        if kind not in KINDS:
            raise InputError(
                f"{kind!r} is no kind of requirement", way_out=f"use {', '.join(KINDS)}"
            )
        words = self.words.safe(text)
        if not words:
            raise InputError("the requirement is empty", way_out="write what must be known")
        first = first_day(parse_partial(valid_from or self._today())).isoformat()
        last = last_day(parse_partial(valid_to)).isoformat() if valid_to else None
        if last and last < first:
            raise InputError(f"the days {first} to {last} run backwards", way_out="swap them")
        made = Requirement(
            id=self._next(viewer, kind),
            text=words,
            kind=kind,
            owner=self.words.safe(owner) or viewer.name,
            valid_from=first,
            by=viewer.name,
            at=self._now(),
            valid_to=last,
            indicators=tuple(s for t in indicators if (s := self.words.safe(t))),
            places=tuple(s for t in places if (s := self.words.safe(t))),
        )
        self.operation.record.add_facts("requirements", [made])
        return made

    def answer(self, viewer: Viewer, id_: str, answer: str, refs: Sequence[str]) -> Requirement:
        """Answers a requirement. Raises InputError for an answer that cites nothing."""
        require(viewer, "draft")
        words = self.words.safe(answer)
        cited = tuple(c for r in refs if (c := _code(r)))
        if not words:
            raise InputError("the answer is empty", way_out="write it")
        if not cited:
            raise InputError("an answer cites what it rests on", way_out="name a report")
        self._check(viewer, cited)
        return self._again(viewer, id_, state="answered", answer=words, refs=cited, note="")

    def turn(self, viewer: Viewer, id_: str, state: str, note: str = "") -> Requirement:
        """Closes a requirement, or opens it again. Raises InputError."""
        require(viewer, "draft")
        if state not in ("open", "closed"):
            raise InputError(f"{state!r} is no state", way_out="use open or closed")
        return self._again(viewer, id_, state=state, note=self.words.safe(note))

    def _again(self, viewer: Viewer, id_: str, **changes: object) -> Requirement:
        found = next((r for r in self.listed(viewer) if r.id == id_), None)
        if found is None:
            raise UnknownName(f"no requirement {id_!r}", way_out="see /requirements")
        told = replace(found, by=viewer.name, at=self._now(), **changes)  # type: ignore[arg-type]
        self.operation.record.add_facts("requirements", [told])
        return told

    def _check(self, viewer: Viewer, cited: Sequence[str]) -> None:
        for code in cited:
            ref = Ref.of(code)
            if ref is not None and ref.kind != "incident":
                self.operation.record.report(viewer, ref.report or ref.id)

    def _next(self, viewer: Viewer, kind: str) -> str:
        taken = [r.id.rpartition("-")[2] for r in self.listed(viewer) if r.kind == kind]
        numbers = [int(n) for n in taken if n.isdigit()]
        return f"{kind.upper()}-{max(numbers, default=0) + 1}"

    def _today(self) -> str:
        return self.operation.clock().astimezone(UTC).date().isoformat()

    def _now(self) -> str:
        return self.operation.clock().astimezone(UTC).isoformat()


def _code(text: str) -> str:
    """A reference as it is kept: a bare report id, or the address of a report's page, is that report."""
    plain = text.strip()
    if "/report/" in plain:
        plain = plain.partition("/report/")[2].split("?")[0].split("#")[0]
    if not plain:
        return ""
    return plain if Ref.of(plain) else f"report:{plain}:{plain}"
