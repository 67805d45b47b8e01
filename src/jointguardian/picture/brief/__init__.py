"""The written brief: SITREP, INTSUM or FLASH, in which every sentence leads back to its sources."""

from .compose import KINDS, compose_brief
from .tree import Brief, Note, Ref, Row, Section, Sentence, Table

__all__ = ["KINDS", "Brief", "Note", "Ref", "Row", "Section", "Sentence", "Table", "compose_brief"]
