"""The judgements about each subject, folded into what holds now: the later one wins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ...domain import Judgement
from .fields import shown
from .things import Thing, parts

CORRECTING = frozenset({"correct", "grade", "merge"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision about one field (or a whole thing) and who took it; `body` is the judgement's."""

    state: str
    by: str
    at: datetime | None
    reason: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about one subject: the whole (accepted or rejected), and single fields."""

    subject: str
    whole: Mark | None = None
    fields: Mapping[str, Mark] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    turns: int = 0

    @property
    def rejected(self) -> bool:
        """Whether the whole thing was rejected."""
        return self.whole is not None and self.whole.state == "rejected"

    def of(self, name: str) -> Mark | None:
        """The decision that holds for a field."""
        found = self.fields.get(name)
        if found is None and self.whole is not None and self.whole.state == "accepted":
            return self.whole
        return found


def fold(judgements: Iterable[Judgement]) -> dict[str, Ruling]:
    """The rulings by subject, from judgements in the order in which they were made."""
    found: dict[str, Ruling] = {}
    for judgement in judgements:
        subject = str(judgement.body.get("item") or judgement.subject)
        found[subject] = _with(found.get(subject, Ruling(subject)), judgement)
    return found


def _with(ruling: Ruling, judgement: Judgement) -> Ruling:
    body = judgement.body
    mark = Mark(judgement.kind, judgement.by, judgement.at, judgement.reason, body)
    named = _names(body)
    was = {k.removeprefix("was."): str(v) for k, v in body.items() if k.startswith("was.")}
    ruling = replace(ruling, turns=ruling.turns + 1, was={**was, **ruling.was})
    if judgement.kind in CORRECTING:
        fixed = {n: replace(mark, state="corrected") for n in named}
        return replace(ruling, whole=_unless_rejected(ruling), fields={**ruling.fields, **fixed})
    state = {"accept": "accepted", "reject": "rejected", "split": "rejected"}.get(judgement.kind)
    if state is None or (judgement.kind == "split" and "item" not in body):
        return ruling
    mark = replace(mark, state=state)
    if named:
        kept = _unless_rejected(ruling) if state == "accepted" else ruling.whole
        return replace(ruling, whole=kept, fields=_marked(ruling.fields, named, mark))
    if state == "rejected":
        return replace(ruling, whole=mark)
    return replace(ruling, whole=mark, fields=_marked(ruling.fields, list(ruling.fields), mark))


def _names(body: Mapping[str, Any]) -> list[str]:
    listed = body.get("fields")
    names = [str(n) for n in listed] if isinstance(listed, list) else []
    return names + [k.removeprefix("set.") for k in body if k.startswith("set.")]


def _unless_rejected(ruling: Ruling) -> Mark | None:
    return None if ruling.rejected else ruling.whole


def _marked(before: Mapping[str, Mark], names: Sequence[str], mark: Mark) -> dict[str, Mark]:
    """A field that was corrected stays so when it is accepted; everything else takes the mark."""
    kept = {n: m for n, m in before.items() if m.state == "corrected" and mark.state == "accepted"}
    return {**before, **dict.fromkeys(names, mark), **kept}


def matched(found: Sequence[Thing], rulings: Mapping[str, Ruling]) -> dict[str, Ruling]:
    """The ruling of each thing: by its subject, else by the words that it shares with one.

    So a judgement outlives another reading of the report, whose spans may differ by some words.
    """
    sure = {t.subject: rulings[t.subject] for t in found if t.subject in rulings}
    open_ = [t for t in found if t.subject not in sure]
    for ruling in rulings.values():
        if ruling.subject in sure:
            continue
        best = max(open_, key=lambda t: _likeness(t, ruling), default=None)
        if best is not None and _likeness(best, ruling) > 0 and best.subject not in sure:
            sure[best.subject] = ruling
    return sure


def _likeness(thing: Thing, ruling: Ruling) -> float:
    """0 for another kind or words apart by more than half; else how much both agree."""
    told = parts(ruling.subject)
    if told is None or told[1] != thing.kind:
        return 0.0
    shared = told[2].overlap(thing.span)
    shorter = min(told[2].end - told[2].start, thing.span.end - thing.span.start)
    if not shared or 2 * shared < shorter:
        return 0.0
    agree = sum(shown(thing.told, n) == v for n, v in ruling.was.items() if _has(thing, n))
    return shared / max(1, shorter) + agree


def _has(thing: Thing, name: str) -> bool:
    return name in ("place", "n") or hasattr(thing.told, name)


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements without the splits and merges of a share that was put back later."""
    back = {
        str(j.body["item"]): n
        for n, j in enumerate(judgements)
        if j.kind == "accept" and "item" in j.body and "fields" not in j.body
    }
    return tuple(
        j
        for n, j in enumerate(judgements)
        if j.kind not in ("split", "merge") or n > back.get(str(j.body.get("item")), -1)
    )
