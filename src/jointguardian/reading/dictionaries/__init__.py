"""Coding with dictionaries in PETRARCH's format: a researcher's own actors, agents and verb patterns.

`dictionaries` reads the files, `code` gives the events of a parsed document as (source, target, event)
codes, `code_text` those of a text.

    words, lines, names            the words of a text and of an entry; comments; an index of names
    actor_file ... discard_file    one kind of file each; importing puts them together
    sentence, parties              the names in a sentence; whom a noun phrase stands for
    clauses, verb_forms            what stands around a verb; who acts; which verb it is
    spread, sequence_coder         patterns as sequences of words, coded verb by verb (older style)
    tree_patterns, tree_coder      patterns with phrases marked, codes put together (newer style)
    cameo                          how two codes make one
"""

from .coder import code
from .coding import Choices, Coding
from .entries import Dictionaries
from .importing import dictionaries
from .texts import code_text

__all__ = ["Choices", "Coding", "Dictionaries", "code", "code_text", "dictionaries"]
