"""From cues, subjects and contents to attributions, unit by unit through a text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...domain import Span
from ..document import Document
from .contents import Content, content_of
from .cues import Cue, cues
from .nearby import Nearby
from .phrases import dateline, grammar, main_phrase
from .speakers import Memory, Speaker
from .subjects import Subject, subject_of
from .words import Unit, units

# What a spokesman says that his side holds is his claim about that position.
_HELD = frozenset({"supports", "opposes", "calls-for", "demands", "condemns", "praises", "denies"})
# Acts that one speaker tells of another are content, not the other's words.
_ACTS = frozenset({"order", "instruct", "command", "oblige", "boycott", "ask", "invite", "request"})
_FLIPS = {"supports": "opposes", "condemns": "states"}
# Bounds on texts without structure: attributions of one unit, words of one content, and
# attributions that may end it.
_MOST_TURNS = 12
_LONGEST_CONTENT = 150
_NEXT = 8
# A unit belongs to the speaker before when at least this share of it is quotation.
_QUOTED_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Attribution:
    """A speaker, a cue and a content in characters, before its stance is weighed.

    `source` are the words that name the speaker, `words` those of the cue.
    """

    speaker: Speaker
    cue: str
    lemma: str
    stance: str
    span: Span
    content: Span
    quoted: bool
    confidence: float
    target: str | None = None
    source: Span | None = None
    words: Span | None = None


def attributions(document: Document) -> Iterator[Attribution]:
    """Who is quoted or paraphrased saying what, in the order of the text."""
    memory = Memory(Nearby(document.actors))
    before: tuple[Attribution, int] | None = None
    told: Span | None = None
    for unit in units(document):
        found = list(_in_unit(unit, memory, told))
        if not found and before and unit.paragraph - before[1] <= 1:
            found = list(_continued(unit, before[0]))
        memory.turn_to(unit)
        yield from found
        told = unit.span
        if found:
            before = (found[-1], unit.paragraph)


def _continued(unit: Unit, before: Attribution) -> Iterator[Attribution]:
    """A unit that is mostly quotation and names no speaker goes on with the last one."""
    quotes = [w.span for w in unit.words if w.kind == "quote"]
    length = sum(q.end - q.start for q in quotes)
    opens = unit.words[0].kind == "quote" if unit.words else False
    if opens and length >= _QUOTED_SHARE * (unit.span.end - unit.span.start):
        span = Span(quotes[0].start, quotes[-1].end)
        yield Attribution(before.speaker, before.cue, before.lemma, "states", span, span, True, 0.5)


@dataclass(slots=True)
class _Turn:
    """A cue with its subject, and who that is."""

    cue: Cue
    subject: Subject
    speakers: list[Speaker]

    @property
    def start(self) -> int:
        """The first word of the attribution."""
        return self.cue.group if self.subject.side != "before" else self.subject.start


def _in_unit(unit: Unit, memory: Memory, told: Span | None) -> Iterator[Attribution]:
    """The attributions of one unit; `told` is the unit before, which an announcement may mean."""
    turns = _joined(unit, _held(unit, _turns(unit, memory)))[:_MOST_TURNS]
    if turns:
        memory.last = turns[-1].speakers[-1]
    floor = dateline(unit)
    for n, turn in enumerate(turns):
        ceiling = _ceiling(unit, turn, turns[n + 1 : n + 1 + _NEXT])
        content = content_of(unit, turn.cue, turn.subject, floor, ceiling)
        if content is None or content.end <= content.start:
            continue
        made = _made(unit, turn, content)
        if told and (content.start, content.end) == (turn.cue.start, turn.cue.end):
            made = (replace(a, content=told) for a in made)
        yield from made
        floor = max(floor, content.span[1])


def _held(unit: Unit, turns: list[_Turn]) -> list[_Turn]:
    """Positions told by a speaker ("told that the country supports ...") as the speaker's own.

    A report of one's own words inside one's own words ("said it had confirmed") is no second claim.
    """
    kept: list[_Turn] = []
    teller: _Turn | None = None
    for turn in turns:
        inside = teller is not None and not _apart(unit, teller, turn)
        if teller and inside and turn.cue.lemma in _ACTS:
            continue
        if teller and inside and _position(turn):
            kept = [t for t in kept if t is not teller]
            since = min(teller.start, turn.subject.start)
            told = replace(turn.subject, start=since)
            kept.append(_Turn(turn.cue, told, teller.speakers))
        elif teller and inside and _pronoun(turn):
            continue
        elif turn.subject.side == "shared" and kept and not inside:
            kept.append(_Turn(turn.cue, turn.subject, kept[-1].speakers))
        else:
            kept.append(turn)
        if turn.cue.stance in ("states", "announces") and turn.cue.frame == "clause":
            teller = turn if not inside else teller
    return kept


def _position(turn: _Turn) -> bool:
    """Whether a turn tells what a side, not another person, holds."""
    other = turn.speakers[0].person and not _pronoun(turn)
    return turn.subject.side == "before" and turn.cue.stance in _HELD and not other


def _pronoun(turn: _Turn) -> bool:
    return bool(turn.subject.phrases) and turn.subject.phrases[0][0].kind == "pronoun"


def _apart(unit: Unit, teller: _Turn, turn: _Turn) -> bool:
    """Whether a later attribution stands beside an earlier one and not inside its content."""
    start = turn.start
    if turn.cue.passive or turn.subject.side != "before" or start < teller.cue.end:
        return True
    return any(w.low in grammar().boundaries for w in unit.words[start - 1 : start])


def _joined(unit: Unit, turns: list[_Turn]) -> list[_Turn]:
    """ "objected, saying that ..." and "confirmed by NAME, who said ..." are one claim each."""
    kept: list[_Turn] = []
    for turn in turns:
        last = kept[-1] if kept else None
        if last and _goes_on(unit, last, turn):
            stance = last.cue.stance if turn.cue.stance == "states" else turn.cue.stance
            kept[-1] = _Turn(replace(turn.cue, stance=stance), turn.subject, last.speakers)
        else:
            kept.append(turn)
    return kept


def _goes_on(unit: Unit, last: _Turn, turn: _Turn) -> bool:
    between = unit.words[last.cue.end : turn.cue.group]
    if turn.cue.lemma == "say" and turn.cue.form == "ing":
        return len(between) <= 1 or last.cue.lemma == "hint"
    return last.cue.passive and bool(between) and between[-1].low == "who"


def _turns(unit: Unit, memory: Memory) -> list[_Turn]:
    turns: list[_Turn] = []
    for cue in cues(unit):
        floor = turns[-1].cue.end if turns else 0
        subject = subject_of(unit, cue, floor)
        if subject is None or (cue.negated and cue.stance not in _FLIPS):
            continue
        if _embedded(unit, cue, subject):
            continue
        if subject.side == "shared":
            speakers = turns[-1].speakers if turns else _opening(unit, cue, memory)
        else:
            found = [memory.resolve(unit, p, aside) for p, aside in subject.phrases]
            speakers = [s for s in found if s]
        if speakers:
            turns.append(_Turn(cue, subject, speakers))
    return turns


def _embedded(unit: Unit, cue: Cue, subject: Subject) -> bool:
    """Whether it only hedges a noun ("men it says are backed by ...", "what it called an attack")."""
    if not subject.phrases or subject.phrases[0][0].kind != "pronoun" or subject.start < 1:
        return False
    if subject.side != "before" or cue.end >= len(unit.words):
        return False
    left = unit.words[subject.start - 1]
    return left.low == "what" or (
        left.kind == "word"
        and left.low not in grammar().stop
        and unit.words[cue.end].low in grammar().auxiliaries
    )


def _opening(unit: Unit, cue: Cue, memory: Memory) -> list[Speaker]:
    """The unit's first noun phrase, for a verb that shares its subject with a verb that is no cue."""
    phrase = main_phrase(unit)
    if phrase is None or phrase.end >= cue.start or cue.frame != "clause":
        return []
    words = unit.words[phrase.start : phrase.end]
    if sum(w.cap for w in words) < 2 and not memory.knows(words[-1].text):
        return []
    speaker = memory.resolve(unit, phrase)
    return [speaker] if speaker else []


def _ceiling(unit: Unit, turn: _Turn, later: list[_Turn]) -> int:
    """Where the next attribution of the same rank begins, a bracket closes or the unit ends."""
    end = _closing(unit, turn.cue.end)
    for other in later:
        start = _clause(unit, turn.cue.end, other.start)
        ranked = start > turn.cue.end and unit.words[start - 1].low in grammar().boundaries
        if ranked or (other.cue.form == "ing" and start > turn.cue.end):
            return min(start, end)
    return end


def _closing(unit: Unit, start: int) -> int:
    """The bracket that closes around an attribution, else the furthest a content reaches."""
    depth, end = 0, min(len(unit.words), start + _LONGEST_CONTENT)
    for k in range(start, end):
        mark = unit.words[k].text
        depth += (mark in ("(", "[")) - (mark in (")", "]"))
        if depth < 0:
            return k
    return end


def _clause(unit: Unit, floor: int, start: int) -> int:
    """Behind the last semicolon between two attributions, else where the later one begins."""
    cuts = [k for k in range(floor, start) if unit.words[k].low == ";"]
    return cuts[-1] + 1 if cuts else start


def _made(unit: Unit, turn: _Turn, content: Content) -> Iterator[Attribution]:
    cue = turn.cue
    stance = _FLIPS.get(cue.stance, cue.stance) if cue.negated else cue.stance
    quoted = any(
        w.kind == "quote" and len(w.text) > 30 for w in unit.words[content.start : content.end]
    )
    for first, last in _parts(unit, content):
        whole = content.span if (first, last) == (content.start, content.end) else (first, last)
        for speaker in turn.speakers:
            yield Attribution(
                speaker,
                _text(unit, cue),
                cue.lemma,
                stance,
                unit.extent(*whole),
                unit.extent(first, last),
                quoted,
                _confidence(turn),
                source=_named(unit, turn),
                words=unit.extent(cue.start, cue.end),
            )


def _named(unit: Unit, turn: _Turn) -> Span | None:
    """The words that name who speaks; None where they stand with another cue."""
    phrases = turn.subject.phrases
    return unit.extent(phrases[0][0].start, phrases[-1][0].end) if phrases else None


def _parts(unit: Unit, content: Content) -> Iterator[tuple[int, int]]:
    """The content, split before each "and that"."""
    start = content.start
    for k in range(content.start + 2, content.end - 2):
        if unit.words[k].low == "and" and unit.words[k + 1].low == "that":
            end = k - (unit.words[k - 1].low == ",")
            yield start, end
            start = k + 2
    yield start, content.end


def _text(unit: Unit, cue: Cue) -> str:
    return " ".join(w.text for w in unit.words[cue.start : cue.end])


def _confidence(turn: _Turn) -> float:
    """Own judgement: named subjects beside a speech verb are surest, pronouns and shares less so."""
    if turn.subject.side == "shared":
        return 0.7
    return 0.6 if turn.subject.phrases[0][0].kind in ("pronoun", "document", "common") else 0.85
