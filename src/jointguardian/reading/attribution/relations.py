"""Attributions of a whole text: found word by word, quotations completed, nested ones told apart."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...domain import Span
from ..document import Document, Quotation
from ..syntax import Parse
from .cue_words import CueWords, Group, cue_words, with_frame
from .found import Block, Found, trimmed, without
from .nearby import Nearby
from .nouns import adjective_cues, noun_cues
from .phrases_of import according, headings, hedges
from .sources import source_of
from .strays import astray, misread, spoken
from .surface import subject_after, subject_before
from .verbs import verb_cues


@dataclass(frozen=True, slots=True)
class Relation:
    """Whoever is the source, what attributes, and what is attributed, each in characters.

    `source` is empty where the text names nobody. `who` is the word that the source means.
    `nested` marks attributions inside the content of another.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    lemma: str
    group: Group
    frame: str
    head: int
    who: int | None
    negated: bool = False
    quoted: bool = False
    nested: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last character of its parts."""
        parts = (*self.source, *self.cue, *self.content)
        return Span(min(p.start for p in parts), max(p.end for p in parts))


def relations(document: Document) -> tuple[Relation, ...]:
    """All attributions of a parsed document, in the order of their cues."""
    parse, quotes = document.parse, Nearby(_marked(document))
    found: list[Relation] = []
    for sentence in _sentences(document):
        inside = [_sourced(parse, f, sentence) for f in _found(parse, sentence)]
        inside += _beside_quotes(parse, sentence, quotes, inside)
        inside = _without_parts(f for f in inside if not _unanswered(parse, f))
        found += [_relation(parse, f, quotes) for f in inside]
    found = _with_loose_quotes(document, found, quotes)
    return tuple(sorted(nested(document, found), key=lambda r: (r.cue[0].start, r.head)))


def _sentences(document: Document) -> Iterator[Block]:
    """The tokens of each sentence, first and last."""
    starts = [t.span.start for t in document.parse]
    for sentence in document.sentences:
        low = bisect_left(starts, sentence.span.start)
        high = bisect_left(starts, sentence.span.end) - 1
        if low <= high:
            yield low, high


def _without_parts(found: Iterable[Found]) -> list[Found]:
    """Without those whose word is part of another's cue ("issued", in "issued a statement saying")."""
    held = list(found)
    part = {i for f in held for a, b in f.cue for i in range(a, b + 1) if i != f.head}
    return [f for f in held if f.head not in part]


# Verbs of answering: without an answer they attribute nothing ("did not respond to a request").
_ANSWERS = frozenset({"respond", "reply", "react", "answer"})


def _unanswered(parse: Parse, found: Found) -> bool:
    """Whether nobody has said anything: no answer came, or the reader is asked."""
    if found.negated and found.lemma in _ANSWERS:
        return True
    asked = found.who is not None and parse[found.who].text.lower() == "you"
    return asked and any(i < (found.who or 0) for i in parse.children(found.head, "aux"))


def _marked(document: Document) -> list[Quotation]:
    """The quotations with their marks."""
    text = document.text
    found = []
    for quotation in document.quotations:
        start, end = quotation.span.start, quotation.span.end
        while start > 0 and text[start - 1] in "\"“”„«»‘'":
            start -= 1
        while end < len(text) and text[end] in "\"“”„«»’'":
            end += 1
        found.append(Quotation(Span(start, end)))
    return found


def _found(parse: Parse, sentence: Block) -> Iterator[Found]:
    low, high = sentence
    words = cue_words()
    for at in range(low, high + 1):
        token = parse[at]
        if token.pos in {"VERB", "AUX"} or (token.tag == "NN" and _participle(parse, at, words)):
            made = next(verb_cues(parse, at), None) or spoken(parse, at, sentence)
            made = made or astray(parse, at, sentence)
            if made:
                yield made
        elif token.pos in {"NOUN", "PROPN"}:
            shown = misread(parse, at, sentence) or astray(parse, at, sentence)
            yield from (shown,) if shown else noun_cues(parse, at)
        elif token.pos == "ADJ":
            yield from adjective_cues(parse, at)
        elif token.pos == "ADV":
            yield from hedges(parse, at)
    yield from according(parse, sentence)
    yield from headings(parse, sentence)


def _participle(parse: Parse, at: int, words: CueWords) -> bool:
    """Whether a word tagged as a noun goes on with what somebody said ("..., noting that")."""
    verbal = parse.is_dep(at, "advcl", "acl", "conj", "parataxis", "ccomp")
    return verbal and words.forms.get(parse[at].text.lower(), "") in words.verbs


def _sourced(parse: Parse, found: Found, sentence: Block) -> Found:
    """An attribution of speech with its source, if word order shows one that the parse does not."""
    verbal = found.frame in {"clause", "quote", "object", "to", "naming", "particle"}
    if found.source or not verbal:
        return found
    source, who = _placed(parse, found.head, sentence)
    if not source:
        return found
    content = tuple(b for part in found.content for b in without((part,), source[0]))
    kept = tuple(t for b in content if (t := trimmed(parse, b)))
    return replace(found, source=source, who=who, content=kept) if kept else found


def _placed(parse: Parse, verb: int, sentence: Block) -> tuple[tuple[Block, ...], int | None]:
    """The noun phrase before a verb, else behind it."""
    if parse[verb].tag in {"VBG", "VBN", "VB"}:
        return (), None
    beside = subject_before(parse, verb, sentence[0]) or subject_after(parse, verb, sentence[1])
    if beside is None:
        return (), None
    noun = parse.head_of(Span(parse[beside[0]].span.start, parse[beside[1]].span.end))
    return (beside,), beside[1] if noun is None else noun


def _tagged_on(
    parse: Parse, sentence: Block, quotes: Nearby[Quotation], found: list[Found]
) -> Iterator[Found]:
    """ "“Will they come?” he asked.": a short sentence that only tells who said the quotation."""
    low, high = sentence
    start = parse[low].span.start
    before = [
        q.span for q in quotes.touching(Span(max(0, start - 3), start)) if q.span.end <= start
    ]
    verb = next(
        (i for i in range(low, min(low + _SHORT, high + 1)) if parse[i].pos == "VERB"), None
    )
    if not before or verb is None or any(f.head == verb for f in found):
        return
    group = with_frame(cue_words().verbs.get(cue_words().base(parse[verb]), ()), "quote")
    source, who = source_of(parse, verb)
    inside = parse.within(before[-1])
    if group and source and parse[verb].tag in {"VBD", "VBZ"} and len(inside):
        said = (inside.start, inside.stop - 1)
        yield Found(verb, cue_words().base(parse[verb]), group, source, ((verb, verb),), (said,), who,
                    frame="quote")  # fmt: skip


# The latest that the verb stands in a sentence that only says who spoke, in tokens.
_SHORT = 8
# The furthest that a name in quotation marks stands behind "called", in tokens.
_NEAR = 8


def _beside_quotes(
    parse: Parse, sentence: Block, quotes: Nearby[Quotation], found: list[Found]
) -> Iterator[Found]:
    """Speech verbs whose quotation the parser has not tied to them."""
    low, high = sentence
    span = Span(parse[low].span.start, parse[high].span.end)
    quoted = [q.span for q in quotes.touching(span)]
    if not quoted:
        yield from _tagged_on(parse, sentence, quotes, found)
        return
    taken = {f.head for f in found}
    for verb in range(low, high + 1):
        token = parse[verb]
        if token.pos != "VERB" or verb in taken or any(q.contains(token.span) for q in quoted):
            continue
        groups = cue_words().verbs.get(cue_words().base(token), ())
        group = with_frame(groups, "quote")
        if group is None:
            yield from _named_so(parse, verb, sentence, quoted, groups)
            continue
        source, who = source_of(parse, verb)
        source, who = (source, who) if source else _placed(parse, verb, sentence)
        blocks = tuple(b for q in quoted if (b := _tokens(parse, q, sentence)))
        if source and blocks:
            yield Found(
                verb, token.lemma, group, source, ((verb, verb),), blocks, who, frame="quote"
            )


def _named_so(
    parse: Parse, verb: int, sentence: Block, quoted: list[Span], groups: tuple[Group, ...]
) -> Iterator[Found]:
    """ "Called the law “a disgrace”", where the parse has lost what is called so."""
    group = with_frame(groups, "naming")
    if group is None or parse[verb].tag not in {"VBD", "VBZ", "VBP"}:
        return
    behind = [b for q in quoted if (b := _tokens(parse, q, sentence)) and b[0] > verb]
    source, who = source_of(parse, verb)
    source, who = (source, who) if source else _placed(parse, verb, sentence)
    if source and behind and behind[0][0] <= verb + _NEAR:
        yield Found(
            verb, cue_words().base(parse[verb]), group, source, ((verb, verb),),
            ((verb + 1, behind[0][1]),), who, frame="naming",
        )  # fmt: skip


def _tokens(parse: Parse, span: Span, sentence: Block) -> Block | None:
    inside = parse.within(span)
    low, high = max(inside.start, sentence[0]), min(inside.stop - 1, sentence[1])
    return trimmed(parse, (low, high)) if low <= high else None


def _relation(parse: Parse, found: Found, quotes: Nearby[Quotation]) -> Relation:
    def spans(blocks: Iterable[Block]) -> tuple[Span, ...]:
        return tuple(Span(parse[a].span.start, parse[b].span.end) for a, b in blocks)

    content, quoted = _completed(spans(found.content), spans(found.cue), quotes)
    return Relation(
        source=spans(found.source), cue=spans(found.cue), content=content, lemma=found.lemma,
        group=found.group, frame=found.frame, head=found.head, who=found.who,
        negated=found.negated, quoted=quoted,
    )  # fmt: skip


def _completed(
    content: tuple[Span, ...], cue: tuple[Span, ...], quotes: Nearby[Quotation]
) -> tuple[tuple[Span, ...], bool]:
    """A content that reaches into quotations takes all of them, unless the cue stands there too."""
    parts, quoted = [], False
    for part in content:
        start, end = part.start, part.end
        for quote in quotes.touching(part):
            if not any(quote.span.overlap(c) for c in cue):
                start, end = min(start, quote.span.start), max(end, quote.span.end)
                quoted = True
        parts.append(Span(start, end))
    return tuple(_united(parts)), quoted


def _united(parts: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for part in sorted(parts):
        if last and part.start <= last.end:
            last = Span(last.start, max(last.end, part.end))
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


# Marks around so few words only keep them at a distance.
_SCARE = 3
_LEAST = 25
# A quotation of at least so many characters may stand alone.


def _with_loose_quotes(
    document: Document, found: list[Relation], quotes: Nearby[Quotation]
) -> list[Relation]:
    """Quotations that no attribution holds go to the speaker before, or behind, in the paragraph."""
    spoken = sorted(
        (
            n
            for n, r in enumerate(found)
            if r.source and r.frame in {"clause", "quote"} and "quote" in r.group.frames
        ),
        key=lambda n: found[n].cue[0].start,
    )
    held = Nearby([Quotation(c) for r in found for c in r.content])
    starts = [found[n].cue[0].start for n in spoken]
    added: dict[int, list[Span]] = {}
    for quote in _all(quotes):
        if quote.end - quote.start < _LEAST or any(held.touching(quote)):
            continue
        at = bisect_right(starts, quote.start)
        for n in (*spoken[max(0, at - 1) : at], *spoken[at : at + 1]):
            gap = _between(found[n].span, quote)
            if "\n" not in document.text[gap.start : gap.end]:
                added.setdefault(n, []).append(quote)
                break
    for n, extra in added.items():
        found[n] = replace(
            found[n], content=tuple(_united((*found[n].content, *extra))), quoted=True
        )
    return found


def _all(quotes: Nearby[Quotation]) -> Iterator[Span]:
    return (q.span for q in quotes.touching(Span(0, 1 << 60)))


def _between(a: Span, b: Span) -> Span:
    if a.overlap(b):
        return Span(b.start, b.start)
    return Span(a.end, b.start) if a.end <= b.start else Span(b.end, a.start)


# Contents that name a thing or a deed: who says what in them says it besides.
_OPEN = frozenset({"object", "to", "particle", "noun", "adjective"})
_CLOSED, _AJAR = 1, 2


def nested(document: Document, found: Iterable[Relation]) -> Iterator[Relation]:
    """Each attribution, marked when its cue lies in another's content."""
    covered = bytearray(len(document.text))
    for quote in document.quotations:
        if len(quote.span.of(document.text).split(None, _SCARE)) > _SCARE:
            _cover(covered, quote.span, _CLOSED)
    for relation in sorted(found, key=lambda r: -sum(c.end - c.start for c in r.content)):
        mark = covered[document.parse[relation.head].span.start]
        spoken = relation.group.kind == "say" and relation.frame in {"clause", "quote", "naming"}
        inner = mark == _CLOSED or (mark == _AJAR and not (spoken and relation.source))
        if not inner:
            for part in relation.content:
                _cover(covered, part, _AJAR if relation.frame in _OPEN else _CLOSED)
        yield replace(relation, nested=inner)


def _cover(covered: bytearray, span: Span, mark: int) -> None:
    covered[span.start : span.end] = bytes((mark,)) * (span.end - span.start)
