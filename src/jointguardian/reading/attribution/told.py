"""From the attributions of a text to those that may be claims, each with the speaker it means."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ...domain import Span
from ..document import ActorSpan, Document
from ..syntax import Parse, modals
from .assembly import Attribution
from .found import block
from .nearby import Nearby
from .phrases import PRONOUNS, Phrase, dateline, grammar
from .relations import Relation, nested, relations
from .sources import goes_on
from .speakers import Memory, Speaker
from .words import Unit, Word, units

_SPEECH = frozenset({"say", "tell", "add"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "once", "when", "whenever", "before"})
_FLIPS = {"supports": "opposes", "condemns": "states", "praises": "states"}
_HELD = frozenset({"supports", "opposes", "calls-for", "demands", "condemns", "praises", "denies"})
_QUOTED_SHARE = 0.6


def told(document: Document) -> Iterator[Attribution]:
    """Who is quoted or paraphrased saying what, in the order of the text."""
    memory = Memory(Nearby(document.actors))
    worthy = [r for r in relations(document) if _worth(document.parse, r)]
    found = sorted(nested(document, worthy), key=lambda r: r.cue[0].start)
    placed = _by_unit(units(document), found)
    before: tuple[Attribution, int] | None = None
    for unit, inside in placed:
        made = list(_in_unit(document, unit, inside, memory))
        if not made and before and unit.paragraph - before[1] <= 1:
            made = list(_continued(unit, before[0]))
        memory.turn_to(unit)
        yield from made
        if made:
            before = (made[-1], unit.paragraph)


def _by_unit(
    parts: tuple[Unit, ...], found: list[Relation]
) -> Iterator[tuple[Unit, list[Relation]]]:
    starts = [u.span.start for u in parts]
    held: dict[int, list[Relation]] = {}
    for relation in found:
        held.setdefault(bisect_right(starts, relation.cue[0].start) - 1, []).append(relation)
    for n, unit in enumerate(parts):
        yield unit, held.get(n, [])


def _worth(parse: Parse, relation: Relation) -> bool:
    """Whether somebody named has said something, and not only may, wants to or did not."""
    if not relation.source or not relation.group.claim or relation.frame == "hedge":
        return False
    if relation.frame in {"adjunct", "heading"}:
        return True
    if relation.negated and relation.group.stance not in _FLIPS:
        return False
    if relation.frame == "noun":
        return parse[relation.head].dep != "compound"
    return not _unspoken(parse, relation)


def _unspoken(parse: Parse, relation: Relation) -> bool:
    """Whether a verb tells of words that may come, are a condition, or belong to another verb."""
    verb = relation.head
    open_ = set(modals(parse, verb)) - {"do", "have", "be"}
    if open_ and relation.lemma not in _SPEECH:
        return True
    marks = {parse[m].text.lower() for m in parse.children(verb, "mark", "advmod")}
    if marks & (_CONDITIONS | {"to"}) or (relation.lemma == "tell" and relation.frame == "to"):
        return True
    if parse[verb].tag == "VBG":
        return not goes_on(parse, verb)
    return parse[verb].tag == "VB" and not parse.children(verb, "aux")


def _in_unit(
    document: Document, unit: Unit, found: list[Relation], memory: Memory
) -> Iterator[Attribution]:
    for relation in found:
        if relation.nested:
            continue
        speakers = list(_speakers(document, unit, relation, memory))
        for speaker in speakers:
            yield from _made(document, unit, relation, speaker)


def _speakers(
    document: Document, unit: Unit, relation: Relation, memory: Memory
) -> Iterator[Speaker]:
    """Whom the source means; several where it joins several."""
    source = relation.source[0]
    if source.of(document.text).lower() in {"who", "which", "that"} and relation.who is not None:
        low, _ = block(document.parse, relation.who)
        head = document.parse[relation.head].span.start
        source = Span(document.parse[low].span.start, document.parse[relation.who].span.end)
        if source.end > head:
            return
    for phrase, beside in _phrases(unit, source, memory.actors):
        speaker = memory.resolve(unit, phrase, beside)
        if speaker:
            yield speaker


def _phrases(
    unit: Unit, source: Span, actors: Nearby[ActorSpan]
) -> Iterator[tuple[Phrase, Phrase | None]]:
    """The noun phrases of a source, each with its apposition."""
    first_in = bisect_left(unit.words, source.start, key=lambda w: w.span.start)
    first_out = bisect_left(unit.words, source.end, lo=first_in, key=lambda w: w.span.start)
    inside = [n for n in range(first_in, first_out) if source.contains(unit.words[n].span)]
    if not inside:
        return
    start, end = max(inside[0], dateline(unit)), inside[-1] + 1
    while end > start and (unit.words[end - 1].kind == "owner" or unit.words[end - 1].low in "'’"):
        end -= 1
    if start >= end:
        return
    commas = [n for n in inside if unit.words[n].low in {",", "(", "–", "—"}]
    cut = next((n for n in inside if unit.words[n].low in {"who", "which"}), end)
    first = min([*commas, cut])
    rest = [n for n in commas if n > first]
    last = min([*rest, cut if cut > first else end, end])
    main = _phrase(unit, start, first)
    beside = _phrase(unit, first + 1, last) if first + 1 < last else None
    joined = _joined(unit, main, actors) if main and not beside else None
    if joined:
        yield from ((p, None) for p in joined)
    elif main:
        yield main, beside


def _joined(unit: Unit, phrase: Phrase, actors: Nearby[ActorSpan]) -> list[Phrase] | None:
    """Both speakers of "A and B", where both are known actors and no one name holds the two."""
    words = unit.words
    for at in range(phrase.start + 1, phrase.end - 1):
        if words[at].low != "and" or not words[at + 1].cap:
            continue
        left = list(actors.touching(words[at - 1].span))
        right = list(actors.touching(words[at + 1].span))
        if left and right and left[-1].span != right[0].span:
            parts = [_phrase(unit, phrase.start, at), _phrase(unit, at + 1, phrase.end)]
            return [p for p in parts if p]
    return None


def _phrase(unit: Unit, start: int, end: int) -> Phrase | None:
    words = unit.words[start:end]
    if not words:
        return None
    if len(words) == 1 and words[0].low in PRONOUNS:
        return Phrase(start, end, "pronoun")
    known = grammar()
    core = [w for w in words if w.kind == "word"]
    if not core or all(known.calendar(w.low) for w in core):
        return None
    head = next((w for w in reversed(words) if w.kind == "word"), words[-1])
    if any(w.low in known.documents for w in _before_links(words)[-1:]):
        return Phrase(start, end, "document")
    named = any(w.cap and w.low not in known.stop | known.determiners for w in words)
    human = any(known.human(w.low) for w in core)
    if not named and not human and head.low not in {"many", "some", "others", "most"}:
        return None
    return Phrase(start, end, "named" if named else "common")


def _before_links(words: tuple[Word, ...]) -> list[Word]:
    """A phrase up to its first preposition."""
    kept: list[Word] = []
    for word in words:
        if kept and word.low in grammar().links and not word.cap:
            break
        kept.append(word)
    return kept


def _made(
    document: Document, unit: Unit, relation: Relation, speaker: Speaker
) -> Iterator[Attribution]:
    stance = relation.group.stance
    if relation.negated:
        stance = _FLIPS.get(stance, stance)
    cue = " ".join(c.of(document.text) for c in relation.cue)
    content = Span(relation.content[0].start, relation.content[-1].end)
    if len(relation.content) > 1 and not relation.quoted:
        content = max(relation.content, key=lambda c: c.end - c.start)
    content = _bare(document.text, content)
    span = Span(
        min(content.start, relation.span.start),
        max(content.end, relation.cue[-1].end, relation.source[-1].end),
    )
    pronoun = relation.source[0].of(document.text).lower() in PRONOUNS
    if content.start < content.end:
        yield Attribution(
            speaker, cue, relation.lemma, stance, span, content, relation.quoted,
            0.6 if pronoun else 0.85,
            source=relation.source[0],
            words=Span(relation.cue[0].start, relation.cue[-1].end),
        )  # fmt: skip


def _bare(text: str, content: Span) -> Span:
    """A content without the "that" which opens it."""
    opening = content.of(text)[:5].lower()
    if opening == "that ":
        return Span(content.start + 5, content.end)
    return content


def _continued(unit: Unit, before: Attribution) -> Iterator[Attribution]:
    """A unit that is mostly quotation and names no speaker goes on with the last one."""
    quotes = [w.span for w in unit.words if w.kind == "quote"]
    length = sum(q.end - q.start for q in quotes)
    opens = unit.words[0].kind == "quote" if unit.words else False
    if opens and length >= _QUOTED_SHARE * (unit.span.end - unit.span.start):
        span = Span(quotes[0].start, quotes[-1].end)
        yield Attribution(before.speaker, before.cue, before.lemma, "states", span, span, True, 0.5)
