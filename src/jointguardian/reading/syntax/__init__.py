"""Syntax: a document's words with their lemma, part of speech and dependency (Universal Dependencies)."""

from .grammar import (
    agents,
    clause_of,
    complements,
    is_negated,
    is_passive,
    modals,
    objects,
    obliques,
    phrase,
    subjects,
)
from .parse import Parse, Token
from .parser import Parser, builtin_parser

__all__ = [
    "Parse",
    "Parser",
    "Token",
    "agents",
    "builtin_parser",
    "clause_of",
    "complements",
    "is_negated",
    "is_passive",
    "modals",
    "objects",
    "obliques",
    "phrase",
    "subjects",
]
