"""Who says what in another language: cues with the speaker before or after, and the content."""

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...domain import Claim, Span
from ...domain.ids import derived_id
from ..document import ActorSpan, TimeMention
from .language import Language
from .page import Line, Page
from .words import Word

_MARKS = frozenset('“”„"«»—–-')
# How many words may stand between a cue and the speaker after it.
_NEAR = 4
_TARGETED = frozenset(
    {"accuses", "blames", "demands", "calls-for", "condemns", "supports", "opposes", "threatens",
     "praises"}
)  # fmt: skip
_MOST_TARGETS = 4
_LEADING = 8


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue with the words it takes, its stance, and whether the speaker must follow."""

    start: int
    end: int
    stance: str
    according: bool = False


@dataclass(frozen=True, slots=True)
class _Speaker:
    actor: ActorSpan
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Turn:
    cue: _Cue
    speaker: _Speaker
    own: bool  # the speaker's name stands in this attribution
    after: bool  # ... behind the cue
    begins: int | None = None  # the word at which what was said before ends


def claims(
    page: Page,
    actors: tuple[ActorSpan, ...],
    dated: tuple[TimeMention, ...],
    offices: tuple[Span, ...],
) -> tuple[Claim, ...]:
    """The claims of a page in order, with their ids; `offices` are where roles are told."""
    speech = _Speech(page, actors, dated, offices)
    found = sorted(speech.read(), key=lambda c: (c.span, c.content_span))
    key = hashlib.sha256(page.document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return tuple(replace(c, id=derived_id("c", key, n)) for n, c in enumerate(found))


class _Speech:
    """Goes through a page and remembers who spoke last."""

    def __init__(
        self,
        page: Page,
        actors: tuple[ActorSpan, ...],
        dated: tuple[TimeMention, ...],
        offices: tuple[Span, ...],
    ) -> None:
        self.offices = {span.start: span for span in offices}
        self.text = page.document.text
        self.language: Language = page.language
        self.lines = page.lines
        self.actors, self.dated = actors, dated
        self.starts = [a.span.start for a in actors]
        self.quotes = tuple(q.span for q in page.document.quotations)
        self.quote_starts = [q.start for q in self.quotes]
        self.last: tuple[_Speaker, int] | None = None

    def read(self) -> Iterator[Claim]:
        """Each claim, line by line."""
        for line in self.lines:
            turns = self._turns(line)
            for n, turn in enumerate(turns):
                claim = self._claim(line, turn, turns[n - 1] if n else None, turns[n + 1 : n + 2])
                if claim is not None:
                    yield claim
            if turns:
                self.last = (turns[-1].speaker, line.paragraph)

    def _turns(self, line: Line) -> list[_Turn]:
        """The cues of a line that have a speaker."""
        spoken = self._in_line(line)
        found: list[_Turn] = []
        for cue in self._cues(line):
            turn = self._turn(line, cue, spoken, found[-1] if found else None)
            if turn is not None:
                found.append(turn)
        return found

    def _in_line(self, line: Line) -> list[_Speaker]:
        low = bisect_left(self.starts, line.span.start)
        high = bisect_left(self.starts, line.span.end)
        rows = []
        for actor in self.actors[low:high]:
            inside = line.within(actor.span)
            if inside:
                rows.append(_Speaker(actor, inside.start, inside.stop))
        return rows

    def _cues(self, line: Line) -> Iterator[_Cue]:
        at = 0
        while at < len(line.words):
            cue = None if self._quoted(line.words[at]) else self._cue(line, at)
            if cue is not None:
                yield cue
            at = cue.end if cue else at + 1

    def _cue(self, line: Line, at: int) -> _Cue | None:
        led = self.language.according.at(line.words, at)
        if led and (led[0] > 1 or self._opens(line, at)):
            return _Cue(at, at + led[0], "states", according=True)
        hit = self.language.cues.at(line.words, at)
        if hit is None or (line.words[at].capital and at):
            return None
        before = line.words[at - 1].key if at else ""
        if before == "u" and hit[1] in {"supports", "praises"} and self.language.tag == "sq":
            return None
        if before in self.language.negations and hit[1] not in {"denies", "opposes"}:
            return None
        return _Cue(at, at + hit[0], hit[1])

    def _opens(self, line: Line, at: int) -> bool:
        """Whether a word opens the line or follows a mark: "prema X" as a source, not a way."""
        return at == 0 or line.words[at - 1].mark

    def _quoted(self, word: Word) -> bool:
        at = bisect_left(self.quote_starts, word.span.start + 1) - 1
        return at >= 0 and self.quotes[at].contains(word.span)

    def _turn(
        self, line: Line, cue: _Cue, spoken: list[_Speaker], before: _Turn | None
    ) -> _Turn | None:
        behind = self._after(line, cue, spoken)
        if cue.according or (behind and self._closes(line, cue)):
            return _Turn(cue, behind, True, True) if behind else None
        tied = self._tied(line, cue, before) if before else None
        if before is not None and tied is not None:
            return _Turn(cue, before.speaker, False, False, tied)
        ahead = self._before(line, cue, spoken, before) or self._unlisted(line, cue)
        if ahead:
            return _Turn(cue, ahead, True, False, self._clause_start(line, ahead.start))
        if behind:
            return _Turn(cue, behind, True, True, cue.start)
        return self._carried(line, cue, before)

    def _clause_start(self, line: Line, at: int) -> int:
        """Where the clause of a speaker begins: after the last mark or joining word before it."""
        for back in range(at - 1, max(-1, at - _LEADING), -1):
            word = line.words[back]
            if word.mark or word.key in self.language.clause_words:
                return back
        return at

    def _carried(self, line: Line, cue: _Cue, before: _Turn | None) -> _Turn | None:
        """A cue without a subject goes on with who spoke before, where a clause follows it."""
        follows = self._past_auxiliaries(line, cue.end)
        clause = follows < len(line.words) and line.words[follows].key in self.language.that
        if before is not None and clause:
            return _Turn(cue, before.speaker, False, False, cue.start)
        bare = all(self.language.stops(w.key) for w in line.words[: cue.start])
        if self.last and clause and bare and line.paragraph - self.last[1] <= 1:
            return _Turn(cue, self.last[0], False, False, cue.start)
        return None

    def _closes(self, line: Line, cue: _Cue) -> bool:
        """Whether the cue comes after what is said: ", rekao je X"."""
        at = cue.start - 1
        while at >= 0 and line.words[at].key in self.language.auxiliaries:
            at -= 1
        if at < 0:
            return True
        return line.words[at].mark or line.words[at].key in self.language.that

    def _tied(self, line: Line, cue: _Cue, before: _Turn) -> int | None:
        """The "and" that ties the cue to the one before it, at most three words back."""
        for at in range(cue.start - 1, max(before.cue.end, cue.start - 5), -1):
            word = line.words[at]
            if word.key in self.language.joins:
                return at
            if word.mark or word.capital:
                return None
        return None

    def _past_auxiliaries(self, line: Line, at: int) -> int:
        while at < len(line.words) and line.words[at].key in self.language.auxiliaries:
            at += 1
        return at

    def _after(self, line: Line, cue: _Cue, spoken: list[_Speaker]) -> _Speaker | None:
        """The actor that follows the cue closely, with no mark or "that" between but a role."""
        for speaker in spoken:
            if speaker.start < cue.end:
                continue
            between = self._without_role(line, cue.end, speaker.start)
            if len(between) > _NEAR or any(self._bars(w, cue) for w in between):
                return None
            return speaker
        return None

    def _without_role(self, line: Line, start: int, end: int) -> list[Word]:
        """The words between cue and speaker less the speaker's office and the comma after it."""
        kept: list[Word] = []
        at = start
        while at < end:
            office = self.offices.get(line.words[at].span.start)
            if office is None:
                kept.append(line.words[at])
                at += 1
                continue
            at = max(at + 1, line.within(office).stop)
            at += at < end and line.words[at].text == ","
        return kept

    def _bars(self, word: Word, cue: _Cue) -> bool:
        if word.mark or word.key in self.language.that or word.key in self.language.clause_words:
            return True
        return word.key in self.language.prepositions and not cue.according and word.key != "i"

    def _before(
        self, line: Line, cue: _Cue, spoken: list[_Speaker], before: _Turn | None
    ) -> _Speaker | None:
        """The nearest actor before the cue that can be its subject."""
        floor = before.cue.end if before else 0
        for speaker in reversed(spoken):
            if speaker.end > cue.start:
                continue
            if speaker.start < floor:
                return None
            between = line.words[speaker.end : cue.start]
            if any(self._parts(w) for w in between):
                return None
            if not self._governed(line, speaker.start):
                return speaker
        return None

    def _parts(self, word: Word) -> bool:
        """Whether a word between actor and cue begins another clause."""
        return word.key in self.language.that or word.text in ";:" or word.text in '“”„"'

    def _governed(self, line: Line, at: int) -> bool:
        """Whether a preposition stands before: "u Beogradu", "nga Beogradi"."""
        return at > 0 and line.words[at - 1].key in self.language.prepositions

    def _unlisted(self, line: Line, cue: _Cue) -> _Speaker | None:
        """Capitalised words right before a cue that no list knows: "Moskva je pozvala"."""
        end = cue.start
        while end > 0 and (
            line.words[end - 1].key in self.language.auxiliaries or line.words[end - 1].text == ","
        ):
            end -= 1
        start = end
        while start > 0 and line.words[start - 1].capital and end - start < 3:
            start -= 1
        if start == end or self._governed(line, start) or line.words[start].mark:
            return None
        span = line.stretch(start, end)
        said = " ".join(span.of(self.text).split())
        plain = start == 0 and end == 1 and not said.isupper()
        if plain or self.language.stops(line.words[start].key):
            return None
        return _Speaker(ActorSpan(span, said, said), start, end)

    def _claim(
        self, line: Line, turn: _Turn, before: _Turn | None, later: list[_Turn]
    ) -> Claim | None:
        content = self._content(line, turn, before, later)
        if content is None:
            return None
        quote = self._quote(content)
        actor = turn.speaker.actor
        named = line.span.contains(actor.span) and turn.own
        ends = [line.stretch(turn.cue.start, turn.cue.end), content]
        ends += [actor.span] if named else []
        return Claim(
            id="",
            speaker=actor.name,
            speaker_role=_role(actor),
            cue=line.stretch(turn.cue.start, turn.cue.end).of(self.text),
            stance=self._stance(line, turn, content),
            targets=self._targets(turn, content),
            date=self._date(line, content),
            quoted=quote is not None,
            content_span=quote or content,
            span=Span(min(s.start for s in ends), max(s.end for s in ends)),
            confidence=0.6 if turn.own else 0.45,
            speaker_id=actor.id,
        )

    def _content(
        self, line: Line, turn: _Turn, before: _Turn | None, later: list[_Turn]
    ) -> Span | None:
        """What is said: before a cue that closes, else after cue and speaker to the next turn."""
        closing = turn.after and not turn.cue.according and self._closes(line, turn.cue)
        if closing and turn.cue.start > 1:
            return self._trimmed(line, before.speaker.end if before else 0, turn.cue.start)
        start = turn.speaker.end if turn.after else turn.cue.end
        end = len(line.words)
        if later:
            end = later[0].cue.start if later[0].begins is None else later[0].begins
        start = self._past_that(line, self._past_auxiliaries(line, start), end)
        found = self._trimmed(line, start, max(start, end))
        if found is None and turn.cue.start > 0:
            return self._trimmed(line, 0, min(turn.cue.start, turn.speaker.start))
        return found

    def _past_that(self, line: Line, at: int, end: int) -> int:
        """After the "that" that follows closely ("rekao je Tanjugu da")."""
        for spot in range(at, min(at + _NEAR, end)):
            if line.words[spot].mark:
                return at
            if line.words[spot].key in self.language.that:
                return spot + 1
        return at

    def _trimmed(self, line: Line, start: int, end: int) -> Span | None:
        """The words less marks, "that" and "and" at the ends."""
        loose = self.language.joins | self.language.clause_words | self.language.that
        while start < end and (line.words[start].mark or line.words[start].key in loose):
            start += 1
        while start < end and (line.words[end - 1].mark or line.words[end - 1].key in loose):
            end -= 1
        return line.stretch(start, end) if start < end else None

    def _quote(self, content: Span) -> Span | None:
        """The quotation that makes up most of the content."""
        at = max(0, bisect_left(self.quote_starts, content.start) - 1)
        for quote in self.quotes[at : at + 3]:
            if 2 * quote.overlap(content) > content.end - content.start:
                return quote
        return None

    def _stance(self, line: Line, turn: _Turn, content: Span) -> str:
        """The cue's stance; what a body or office says it will do it announces."""
        inside = line.within(content)
        ahead = any(self.language.futures.has(line.words, i) for i in list(inside)[:_LEADING])
        if turn.cue.stance == "states" and ahead and turn.speaker.actor.kind != "community":
            return "announces"
        return turn.cue.stance

    def _targets(self, turn: _Turn, content: Span) -> tuple[str, ...]:
        if turn.cue.stance not in _TARGETED:
            return ()
        low = bisect_left(self.starts, content.start)
        high = bisect_left(self.starts, content.end)
        told = [a.name for a in self.actors[low:high] if a.name != turn.speaker.actor.name]
        return tuple(dict.fromkeys(told))[:_MOST_TARGETS]

    def _date(self, line: Line, content: Span) -> str | None:
        """The day of utterance: a date of the line outside what is said."""
        for time in self.dated:
            if line.span.contains(time.span) and not content.overlap(time.span):
                return time.start
        return None


def _role(actor: ActorSpan) -> str | None:
    """The office that the text gives, with the name as written where it is spelt otherwise."""
    written = actor.head if _spelling(actor.head) != _spelling(actor.name) else ""
    return " ".join(filter(None, (actor.role, written))) or None


def _spelling(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))
