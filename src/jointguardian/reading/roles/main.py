"""The parts of a sentence's main deed, whether or not it is a happening of a known type."""

from ...domain import Span
from ..document import ActorSpan, Document
from ..syntax import subjects
from ..syntax.parse import Parse
from .arguments import Roles, roles_of
from .naming import judged, parties
from .phrases import named, words

_SAYING = words("saying")


def main_roles(document: Document) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where the first sentence names who does its main deed and whom or what it meets."""
    root = next((t.index for t in document.parse if t.is_root and t.pos != "PUNCT"), None)
    if root is None:
        return (), ()
    roles = _main(document, root)
    if roles.mutual:
        return _spans(document, (*roles.doers, *roles.undergoers)), ()
    return _spans(document, roles.doers), _spans(document, roles.undergoers)


def _main(document: Document, root: int) -> Roles:
    """The parts of the root, or of what is told where the root only tells."""
    parse = document.parse
    told = _told(parse, root)
    if told is None:
        return roles_of(document, root)
    inner = roles_of(document, told)
    speakers = subjects(parse, root)
    if not speakers or speakers[0] > told:
        return inner
    if not inner.doers or _one(document, speakers[0]) == _one(document, inner.doers[0]):
        return Roles(speakers, inner.undergoers)
    if parse[inner.doers[0]].pos == "PRON":
        return Roles(speakers, inner.undergoers)
    return Roles(speakers, inner.doers)


def _told(parse: Parse, root: int) -> int | None:
    """The verb of what is said, where the root is a verb of saying."""
    if parse[root].lemma not in _SAYING:
        return None
    inner = parse.children(root, "ccomp", "parataxis")
    return inner[0] if inner else None


def _one(document: Document, noun: int) -> str | None:
    found: ActorSpan | None = judged(document, noun)[1]
    return found.name if found else None


def _spans(document: Document, nouns: tuple[int, ...]) -> tuple[Span, ...]:
    """Where the actors stand; a thing that nobody is named by keeps its own words."""
    found = [s for i in nouns for s in _of(document, i)]
    return tuple(dict.fromkeys(found))


def _of(document: Document, noun: int) -> tuple[Span, ...]:
    known = tuple(a.stands_for or a.span for a in parties(document, noun))
    plain = document.parse[noun].pos in {"NOUN", "PROPN", "ADJ", "NUM"}
    return known or ((named(document.parse, noun),) if plain else ())
