"""Who does what to whom: subject, object and agent of a trigger, by order, voice and "by"."""

import re
from dataclasses import dataclass

from ..domain import Span
from .document import ActorSpan, Document
from .lexicon import word_list
from .segments import Segment

_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|be|is|are|got|get)\s+(?:\w+ly\s+|also\s+|then\s+|not\s+)?$", re.I
)
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|wrote|claimed|stressed|added|warned|confirmed|stated"
    r"|accused|blamed|alleged|described|spoke|called|according to)\b"
)
_JOINED = re.compile(
    r"^(?:\s*,)?\s*(?:and|together with|along with|as well as|with)\s+(?:the\s+)?$|^,\s+$"
)
_AGENT = re.compile(r"\bby\s+(?:the\s+|a\s+|an\s+)?$", re.I)
_PARTICIPLE = re.compile(r"(?:ed|en|ut|un|ound|eld|aken|own|sent|shot|put|hurt)$")
_TELLS = re.compile(
    r"\s+(?:later |also )?(?:said|says|told|announced|reported|confirmed|added|stated|wrote|warned)\b"
)
# A comma and an office at most lead to the one who tells.
_ASIDE = re.compile(r"[,\"”]\s*(?:[\w'’.-]+\s+){0,8}$")
_SIDE = re.compile(
    r"\b(?:after|over|following|during|amid|from|against)\s+(?:the\s+|\w+\s+)?$", re.I
)
# Words of harm that tell what befell those before them, never what they did.
_UNDERGONE = re.compile(
    r"died|dead|lost their lives|suffered|sustained|multiple injuries|death toll|toll rose"
)
# "Riots that injured": what is told of the riots has no other doer.
_RELATIVE = re.compile(r"\b(?:that|which)\s*$", re.I)
# "A scathing response to the riots": who answers a happening is not who made it.
_ANSWERED = re.compile(
    r"\b(?:respon[sd]\w*|reaction\w*|react\w*|comment\w*|statement\w*|condemn\w*|deplor\w*|regret\w*)"
    r"\s+(?:(?:to|on|over|about|the|these|those|violent|weekend)\s+){0,3}$",
    re.I,
)
_OF = re.compile(r"^\s*(?:of|against|on|with|between)\s+", re.I)


@dataclass(frozen=True, slots=True)
class Frame:
    """Actors and recipients of one happening."""

    actors: tuple[ActorSpan, ...] = ()
    recipients: tuple[ActorSpan, ...] = ()


def frame(document: Document, segment: Segment, carried: Frame | None) -> Frame:
    """Actor and recipient of a segment; `carried` is the frame before it in the same sentence."""
    left, right = _sides(document, segment)
    agents = [a for a in right + left if _AGENT.search(_before(document.text, a, segment))]
    right = [a for a in right if a not in agents and not _announces(document, a, segment)]
    if segment.trigger.kind.voice == "both":
        return _both(document.text, left, right, carried)
    if segment.trigger.kind.voice == "harm" and _UNDERGONE.match(segment.trigger.word):
        told = _OF.match(document.text[segment.trigger.span.end :][:12])
        victims = _conjoined(document.text, left)[-3:] or (right[:1] if told else [])
        return Frame(tuple(agents[:2]), tuple(victims))
    if _is_passive(document.text, segment):
        undergone = left or _opening(document, segment)
        return Frame(tuple(agents[:2]), tuple(_conjoined(document.text, undergone)[-3:]))
    if not segment.trigger.verb and _OF.match(document.text[segment.trigger.span.end :][:12]):
        return Frame(tuple(agents or left[:1]), tuple(right[:1]))
    subjects = _subjects(document, segment, left, carried)
    return Frame(tuple(agents or subjects), tuple(right[:2]))


def _announces(document: Document, actor: ActorSpan, segment: Segment) -> bool:
    """Whether somebody only tells of the happening ("..., the ambassador confirmed")."""
    at = actor.span.end
    told = _TELLS.match(document.text, at, min(at + 30, segment.sentence.span.end))
    lead = document.text[max(segment.span.start, actor.span.start - 70) : actor.span.start]
    return told is not None and bool(_ASIDE.search(lead))


def _sides(document: Document, segment: Segment) -> tuple[list[ActorSpan], list[ActorSpan]]:
    """The actors before and after the trigger in the segment, the sayer of a saying left out."""
    start, end = segment.span
    inside = [a for a in document.actors if a.span.start < end and start < a.span.end]
    trigger = segment.trigger.span
    left = [a for a in inside if a.span.end <= trigger.start]
    right = [a for a in inside if a.span.start >= trigger.end]
    return _after_saying(document.text, left, trigger.start), right


def _after_saying(text: str, left: list[ActorSpan], at: int) -> list[ActorSpan]:
    """Those after the last verb of saying, when there are any."""
    if not left:
        return left
    found = _SAYING.finditer(text, left[0].span.end, at)
    said = [
        m
        for m in found
        if not re.search(r"\b(?:is|are|was|were)\s+(?:also\s+)?$", text[: m.start()][-14:])
    ]
    return [a for a in left if a.span.start >= said[-1].end()] if said else left


def _before(text: str, actor: ActorSpan, segment: Segment) -> str:
    return text[max(segment.span.start, actor.span.start - 12) : actor.span.start]


def _both(text: str, left: list[ActorSpan], right: list[ActorSpan], carried: Frame | None) -> Frame:
    """A clash: both sides act. After "between", both stand to the right."""
    sides = _conjoined(text, left)[-2:] + right[:2]
    if not sides and carried:
        sides = list(carried.actors)
    return Frame(tuple(_distinct(sides)), ())


def _is_passive(text: str, segment: Segment) -> bool:
    trigger = segment.trigger
    before = text[max(segment.span.start, trigger.span.start - 30) : trigger.span.start]
    after = text[trigger.span.end : trigger.span.end + 5]
    if trigger.word.split()[0] in {"be", "been", "was", "were"}:
        return True
    if not _PARTICIPLE.search(trigger.word.split()[0]):
        return False
    return bool(_PASSIVE.search(before)) or (after.startswith(" by ") and trigger.verb)


def _opening(document: Document, segment: Segment) -> list[ActorSpan]:
    """The actor that opens the sentence, for a verb parted from it ("X, who had left, was held")."""
    start = segment.sentence.span.start
    return [
        a for a in document.actors if start <= a.span.start < min(start + 4, segment.span.start)
    ]


def _subjects(
    document: Document, segment: Segment, left: list[ActorSpan], carried: Frame | None
) -> list[ActorSpan]:
    """The leading actor with those joined to it; else that of the clause before."""
    aside = not left and not segment.trigger.verb and _in_side_phrase(document.text, segment)
    if aside or _is_answered(document.text, segment):
        return []
    if left and segment.trigger.span.start - left[-1].span.end <= 2 and segment.trigger.verb:
        return (
            [left[-1]] if _object_first(document.text, segment, left) else _led(document.text, left)
        )
    if left and not (carried and carried.actors and _object_first(document.text, segment, left)):
        return _led(document.text, left)
    if carried and carried.actors:
        return list(carried.actors[:2])
    return _earlier_subject(document, segment, carried)


def _earlier_subject(
    document: Document, segment: Segment, carried: Frame | None
) -> list[ActorSpan]:
    """The last actor of the sentence before the segment who is no mere speaker."""
    if carried is not None and _RELATIVE.search(_lead(document.text, segment)):
        return []
    earlier = [
        a
        for a in document.actors
        if segment.sentence.span.contains(a.span)
        and a.span.end <= segment.span.start
        and not _SAYING.match(document.text[a.span.end : a.span.end + 12].strip())
    ]
    return earlier[-1:]


def _lead(text: str, segment: Segment) -> str:
    """The few characters before a segment and its first ones, in which a joining word stands."""
    return text[max(0, segment.span.start - 8) : segment.span.start]


def _object_first(text: str, segment: Segment, left: list[ActorSpan]) -> bool:
    """Whether a verb stands before the first actor: then the subject is that of the clause before."""
    lead = text[segment.span.start : left[0].span.start].lower()
    words = [w for w in re.findall(r"[a-z]+", lead) if w not in _LIGHT]
    joined = text[max(0, segment.span.start - 6) : segment.span.start]
    return bool(words) and bool(re.search(r"(?:\band|\bbut|\bthen|,|\bto)\s*$", joined))


def _in_side_phrase(text: str, segment: Segment) -> bool:
    """Whether a noun trigger stands in a phrase of its own ("after protests")."""
    at = segment.trigger.span.start
    return bool(_SIDE.search(text[max(segment.sentence.span.start, at - 30) : at]))


def _is_answered(text: str, segment: Segment) -> bool:
    """Whether the trigger is only what somebody responds to."""
    at = segment.trigger.span.start
    return bool(_ANSWERED.search(text[max(segment.sentence.span.start, at - 50) : at]))


_LIGHT = frozenset(word_list("light"))


def _led(text: str, left: list[ActorSpan]) -> list[ActorSpan]:
    """The first actor and those that "and" joins to it."""
    taken = [left[0]]
    for actor in left[1:]:
        if not _JOINED.match(text[taken[-1].span.end : actor.span.start]):
            break
        taken.append(actor)
    return _distinct(taken)


def _conjoined(text: str, left: list[ActorSpan]) -> list[ActorSpan]:
    """The last actor and those that "and" joins to it."""
    taken = left[-1:]
    for actor in reversed(left[:-1]):
        if not _JOINED.match(text[actor.span.end : taken[0].span.start]):
            break
        taken.insert(0, actor)
    return _distinct(taken)


def _distinct(found: list[ActorSpan]) -> list[ActorSpan]:
    return list({a.name: a for a in reversed(found)}.values())[::-1]


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
