"""Who is named in another language: known actors, persons, bodies, forces and groups."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...domain import Actor, Span
from ..document import ActorSpan
from ..given_names import is_given
from .known import KnownActors, known_actors
from .language import Language
from .page import Line, Page
from .spellings import bases, stems
from .words import Word

_PARTICLES = frozenset({"i", "e", "te", "se"})
# Prepositions that may stand inside the name of a body ("Zyra për Kosovën", "Vlada u Bamaku").
_INSIDE = frozenset({"u", "za", "ne", "per", "na"})
# Serbian endings of nouns and adjectives in the genitive, and of participles that look like them.
_GENITIVES = ("a", "e", "ih", "og", "ova", "iju", "osti")
_PARTICIPLES = ("la", "lo", "li", "ena", "ana", "eno", "ano", "eni", "ani", "uje", "aje")
_LONGEST_NAME = 3
_EXTENSION = 6


@dataclass(frozen=True, slots=True)
class _Found:
    """An actor mention and how many words it takes."""

    actor: ActorSpan
    size: int


@dataclass(frozen=True, slots=True)
class Named:
    """The actors in order, and where their offices are told (no place there is a scene)."""

    actors: tuple[ActorSpan, ...]
    offices: tuple[Span, ...]


def names(page: Page, known: tuple[Actor, ...], places: tuple[Span, ...]) -> Named:
    """The actors that a page names; `places` are the spans of place names."""
    table = known_actors(known)
    starts = {span.start: span for span in places}
    namers = [_Namer(page, line, table, starts) for line in page.lines]
    found = [a for namer in namers for a in namer.read()]
    offices = tuple(span for namer in namers for span in namer.offices)
    return Named(tuple(_with_surnames(page, found)), offices)


class _Namer:
    """Reads one line from left to right."""

    def __init__(self, page: Page, line: Line, table: KnownActors, places: dict[int, Span]) -> None:
        self.text = page.document.text
        self.language: Language = page.language
        self.line, self.words = line, line.words
        self.table, self.places = table, places
        self.role: tuple[int, int] | None = None  # the last office or calling, with its complement
        self.offices: list[Span] = []

    def read(self) -> list[ActorSpan]:
        """Each actor of the line, the longest at each word."""
        found: list[ActorSpan] = []
        at = 0
        while at < len(self.words):
            hit = (
                self._person(at)
                or self._office(at)
                or self._known(at)
                or self._body(at)
                or self._acronym(at)
                or self._speaking_place(at)
            )
            if hit:
                found.append(hit.actor)
            at += hit.size if hit else 1
        return [a for a in found if a.head]

    def _known(self, at: int) -> _Found | None:
        hit = self.table.at(self.words, at)
        if hit is None or self._namesake(at, hit):
            return None
        size, actor = hit
        span = self.line.stretch(at, at + size)
        role = self._role_before(at) if actor.kind == "person" else None
        made = ActorSpan(
            span, self._said(span), actor.name, actor.id, actor.kind, actor.country, role
        )
        return _Found(made, size)

    def _namesake(self, at: int, hit: tuple[int, Actor]) -> bool:
        """Whether a surname belongs to somebody else, by the first name before it."""
        size, actor = hit
        before = self.words[at - 1] if at else None
        if actor.kind != "person" or size > 1 or before is None or not is_given(before.text):
            return False
        return before.capital and not bases(before.text) & stems(actor.name.split()[0])

    def _person(self, at: int) -> _Found | None:
        """A known person, or capitalised words led by a given name, an office or a calling."""
        known = self._known(at)
        if known and known.actor.kind == "person":
            return known
        run = self._run(at)
        led = self._led(at)
        if run < 2 and not (led and run):
            return None
        told = run > 1 and self._cue_near(at - 1, -1, 3)
        if not (is_given(self.words[at].text) and run > 1) and not led and not told:
            return None
        if (known and known.size >= run) or (not is_given(self.words[at].text) and run < 2):
            return None
        if self.language.bodies.has(self.words, at) or self.language.offices.has(self.words, at):
            return None
        span = self.line.stretch(at, at + run)
        role = self._role_before(at)
        said = self._said(span)
        return _Found(ActorSpan(span, said, said, None, "person", None, role), run)

    def _run(self, at: int) -> int:
        """How many capitalised words from here could be one person's name."""
        size = 0
        while size < _LONGEST_NAME and at + size < len(self.words):
            word = self.words[at + size]
            plain = word.text.replace("-", "").replace("’", "").replace("'", "")
            if not word.capital or not plain.isalpha() or plain.isupper() or len(plain) < 2:
                break
            if size and self._parted(at + size):
                break
            if self._elsewhere(at + size, size):
                break
            size += 1
        return size

    def _parted(self, at: int) -> bool:
        """Whether more than a blank parts a word from the one before."""
        return self.words[at].span.start - self.words[at - 1].span.end > 1

    def _elsewhere(self, at: int, size: int) -> bool:
        """Whether a capitalised word begins a sentence's body, a nationality or a place."""
        language = self.language
        named = size or is_given(self.words[at].text) or self._led(at)
        place = self.words[at].span.start in self.places and not named
        return (
            place
            or language.nationalities.has(self.words, at)
            or language.cues.has(self.words, at)
            or (not size and (language.stops(self.words[at].key)))
        )

    def _led(self, at: int) -> bool:
        """Whether an office or a calling stands directly before, or parted by one comma."""
        if self.role is None:
            return False
        end = self.role[1]
        return at == end or (at == end + 1 and self.words[end].text == ",")

    def _role_before(self, at: int) -> str | None:
        """The office or calling that stands with a name, in the text's words."""
        if self.role is not None and self._led(at):
            return self._said(self.line.stretch(*self.role))
        return self._after_comma(at)

    def _after_comma(self, at: int) -> str | None:
        """ "Nemanja Starović, državni sekretar": the office set beside the name."""
        end = at
        while end < len(self.words) and self.words[end].capital:
            end += 1
        if end + 1 >= len(self.words) or self.words[end].text != ",":
            return None
        for start in (end + 1, end + 2):
            if start < len(self.words) and self.language.offices.has(self.words, start):
                return self._said(self.line.stretch(end + 1, start + 1))
        return None

    def _office(self, at: int) -> _Found | None:
        """An office or calling; the name that follows it is left to be read next."""
        language = self.language
        start = at
        while start < len(self.words) and start - at < 3 and self._adjective(start):
            start += 1
        office = language.offices.at(self.words, start)
        calling = None if office else language.callings.at(self.words, start)
        hit = office or calling
        if hit is None:
            return None
        end = self._extended(start + hit[0], "institution" if office else "community")
        self.role = (at, end)
        self.offices.append(self.line.stretch(at, end))
        if self._name_follows(end):
            return _Found(ActorSpan(self.line.stretch(at, end), "", ""), end - at)
        if not office:
            return None if self.language.bodies.has(self.words, at) else self._silent(at, end)
        span = self.line.stretch(at, end)
        said = self._said(span)
        return _Found(
            ActorSpan(span, said, said, None, "office", self._country(at, end), said), end - at
        )

    def _silent(self, at: int, end: int) -> _Found:
        span = self.line.stretch(at, end)
        said = self._said(span)
        return _Found(ActorSpan(span, said, said, None, "community"), end - at)

    def _name_follows(self, end: int) -> bool:
        spot = end + 1 if end < len(self.words) and self.words[end].text == "," else end
        if spot >= len(self.words):
            return False
        known = self._known(spot)
        if known and known.actor.kind == "person":
            return True
        run = self._run(spot)
        return run > 1 or (run == 1 and spot == end and is_given(self.words[spot].text))

    def _body(self, at: int) -> _Found | None:
        """A body, force or group, with the adjectives before and what it belongs to after."""
        start = at
        while start < len(self.words) and start - at < 3 and self._adjective(start):
            start += 1
        hit = self.language.bodies.at(self.words, start) if start < len(self.words) else None
        if hit is None or self._is_adjectival(start):
            return None
        end = self._extended(start + hit[0], hit[1])
        span = self.line.stretch(at, end)
        said = self._said(span)
        country = self._country(at, end)
        known = self._same_as_known(at, end)
        if known is not None:
            return _Found(
                ActorSpan(span, said, known.name, known.id, known.kind, known.country), end - at
            )
        return _Found(ActorSpan(span, said, said, None, hit[1], country), end - at)

    def _acronym(self, at: int) -> _Found | None:
        """Capitals that no list knows are a body ("MONUSCO")."""
        word = self.words[at]
        head = word.text.split("-")[0]
        if not (head.isupper() and head.isalpha() and len(head) > 1) or self._place_at(at):
            return None
        return _Found(ActorSpan(word.span, word.text, head, None, "organisation"), 1)

    def _speaking_place(self, at: int) -> _Found | None:
        """A place right before a cue is who governs there ("Izraeli mohoi")."""
        size = self._place_at(at)
        before = self.words[at - 1].key if at else ""
        if not size or before in self.language.prepositions or before in _PARTICLES:
            return None
        if not self._cue_near(at + size, 1, 3):
            return None
        span = self.line.stretch(at, at + size)
        return _Found(ActorSpan(span, self._said(span), self._said(span), None, "state"), size)

    def _cue_near(self, at: int, step: int, most: int) -> bool:
        """Whether a cue stands within so many words, with no mark or capital between."""
        for spot in range(at, at + step * most, step):
            if not 0 <= spot < len(self.words) or self.words[spot].mark:
                return False
            if self.language.cues.has(self.words, spot):
                return True
            if self.words[spot].capital or self.words[spot].key in self.language.prepositions:
                return False
        return False

    def _is_adjectival(self, at: int) -> bool:
        """Whether a group's word only describes the next ("srpske strukture")."""
        return self.language.nationalities.has(self.words, at)

    def _same_as_known(self, at: int, end: int) -> Actor | None:
        """The known actor whose alias is the whole phrase, whatever its case."""
        first = self.words[at]
        if first.capital:
            hit = self.table.at(self.words, at)
            return hit[1] if hit and hit[0] == end - at else None
        raised = Word(first.span, first.text[:1].upper() + first.text[1:], first.key)
        hit = self.table.at((raised, *self.words[at + 1 : end]), 0)
        return hit[1] if hit and hit[0] == end - at else None

    def _adjective(self, at: int) -> bool:
        word = self.words[at]
        if word.mark:
            return False
        return self.language.nationalities.has(self.words, at) or (
            len(word.key) > 5 and word.key.endswith(self.language.adjectives)
            if self.language.adjectives
            else False
        )

    def _extended(self, end: int, kind: str) -> int:
        """The end of a body's phrase with the words that say which one it is."""
        step = self._albanian_step if self.language.tag == "sq" else self._serbian_step
        for _ in range(_EXTENSION):
            taken = step(end, kind)
            if not taken:
                break
            end += taken
        return end

    def _serbian_step(self, end: int, kind: str) -> int:
        """How many words go on with a phrase: genitives, acronyms, "u Bamaku"."""
        words = self.words
        if end >= len(words):
            return 0
        word = words[end]
        if kind == "institution" and word.key in _INSIDE and self._place_at(end + 1):
            return 1 + self._place_at(end + 1)
        if word.mark or self._ends_phrase(end):
            return 0
        if word.capital:
            return self._place_at(end) or self._named_body(end)
        plain = word.key.endswith(_GENITIVES) and not word.key.endswith(_PARTICIPLES)
        fits = kind == "institution" and plain and len(word.key) > 3
        return 1 if fits and not self.language.callings.has(words, end) else 0

    def _albanian_step(self, end: int, kind: str) -> int:
        """How many words go on with a phrase: "e Kosovës", "serbë", "në Mitrovicë"."""
        words = self.words
        if end < len(words) and self.language.nationalities.has(words, end):
            return 1
        if end + 1 >= len(words) or words[end].mark:
            return 0
        taken = self._place_at(end + 1)
        if words[end].key in _INSIDE:
            return 1 + taken if taken and kind == "institution" else 0
        if words[end].key not in _PARTICLES:
            return 0
        if words[end + 1].capital:
            return 1 + max(1, taken)
        long = len(words[end + 1].key) > 4 and not self._ends_phrase(end + 1)
        return 2 if long and kind == "institution" else 0

    def _ends_phrase(self, at: int) -> bool:
        language, key = self.language, self.words[at].key
        return (
            language.stops(key)
            or language.cues.has(self.words, at)
            or language.harms.has(self.words, at)
            or language.days.has(self.words, at)
            or language.relative.has(self.words, at)
            or self.words[at].text[:1].isdecimal()
        )

    def _place_at(self, at: int) -> int:
        """How many words a place's name takes here; 0 when none begins."""
        if at >= len(self.words):
            return 0
        place = self.places.get(self.words[at].span.start)
        return len(self.line.within(place)) if place else 0

    def _named_body(self, at: int) -> int:
        """An acronym, or a known actor that is no person."""
        word = self.words[at]
        if sum(c.isupper() for c in word.text) > 1:
            return 1
        hit = self.table.at(self.words, at)
        return hit[0] if hit and hit[1].kind != "person" else 0

    def _country(self, at: int, end: int) -> str | None:
        for i in range(at, end):
            found = self.language.nationalities.at(self.words, i)
            if found:
                return found[1]
        return None

    def _said(self, span: Span) -> str:
        return " ".join(span.of(self.text).split())


def _with_surnames(page: Page, found: list[ActorSpan]) -> Iterator[ActorSpan]:
    """The actors with bare surnames of persons named in full elsewhere in the text."""
    persons = {
        stem: a
        for a in reversed(found)
        if a.kind == "person" and a.id is None and len(a.head.split()) > 1
        for stem in stems(a.head.split()[-1])
        if len(stem) > 2
    }
    taken = sorted(a.span for a in found)
    further = [a for line in page.lines for a in _surnames(line, persons)] if persons else []
    covered = {i for span in taken for i in range(*span)}
    extra = [a for a in further if a.span.start not in covered]
    yield from sorted([*found, *extra], key=lambda a: a.span)


def _surnames(line: Line, persons: dict[str, ActorSpan]) -> Iterator[ActorSpan]:
    for word in line.words:
        if not word.capital or len(word.key) < 3:
            continue
        hit = next((persons[b] for b in sorted(bases(word.text)) if b in persons), None)
        if hit is not None:
            yield ActorSpan(
                word.span, word.text, hit.name, None, "person", hit.country, hit.role, True
            )
