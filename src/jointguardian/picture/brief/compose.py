"""A product composed of a picture: its header, its sections, what persons wrote, its citations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ...domain import ProductLine
from ...domain.dates import format_dtg
from ...domain.ids import digest
from ...errors import InputError
from ..model import Picture
from .citations import Library, numbered
from .kinds import INCIDENT, Kind, SectionKind, kind_of, kinds
from .material import Material
from .tree import (
    ASSESSMENT,
    ENTRY,
    FACT,
    Assessed,
    Brief,
    Entered,
    Item,
    Note,
    Ref,
    Row,
    Section,
    Sentence,
    Table,
)
from .writers import WRITERS

KINDS = tuple(kinds())
DRAFT = "DRAFT, not released by a person"
SEALED = "[name sealed]"
_BLOCKS = re.compile("█+")


@dataclass(frozen=True, slots=True)
class Head:
    """What the header of a product says besides its moment; a brief that nobody keeps has the default."""

    serial: str = ""
    marking: str = ""
    releasable_to: tuple[str, ...] = ()
    state: str = DRAFT
    draft: bool = True
    signed: tuple[tuple[str, str], ...] = ()


def compose_brief(
    picture: Picture,
    kind: str,
    period_hours: int,
    *,
    material: Material | None = None,
    lines: Sequence[ProductLine] = (),
    head: Head | None = None,
) -> Brief:
    """The product of a picture, with what persons wrote into it.

    Raises InputError for a kind that there is not, or one about an incident without one.
    """
    told = kind_of(kind)
    stuff = material or Material(picture)
    if told.about == INCIDENT and stuff.incident is None:
        raise InputError(f"a {told.title.lower()} is about an incident", way_out="name one")
    top = head or Head()
    sections = [
        _section(n, s, stuff, [x for x in lines if x.section == s.id])
        for n, s in enumerate(told.sections, 1)
    ]
    issued = tuple((i.id, i.serial) for i in stuff.issued)
    cited = numbered(_refs(sections), Library(picture, stuff.accounts, issued))
    known = {c.ref for c in cited}
    return Brief(
        kind=kind,
        title=_title(told, stuff, top),
        header=header(picture, told, period_hours, top),
        banner=banner(picture, stuff),
        sections=tuple(_standing(s, known) for s in sections),
        citations=cited,
        draft=top.draft,
        marking=top.marking or picture.marking,
    )


def _title(kind: Kind, material: Material, head: Head) -> str:
    about = f": {material.incident.what}" if material.incident else ""
    serial = f" {head.serial.split(' ', 1)[-1]}" if head.serial else ""
    moment = format_dtg(material.picture.as_of)
    return _plain(f"{kind.title}{serial}{about}: {material.picture.operation}, {moment}")


def header(
    picture: Picture, kind: Kind, period_hours: int, head: Head
) -> tuple[tuple[str, str], ...]:
    """Originator, serial, date-time groups, marking, who signed and the state of release."""
    start = picture.as_of - timedelta(hours=period_hours)
    serial = head.serial or f"{kind.abbreviation} {picture.as_of:%j}/{picture.as_of:%Y}"
    return (
        ("Originator", picture.operation),
        ("Serial", serial),
        ("DTG", format_dtg(picture.as_of)),
        ("Period", f"{format_dtg(start)} to {format_dtg(picture.as_of)} ({period_hours} hours)"),
        ("As known at", f"{picture.as_of:%Y-%m-%d %H:%M} UTC"),
        ("Marking", head.marking or picture.marking),
        ("Releasable to", ", ".join(head.releasable_to) or "nobody yet"),
        *(head.signed or (("Prepared by", "nobody yet"), ("Approved by", "nobody yet"))),
        ("State", head.state),
    )


def banner(picture: Picture, material: Material | None = None) -> str | None:
    """A warning where any line of the picture is invented for demonstration."""
    rows = (picture.strengths, picture.reserves, picture.reports)
    accounts = material.accounts if material else ()
    if any(line.invented for lines in rows for line in lines) or any(
        a.line.invented for a in accounts
    ):
        return "Some values are invented for demonstration; they are marked “invented”."
    return None


def _section(
    n: int, kind: SectionKind, material: Material, lines: Sequence[ProductLine]
) -> Section:
    made = [item for name in kind.takes for item in WRITERS[name](material)]
    composed = _keyed([_sealed(item) for item in made], kind.id)
    filled = {line.key: line for line in lines}
    entries: list[Item] = [_entered(f.key, f.label, filled) for f in kind.fields]
    changed = [x for item in composed for x in _changed(item, filled)]
    present = {k for item in composed for k in _keys(item)} | {f.key for f in kind.fields}
    added = (_added(line, kind) for line in lines if line.key not in present)
    items = (*entries, *changed, *(a for a in added if a))
    return Section(n, kind.title, kind.nature, items, kind.id)


def _entered(key: str, label: str, filled: dict[str, ProductLine]) -> Entered:
    line = filled.get(key)
    return Entered(key, label, line.text if line else "", line.by if line else "")


def _changed(item: Item, filled: dict[str, ProductLine]) -> Iterator[Item]:
    """The item as persons left it: a sentence in their words, with its own citations; a row kept or not."""
    if isinstance(item, Table):
        rows = tuple(r for r in item.rows if r.key not in filled)
        yield replace(item, rows=rows)
    elif isinstance(item, Sentence) and item.key in filled:
        line = filled[item.key]
        if line.state != "taken-out":
            stale = bool(line.of) and line.of != item.text
            yield replace(item, text=line.text, by=line.by, stale=stale)
    else:
        yield item


def _keys(item: Item) -> tuple[str, ...]:
    if isinstance(item, Table):
        return tuple(r.key for r in item.rows)
    return (item.key,) if isinstance(item, Sentence) else ()


def _added(line: ProductLine, kind: SectionKind) -> Sentence | None:
    """A sentence that a person added; one whose composed sentence is gone stays with what it rested on."""
    refs = tuple(r for r in map(Ref.of, line.refs) if r)
    if line.state == "taken-out" or kind.nature == ENTRY or (kind.nature == FACT and not refs):
        return None
    return Sentence(line.text, refs, line.key, line.by, stale=line.state == "changed")


def _keyed(items: Sequence[Item], section: str) -> list[Item]:
    """Items whose sentences and rows have keys that stay while they rest on the same thing."""
    seen: Counter[str] = Counter()

    def key(one: Sentence | Row) -> str:
        made = one.key or digest([section, one.refs[0].code if one.refs else ""])[:10]
        seen[made] += 1
        return made if seen[made] == 1 else f"{made}-{seen[made]}"

    done: list[Item] = []
    for item in items:
        if isinstance(item, Sentence):
            done.append(replace(item, key=key(item)))
        elif isinstance(item, Table):
            rows = tuple(replace(r, key=key(r)) for r in item.rows)
            done.append(replace(item, rows=rows))
        else:
            done.append(item)
    return done


def _standing(section: Section, known: set[Ref]) -> Section:
    """The section without what cites nothing: such a sentence cannot stand among facts."""
    if section.kind != FACT:
        return section
    kept: list[Item] = []
    left = 0
    for item in section.items:
        if isinstance(item, Sentence) and not known & set(item.refs):
            left += 1
        elif isinstance(item, Table):
            rows = tuple(r for r in item.rows if known & set(r.refs))
            left += len(item.rows) - len(rows)
            kept += [replace(item, rows=rows)] if rows else []
        else:
            kept.append(item)
    if left:
        kept.append(Note(f"Left out because nothing in sight supports it: {left}."))
    return replace(section, items=tuple(kept))


def _refs(sections: Iterable[Section]) -> Iterator[Ref]:
    for section in sections:
        for item in section.items:
            if isinstance(item, Sentence | Assessed):
                yield from item.refs
            elif isinstance(item, Table):
                yield from (ref for row in item.rows for ref in row.refs)


def _sealed(item: Item) -> Item:
    """Blocked names in words, so that every form and every reader says them alike."""
    if isinstance(item, Table):
        rows = tuple(replace(r, cells=tuple(_plain(c) for c in r.cells)) for r in item.rows)
        return replace(item, rows=rows)
    return replace(item, text=_plain(item.text))


def _plain(text: str) -> str:
    return _BLOCKS.sub(SEALED, text)


def uncited(brief: Brief) -> tuple[str, ...]:
    """Sentences and rows in fact sections that cite nothing; a composed product has none."""
    return tuple(
        one.text if isinstance(one, Sentence) else " | ".join(one.cells)
        for section in brief.sections
        if section.kind == FACT
        for item in section.items
        for one in (item.rows if isinstance(item, Table) else (item,))
        if isinstance(one, Sentence | Row) and not brief.cited(one.refs)
    )


def estimate_sections(kind: Kind) -> tuple[str, ...]:
    """The sections in which an analyst judges."""
    return tuple(s.id for s in kind.sections if s.nature == ASSESSMENT)
