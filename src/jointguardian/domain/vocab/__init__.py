"""The vocabularies, as data: `vocab/*.yaml`, each entry with its meaning and source."""

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from ...errors import InputError


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word of a vocabulary."""

    id: str
    means: str
    label: str = ""
    quad: str | None = None
    cameo: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    weight: float | None = None
    code: str = ""
    letters: str = ""


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A closed list of terms with the publication it comes from."""

    name: str
    source: str
    terms: tuple[Term, ...]

    def ids(self) -> tuple[str, ...]:
        """All ids, in the published order."""
        return tuple(t.id for t in self.terms)

    def __getitem__(self, term: str) -> Term:
        for t in self.terms:
            if t.id == term:
                return t
        raise InputError(
            f"{term!r} is not in the vocabulary {self.name}",
            way_out=f"use one of {', '.join(self.ids())}",
        )

    def __contains__(self, term: object) -> bool:
        return term in self.ids()


@cache
def vocabulary(name: str) -> Vocabulary:
    """The vocabulary in `vocab/<name>.yaml`, checked on loading."""
    raw = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(raw), Vocabulary)


def vocabulary_names() -> tuple[str, ...]:
    """All vocabularies that ship."""
    return tuple(
        sorted(p.name[:-5] for p in files(__package__).iterdir() if p.name.endswith(".yaml"))
    )
