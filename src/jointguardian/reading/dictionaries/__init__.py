"""Coding with dictionaries in PETRARCH's format: a researcher's own actors, agents and verb patterns.

`dictionaries` reads the files, `code` gives the events of a document as (source, target, event) codes.
"""

from .coder import code
from .coding import Choices, Coding
from .entries import Dictionaries
from .importing import dictionaries

__all__ = ["Choices", "Coding", "Dictionaries", "code", "dictionaries"]
