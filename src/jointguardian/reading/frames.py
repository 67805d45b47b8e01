"""Who does what to whom in a segment: the parts that the parse gives, as actors of the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..domain import Span
from .document import ActorSpan, Document
from .roles import Standing, judged, kind_of, parties, roles_of, words
from .segments import Segment

_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|claimed|stressed|added|warned|confirmed|stated"
    r"|accused|blamed|alleged|described|spoke|called|according to)\b"
)
# How many of each side an event names.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """Actors and recipients of one happening."""

    actors: tuple[ActorSpan, ...] = ()
    recipients: tuple[ActorSpan, ...] = ()


def frame(document: Document, segment: Segment, carried: Frame | None) -> Frame:
    """Actor and recipient of a segment; `carried` is the frame before it in the same sentence."""
    head = document.parse.head_of(segment.trigger.span)
    if head is None:
        return Frame()
    roles = roles_of(document, head)
    doers = _named(document, (i for i in roles.doers if _acts(document, i)))
    met = _named(document, roles.undergoers)
    both = roles.mutual or segment.trigger.kind.voice == "both"
    if both:
        return Frame(_distinct((*doers, *met))[:_MOST] or (carried.actors if carried else ()))
    if not doers and carried and _lacks_subject(document, head):
        doers = carried.actors
    return Frame(doers[:_MOST], _apart(met, doers)[:_MOST])


def _acts(document: Document, noun: int) -> bool:
    """Whether a noun can be a doer: a bomb or a clash is nobody, unless it is somebody's."""
    standing = judged(document, noun)[0]
    lemma = document.parse[noun].lemma.lower()
    if lemma in words("instruments") and kind_of(lemma) is None:
        return standing is Standing.OWNED
    return standing >= Standing.OWNED


def _lacks_subject(document: Document, head: int) -> bool:
    """Whether a verb stands in a clause without a subject that the parse could give it."""
    token = document.parse[head]
    return token.pos == "VERB" and token.tag in {"VBG", "VB"}


def _named(document: Document, nouns: Iterable[int]) -> tuple[ActorSpan, ...]:
    return _distinct(a for i in nouns for a in parties(document, i))


def _distinct(found: Iterable[ActorSpan]) -> tuple[ActorSpan, ...]:
    once: dict[str, ActorSpan] = {}
    for actor in found:
        once.setdefault(actor.name, actor)
    return tuple(once.values())


def _apart(met: tuple[ActorSpan, ...], doers: tuple[ActorSpan, ...]) -> tuple[ActorSpan, ...]:
    """Those met that are not the doers themselves."""
    names = {a.name for a in doers}
    return tuple(a for a in met if a.name not in names)


def speaker_of(document: Document, segment: Segment) -> ActorSpan | None:
    """The body that reports a segment in its own sentence ("Kosovo police said ...")."""
    for actor in document.actors:
        after = document.text[actor.span.end : actor.span.end + 12]
        if segment.sentence.span.contains(actor.span) and _SAYING.match(after.strip()):
            return actor
    return None


def covering(spans: list[Span]) -> Span:
    """The smallest span over several."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
