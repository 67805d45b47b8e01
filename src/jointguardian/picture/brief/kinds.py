"""The kinds of products, as data: `kinds.yaml`, checked on loading."""

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from ...errors import InputError
from .tree import ABSENT, ASSESSMENT, ENTRY, FACT

NATURES = (FACT, ASSESSMENT, ENTRY, ABSENT)
PERIOD, INCIDENT, EITHER = "period", "incident", "either"


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that a person fills in."""

    key: str
    label: str


class SectionKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A section: what it takes (names of writers), and lines that a person fills in."""

    id: str
    title: str
    takes: tuple[str, ...]
    nature: str = FACT
    fields: tuple[Field, ...] = ()


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of product. `hours`: its period where no order says otherwise; `every`: it is due again and again."""

    id: str
    title: str
    abbreviation: str
    about: str
    hours: int
    prepared_by: str
    approved_by: str
    sections: tuple[SectionKind, ...]
    every: bool = False

    def section(self, id_: str) -> SectionKind:
        """The section of an id. Raises InputError."""
        for section in self.sections:
            if section.id == id_:
                return section
        known = ", ".join(s.id for s in self.sections)
        raise InputError(f"a {self.id} has no section {id_!r}", way_out=f"use {known}")


@cache
def kinds() -> dict[str, Kind]:
    """All kinds that ship, in the order of the file."""
    raw = files(__package__).joinpath("kinds.yaml").read_text(encoding="utf-8")
    return {k.id: k for k in msgspec.convert(yaml.safe_load(raw), list[Kind])}


def kind_of(id_: str) -> Kind:
    """The kind of that id. Raises InputError for one that there is not."""
    if id_ not in kinds():
        raise InputError(f"{id_!r} is not a kind of brief", way_out=f"use {', '.join(kinds())}")
    return kinds()[id_]
