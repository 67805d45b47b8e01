"""Who does what to whom in a segment: the parts that the parse gives, as actors of the text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..domain import Span
from .document import ActorSpan, Document
from .roles import Roles, Standing, judged, kind_of, parties, roles_of, words
from .segments import Segment
from .syntax import subjects

_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|claimed|stressed|added|warned|confirmed|stated"
    r"|accused|blamed|alleged|described|spoke|called|according to)\b"
)
# Types of what two sides do together when the words say "with" or "between".
_TOGETHER = frozenset({"consult", "agree", "cooperate", "assault"})
# How many of each side an event names.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """Actors and recipients of one happening."""

    actors: tuple[ActorSpan, ...] = ()
    recipients: tuple[ActorSpan, ...] = ()


def frame(document: Document, segment: Segment, carried: Frame | None) -> Frame:
    """Actor and recipient of a segment; `carried` is the frame before it in the same sentence."""
    token = segment.trigger.token
    head = token if token >= 0 else document.parse.head_of(segment.trigger.span)
    if head is None:
        return Frame()
    roles = _roles(document, segment, head)
    doers = _named(document, (i for i in roles.doers if _acts(document, i)))
    if segment.trigger.kind.type == "mobilize":
        doers = _distinct((*doers, *_ordering(document, head)))
    met = _apart(_named(document, roles.undergoers), doers)
    kind = segment.trigger.kind
    if kind.voice == "both" or (roles.mutual and kind.type in _TOGETHER):
        return Frame((*doers, *met)[:_MOST] or (carried.actors if carried else ()))
    if not doers and carried and _lacks_subject(document, head):
        doers = carried.actors
    return Frame(doers[:_MOST], _apart(met, doers)[:_MOST])


def _roles(document: Document, segment: Segment, head: int) -> Roles:
    """The parts of the deed: those of its word, of the verb that carries it, of what is promised or asked."""
    trigger = segment.trigger
    roles = roles_of(document, head)
    if trigger.governor not in (-1, head):
        outer = roles_of(document, trigger.governor)
        mutual = roles.mutual or outer.mutual
        roles = Roles(roles.doers or outer.doers, roles.undergoers or outer.undergoers, mutual)
    if trigger.complement is not None and not _named_in(document, roles.undergoers):
        inner = roles_of(document, trigger.complement)
        asked = trigger.kind.type == "request"
        order = (inner.doers, inner.undergoers) if asked else (inner.undergoers, inner.doers)
        others = (tuple(i for i in part if i not in roles.doers) for part in order)
        found = next(filter(None, others), ())
        roles = Roles(roles.doers, found or roles.undergoers, roles.mutual)
    return roles


def _ordering(document: Document, head: int) -> tuple[ActorSpan, ...]:
    """Who orders or sends those that move ("told units to move closer")."""
    parse = document.parse
    if not parse.is_dep(head, "xcomp", "ccomp", "advcl"):
        return ()
    order = parse[head].head
    if parse[order].lemma.lower() not in words("ordering"):
        return ()
    return _named(document, subjects(parse, order))


def _named_in(document: Document, nouns: tuple[int, ...]) -> bool:
    """Whether some nouns name or hold an actor."""
    return any(judged(document, i)[0] >= Standing.OWNED for i in nouns)


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
