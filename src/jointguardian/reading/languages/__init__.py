"""Reports in other languages: Serbian, Croatian, Bosnian and Albanian are read by own lists and rules.

Of any other language only names that are certain are kept, and the reading's method is "unread":
shown as such, searchable, never misread. A plug-in annotator may read it.
"""

from ...domain import Actor
from ..document import Document
from ..places.naming import PlaceIndex
from .language import language_for
from .reader import UNREAD, unread, with_lists

__all__ = ["UNREAD", "understood"]


def understood(document: Document, gazetteer: PlaceIndex, known: tuple[Actor, ...]) -> Document:
    """A document that is not in English: read where there are lists, else left unread."""
    language = language_for(document.language)
    if language is None:
        return unread(document, gazetteer, known)
    return with_lists(document, language, gazetteer, known)
