"""From the codes of event series to PLOVER types and Goldstein weights, as data: `*.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

from ...domain.vocab import vocabulary
from ...errors import Fault

T = TypeVar("T")


class Crosswalk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`types` and `scale` by code; the longest code that a given one starts with decides."""

    source: str
    types: dict[str, str | None] = {}
    scale: dict[str, float] = {}

    def type_of(self, code: str) -> str | None:
        """The PLOVER type of a code, None where it says too little or is not known."""
        return _longest(self.types, code)

    def exact_type_of(self, code: str) -> str | None:
        """The PLOVER type of exactly this code."""
        return self.types.get(code)

    def weight_of(self, code: str) -> float | None:
        """The Goldstein weight of a code, -10 to 10."""
        return _longest(self.scale, code)


@cache
def crosswalk(name: str) -> Crosswalk:
    """The crosswalk in `<name>.yaml`; the one of cameo is completed from the vocabulary."""
    raw = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    found = msgspec.convert(yaml.safe_load(raw), Crosswalk)
    types = vocabulary("event_types")
    if name == "cameo":
        published: dict[str, str | None] = {code: t.id for t in types.terms for code in t.cameo}
        found = Crosswalk(found.source, published | found.types, found.scale)
    if strangers := {t for t in found.types.values() if t is not None} - set(types.ids()):
        raise Fault(f"the crosswalk {name} names unknown types {sorted(strangers)}")
    return found


def _longest(table: Mapping[str, T], code: str) -> T | None:
    for length in range(len(code), 0, -1):
        if code[:length] in table:
            return table[code[:length]]
    return None
