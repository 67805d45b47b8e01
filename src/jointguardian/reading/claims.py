"""The claims step: who says what about whom, with the exact characters."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ..domain import Claim, Span
from ..domain.ids import derived_id
from .attribution import Attribution, Nearby, agreed, attributions, lexicon, told
from .document import ActorSpan, Document, Sentence, TimeMention
from .stance import stance_of
from .syntax import Parse

_MOST_TARGETS = 4


@dataclass(frozen=True, slots=True)
class _Around:
    """What else is known of a text, by place."""

    text: str
    actors: Nearby[ActorSpan]
    times: Nearby[TimeMention]
    sentences: Nearby[Sentence]


_NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of the |of )?[A-Z][\w’'-]+)*")
_PLAIN = re.compile(
    r"(?:The|A|An|We|Our|Of|At|In|On|For|It|He|She|They|This|That|There|If|But|And|No|Then|Some"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?:day)?|\w+(?:ian|ish|ese)"
)
_HARMED = r"(?:attacked|injured|wounded|hurt|killed|assaulted|kidnapped|abducted|detained|beaten)"
_BEFELL = re.compile(
    rf"(?:(?!\band\b)[^.;:]){{0,40}}?\b(?:(?:was|were|been|being)\s+(?:\w+\s+)?[\"“]?{_HARMED}\b"
    r"|came under|come under|suffered|sustained)",
    re.I,
)
_BEFALLING = re.compile(
    r"\b(?:attack(?:ed|s|ing)?|injur(?:ed|es|ing)|wound(?:ed|ing)|hurt|kill(?:ed|ing)|kidnapp(?:ed|ing))"
    r"\b(?:\s+(?:on|against))?\s+(?:(?!by\b|while\b|without\b)\w+\s+){0,2}$",
    re.I,
)
# "30 soldiers were injured in the attack: eleven Italians and 19 Hungarians".
_LISTED = re.compile(rf"\b{_HARMED}\b[^.;:]*:\s*(?:[\w,]+\s+){{0,6}}$", re.I)
_NAMING = frozenset({"call", "term", "label", "dub"})
_OBJECT_FIRST = frozenset({"accuses", "blames", "condemns", "opposes", "supports", "praises"})
_OBJECT_END = re.compile(r"\b(?:of|for|over|after|by|with|to|that)\b|[,;:.]")


def claims(document: Document) -> Document:
    """The document with its claims, in the order of the text."""
    if not document.language.startswith("en"):
        return document.evolve(claims=())
    key = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    around = _Around(
        document.text,
        Nearby(document.actors),
        Nearby(document.times),
        Nearby(document.sentences),
    )
    attributed = [
        claim
        for found in agreed(attributions(document), told(document))
        if not _own_wire(document, found)
        and not _mere(document.parse, found)
        and _judges(claim := _claim(around, found), found)
    ]
    attributed = _dated_alike(attributed, around)
    judged = list(_assessments(document, around, Nearby(attributed)))
    found = sorted((*attributed, *judged), key=lambda c: (c.span, c.content_span))
    numbered = tuple(replace(c, id=derived_id("c", key, n)) for n, c in enumerate(found))
    return document.evolve(claims=numbered)


def _own_wire(document: Document, found: Attribution) -> bool:
    """Whether the "speaker" is only the outlet whose report this is."""
    source, name = document.source or "", found.speaker.name
    if found.speaker.person or name not in source:
        return False
    return found.speaker.id is None or f"({name}" in source


# Orders and requests that nameless people give are deeds and no claims ("soldiers asked them to stop").
_ORDERS = frozenset({"ask", "order", "tell", "instruct", "command", "direct", "request"})
_ASIDES = frozenset({"following", "after", "before", "amid", "during", "via", "in", "on", "at"})


def _mere(parse: Parse, found: Attribution) -> bool:
    """Whether no claim is told: a nameless body's order, or a content that is only when and where."""
    nameless = found.speaker.id is None and found.speaker.name.islower()
    if nameless and found.lemma in _ORDERS:
        return True
    words = [parse[i] for i in parse.within(found.content)]
    adrift = bool(words) and words[0].text.lower() in _ASIDES
    return adrift and not any(w.pos in {"VERB", "AUX"} for w in words[1:])


def _judges(claim: Claim, found: Attribution) -> bool:
    """Whether a naming ("called it an attack") takes a stance; a mere description is left out."""
    return found.lemma not in _NAMING or claim.stance != "states"


def _claim(around: _Around, found: Attribution) -> Claim:
    content = found.content.of(around.text)
    stance = stance_of(found.stance, found.lemma, content, found.speaker.name)
    return Claim(
        id="",
        speaker=found.speaker.name,
        speaker_role=found.speaker.role,
        cue=found.cue,
        stance=stance,
        targets=_targets(around, found, stance),
        date=_date(around, found),
        quoted=found.quoted,
        content_span=found.content,
        span=found.span,
        confidence=found.confidence,
        speaker_id=found.speaker.id,
        speaker_span=found.source,
        cue_span=found.words,
    )


def _suffered(text: str, actor: Span, content: Span) -> bool:
    """Whether those named were attacked or hurt: victims of what a claim complains of."""
    behind = text[actor.end : min(content.end, actor.end + 60)]
    lead = text[max(content.start, actor.start - 160) : actor.start]
    return bool(_BEFELL.match(behind) or _BEFALLING.search(lead) or _LISTED.search(lead))


def _targets(around: _Around, found: Attribution, stance: str) -> tuple[str, ...]:
    """The actors that the content names; the object of blame or praise stands first."""
    inside = list(around.actors.inside(found.content))
    named = [a.name for a in inside] or _names(found.content.of(around.text))
    rest = [n for n in dict.fromkeys(named) if n != found.speaker.name]
    if stance == "accuses" and found.stance != "accuses":
        hurt = {a.name for a in inside if _suffered(around.text, a.span, found.content)}
        rest = [n for n in rest if n not in hurt]
    if found.stance in _OBJECT_FIRST and not inside:
        rest = list(dict.fromkeys([*_object(around.text, found), *rest]))
    return tuple(rest[:_MOST_TARGETS])


def _object(text: str, found: Attribution) -> list[str]:
    content = found.content.of(text)
    end = _OBJECT_END.search(content)
    words = content[: end.start()] if end else content
    return [words.strip()] if 0 < len(words.split()) <= 6 else []


def _names(content: str) -> list[str]:
    return [m[0] for m in _NAME.finditer(content) if not _PLAIN.fullmatch(m[0])]


def _date(around: _Around, found: Attribution) -> str | None:
    """The day of utterance: a day in the attributing words, outside the content."""
    sentence = next((s.span for s in around.sentences.touching(found.span)), found.span)
    reach = Span(min(sentence.start, found.span.start), max(sentence.end, found.span.end))
    for time in around.times.inside(reach):
        outside = not time.span.overlap(found.content)
        near = found.span.contains(time.span) or _leads(around.text, sentence, time.span, found)
        if outside and near and time.precision == "day" and time.start:
            return time.start
    return None


def _dated_alike(found: list[Claim], around: _Around) -> list[Claim]:
    """Claims of one speaker in one sentence share its day of utterance."""
    dated: list[Claim] = []
    for claim in found:
        last = dated[-1] if dated else None
        if last and claim.date is None and last.date and last.speaker == claim.speaker:
            between = Span(last.content_span.start, claim.content_span.start + 1)
            if len(list(around.sentences.touching(between))) <= 1:
                claim = replace(claim, date=last.date)
        dated.append(claim)
    return dated


def _leads(text: str, sentence: Span, time: Span, found: Attribution) -> bool:
    """Whether a date opens the sentence and the attribution follows at once."""
    if not sentence.contains(time) or time.end > found.span.start:
        return False
    between = text[time.end : found.span.start].split()
    opens = len(text[sentence.start : time.start].split()) <= 2 and len(between) <= 3
    return opens or between[:2] == ["in", "which"]


@cache
def _marks(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some marks, standing as words."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, marks))})\b", re.IGNORECASE)


def _assessments(document: Document, around: _Around, taken: Nearby[Claim]) -> Iterator[Claim]:
    """Sentences in the publisher's own voice that judge, strongly marked and quoting nobody."""
    marks = lexicon().assessment
    for sentence in document.sentences:
        words = sentence.span.of(document.text)
        strong = _marks(marks.strong).search(words)
        loaded = _marks(marks.loaded).findall(words)
        if not (strong or len(set(loaded)) > 1) or any(taken.touching(sentence.span)):
            continue
        span = sentence.span
        targets = [a.name for a in around.actors.inside(span)]
        yield Claim(
            id="",
            speaker=None,
            speaker_role=None,
            cue=strong[0] if strong else loaded[0],
            stance="states",
            targets=tuple(dict.fromkeys(targets))[:_MOST_TARGETS],
            date=None,
            quoted=False,
            content_span=span,
            span=span,
            confidence=0.5,
        )
