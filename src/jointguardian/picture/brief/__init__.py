"""The written products: SITREP, INTSUM, FLASH ..., in which every sentence leads back to its sources."""

from .compose import KINDS, Head, compose_brief, uncited
from .kinds import Kind, kind_of, kinds
from .material import Asked, Issued, Material
from .tree import (
    Assessed,
    Brief,
    Citation,
    Entered,
    Note,
    Ref,
    Row,
    Section,
    Sentence,
    Table,
    brief_of,
)
from .yardstick import Flag, Yardstick, flags, yardstick, yardsticks

__all__ = [
    "KINDS",
    "Asked",
    "Assessed",
    "Brief",
    "Citation",
    "Entered",
    "Flag",
    "Head",
    "Issued",
    "Kind",
    "Material",
    "Note",
    "Ref",
    "Row",
    "Section",
    "Sentence",
    "Table",
    "Yardstick",
    "brief_of",
    "compose_brief",
    "flags",
    "kind_of",
    "kinds",
    "uncited",
    "yardstick",
    "yardsticks",
]
