"""The built-in reading: all steps in their order, on one readable page."""

from .actors import actors
from .casualties import casualties
from .claims import claims
from .coreference import coreference
from .document import Document
from .events import events
from .figures import figures
from .knowledge import Knowledge
from .languages import understood as abroad
from .normalise import normalise
from .persons import persons
from .places import demonyms, places
from .quantities import quantities
from .quotations import quotations
from .sentences import sentences
from .syntax.step import syntax
from .times import times


def understood(document: Document, knowledge: Knowledge) -> Document:
    """Everything that the rules and the shipped parser find in a document."""
    if not document.language.startswith("en"):
        return abroad(document, knowledge.gazetteer, knowledge.actors)
    return demonyms(told(named(document, knowledge)), knowledge.gazetteer)


def named(document: Document, knowledge: Knowledge) -> Document:
    """Sentences, dates, counts, places, parse, actors and persons: what events and claims are made of."""
    document = quantities(times(quotations(sentences(normalise(document)))))
    document = syntax(places(document, knowledge.gazetteer), knowledge.parser)
    document = coreference(actors(document, knowledge.actors))
    return persons(document, knowledge.actors)


def told(document: Document) -> Document:
    """Claims, figures, counts of people harmed and events of a document whose names are known."""
    return events(casualties(figures(claims(document))))
