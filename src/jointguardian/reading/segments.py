"""Sentences cut into stretches that tell of one happening each: the clauses of their triggers."""

import re
from dataclasses import dataclass

from ..domain import Span
from .document import Document, Sentence
from .predicates import base, predicates
from .syntax.parse import Parse
from .triggers import Trigger, triggers

# Kinds of act that are done by speaking alone.
_SAID = frozenset({"accusation", "request", "rejection", "support", "promise"})
_EDGES = frozenset(',;:()–—-"“”')
_SHORT = 25  # characters of a heading or dateline
_LEAD = re.compile(r"(?:[\s,;:—–()\"“”]|\b(?:and|but|that|who|which|while|as)\b)*")


@dataclass(frozen=True, slots=True)
class Segment:
    """The words that tell of one happening: its main trigger, whatever others unite with it, their clause.

    `words` are the tokens that belong to it and to no other segment; `span` reaches from the first
    to the last of them, and may hold a segment of a clause inside it.
    """

    span: Span
    sentence: Sentence
    trigger: Trigger
    others: tuple[Trigger, ...] = ()
    words: frozenset[int] = frozenset()

    def owns(self, document: Document, span: Span) -> bool:
        """Whether a mention belongs to this happening rather than to one told beside it."""
        return any(i in self.words for i in document.parse.within(span))


def segments(document: Document) -> list[Segment]:
    """The stretches with a happening each, in the order of the text."""
    return [piece for s in document.sentences for piece in _split(document, s)]


def _split(document: Document, sentence: Sentence) -> list[Segment]:
    """A segment for each group of triggers: the words that hang on it and on no other."""
    parse = document.parse
    found = [t for t in triggers(parse, sentence.span) if _tells(document, sentence, t)]
    if not found:
        return []
    groups = _united(parse, found)
    owners = _owned(parse, groups, parse.within(sentence.span))
    return [
        _segment(document, sentence, group, owners.get(n, set())) for n, group in enumerate(groups)
    ]


def _segment(
    document: Document, sentence: Sentence, group: list[Trigger], words: set[int]
) -> Segment:
    main = max(group, key=lambda t: (t.kind.weight, -t.depth))
    words = words | {main.token}
    span = _tidy(document.text, document.parse.covering(words))
    others = tuple(t for t in group if t is not main)
    return Segment(span, sentence, main, others, frozenset(words))


def _united(parse: Parse, found: list[Trigger]) -> list[list[Trigger]]:
    """Triggers of one type in one clause together ("wounded in clashes"), in text order."""
    groups: list[list[Trigger]] = []
    at: dict[int, int] = {}
    for trigger in sorted(found, key=lambda t: t.depth):
        held = at.get(_verb_above(parse, trigger)) if not trigger.verb else None
        if held is not None and groups[held][0].kind.type == trigger.kind.type:
            groups[held].append(trigger)
            continue
        at.setdefault(trigger.governor, len(groups))
        groups.append([trigger])
    return sorted(groups, key=lambda g: min(t.span.start for t in g))


def _verb_above(parse: Parse, trigger: Trigger) -> int:
    """The predicate of the clause that a noun stands in; itself where a verb carries it."""
    if trigger.governor != trigger.token:
        return trigger.governor
    above = (i for i in parse.above(trigger.token) if parse[i].pos in {"VERB", "AUX"})
    return next(above, trigger.token)


def _owned(parse: Parse, groups: list[list[Trigger]], words: range) -> dict[int, set[int]]:
    """The words of each group: those below its top that lie below no other top nearer to them."""
    tops: dict[int, int] = {}
    for n, group in enumerate(groups):
        for trigger in group:
            tops[trigger.token] = n
            tops.setdefault(trigger.governor, n)
    for n, group in enumerate(groups):
        verb = _verb_above(parse, group[0])
        if not group[0].verb and verb not in tops and not _says(parse, verb):
            tops[verb] = n
    owner = [next((tops[i] for i in (w, *parse.above(w)) if i in tops), None) for w in words]
    _adjoin(parse, words, tops, owner)
    owners: dict[int, set[int]] = {}
    for index, group_of in zip(words, owner, strict=True):
        if group_of is not None:
            owners.setdefault(group_of, set()).add(index)
    return owners


def _adjoin(parse: Parse, words: range, tops: dict[int, int], owner: list[int | None]) -> None:
    """Words that follow a trigger with nothing between belong to it, not to a trigger before it.

    Mends what the parser hung too high; words that nobody owns go to the trigger they stand beside.
    """
    for order in (1, -1):
        last: int | None = None
        for index in list(words)[::order]:
            here = index - words.start
            if index in tops:
                last = tops[index]
            elif parse[index].text in _EDGES or parse[index].pos in {"SCONJ", "CCONJ"}:
                last = None
            elif last is not None and _yields(owner[here], last, order):
                owner[here] = last


def _yields(owner: int | None, last: int, order: int) -> bool:
    return owner is None or (order > 0 and owner < last)


def _says(parse: Parse, verb: int) -> bool:
    if base(parse, verb) in {"answer", "respond", "reply", "signal"}:
        return False
    return any(e.operator == "say" for e in predicates().of(parse, verb))


def _tells(document: Document, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether a trigger tells of an event rather than of a claim only.

    What is only said (a reproach, a demand, praise) is an event where the text leads with it, or
    where the clause gives its day; else the claims tell of it.
    """
    if trigger.kind.label not in _SAID:
        return True
    if sentence.span == _lead(document):
        return trigger.depth == 0
    parse = document.parse
    own = parse.children(trigger.governor, "obl", "advmod", "nmod")
    dated = {parse.at(t.span.start) for t in document.times if t.precision == "day"}
    return any(i in dated for i in own)


def _lead(document: Document) -> Span:
    """The first sentence of some length: what the text opens with."""
    long = (s.span for s in document.sentences if s.span.end - s.span.start >= _SHORT)
    return next(long, document.sentences[0].span)


def _tidy(text: str, span: Span) -> Span:
    """The span without punctuation, joining words and space at its ends; never empty."""
    raw = span.of(text)
    lead = _LEAD.match(raw)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(raw.rstrip(' \t\r\n,;:—–(."'))
    return Span(start, end) if start < end else span
