"""Who a noun phrase means: names apart from offices, pronouns and short forms resolved."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..document import ActorSpan
from .nearby import Nearby
from .phrases import Phrase, grammar, head_of, main_phrase
from .words import Unit, Word

_PERSON_KINDS = frozenset({"person", "office"})
_GENERIC = frozenset({"the", "of", "and", "a", "an", "'s", "’s", "for", "in", "to"})
# How many people, and how many bodies, are kept in mind.
_REMEMBERED = 60
# A phrase that opens so means somebody new.
_INDEFINITE = frozenset({"a", "an", "another", "one", "some"})
# Short forms that the force is called by once it has been named.
_FORCE_WORDS = frozenset({"mission", "force", "peacekeepers"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as named; `person` for somebody with an office or a personal name."""

    name: str
    role: str | None = None
    id: str | None = None
    person: bool = False


@dataclass(slots=True)
class Memory:
    """Who has been named so far in one text; the newest stands last."""

    actors: Nearby[ActorSpan]
    people: list[Speaker] = field(default_factory=list)
    bodies: list[Speaker] = field(default_factory=list)
    last: Speaker | None = None
    topic: Speaker | None = None

    def note(self, speaker: Speaker) -> Speaker:
        """Remembers a speaker; a fuller earlier form of the same name is kept and returned."""
        shelf = self.people if speaker.person else self.bodies
        known = next((s for s in reversed(shelf) if _same(s.name, speaker.name)), None)
        if known:
            shelf.remove(known)
            longer = max(known.name, speaker.name, key=lambda n: (len(n.split()), len(n)))
            speaker = Speaker(
                longer if speaker.person else speaker.name,
                known.role or speaker.role if speaker.person else speaker.role or known.role,
                speaker.id or known.id,
                speaker.person,
            )
        shelf.append(speaker)
        del shelf[:-_REMEMBERED]
        return speaker

    def knows(self, words: str) -> bool:
        """Whether a name has been noted."""
        return any(_same(s.name, words) for s in (*self.people, *self.bodies))

    def turn_to(self, unit: Unit) -> None:
        """Notes whom a unit that has been read names, and the person it was about."""
        first = main_phrase(unit)
        meant = self._meant(unit, first, None) if first and first.kind == "named" else None
        self.topic = self.note(meant) if meant and meant.person else None
        for actor in self.actors.inside(unit.span):
            if not actor.coreferent and len(actor.name) > 1:
                person = actor.kind in _PERSON_KINDS
                self.note(Speaker(actor.name, actor.role, actor.id, person))

    def resolve(self, unit: Unit, phrase: Phrase, beside: Phrase | None = None) -> Speaker | None:
        """Whom a phrase, and its apposition, mean; None when nobody is known for it."""
        found = self._meant(unit, phrase, beside)
        if found:
            self.last = self.note(found)
            return self.last
        return None

    def _meant(self, unit: Unit, phrase: Phrase, beside: Phrase | None) -> Speaker | None:
        if phrase.kind == "pronoun":
            return self._pronoun(unit, phrase)
        if phrase.kind == "document":
            return self._document(unit, phrase)
        words = unit.words[phrase.start : phrase.end]
        role, name = split_role(words)
        if beside:
            role, name = _with_apposition(words, unit.words[beside.start : beside.end], role, name)
        actor = self._actor(unit, phrase, beside)
        if actor and _tells(actor, phrase, role, name):
            return self._from_actor(actor, role, _plain(words))
        return self._by_words(words, role, name)

    def _by_words(
        self, words: Sequence[Word], role: str | None, name: str | None
    ) -> Speaker | None:
        """Whom office and name mean without the dictionary."""
        if name and role:
            return Speaker(name, role, None, True)
        if name:
            return self._short_name(name)
        if words[0].low in _INDEFINITE:
            return Speaker(role or _plain(words))
        return self._office(role or _plain(words))

    def _from_actor(self, actor: ActorSpan, role: str | None, written: str) -> Speaker:
        person = actor.kind in _PERSON_KINDS
        if person:
            return Speaker(actor.name, role or actor.role, actor.id, True)
        other = written if _fold(written) != _fold(actor.name) else None
        return Speaker(actor.name, other or actor.role, actor.id, False)

    def _actor(self, unit: Unit, phrase: Phrase, beside: Phrase | None) -> ActorSpan | None:
        """The dictionary's actor for a phrase: a person in it, or one that covers most of it."""
        best: ActorSpan | None = None
        head = unit.words[head_of(unit.words, phrase.start, phrase.end)].span
        for part in (phrase, beside):
            if part is None:
                continue
            extent = unit.extent(part.start, part.end)
            for actor in self.actors.touching(extent):
                shared = actor.span.overlap(extent)
                whole = shared * 2 > extent.end - extent.start
                if actor.kind in _PERSON_KINDS and (whole or actor.span.end >= extent.end):
                    return actor
                if whole and best is None and part is phrase and actor.span.end >= head.end:
                    best = actor
        return best

    def _pronoun(self, unit: Unit, phrase: Phrase) -> Speaker | None:
        """The unit's main person, else the last speaker, else whom the document's chains name."""
        word = unit.words[phrase.start]
        personal = word.low in ("he", "she", "him", "her")
        here = self._main(unit, phrase) if personal else None
        if here:
            return here
        if personal and (self.last is None or not self.last.person) and self.topic:
            return self.topic
        if self.last and personal and (self.last.person or _personal(self.last)):
            return replace(self.last, person=True)
        if self.last and not personal and not self.last.person:
            return self.last
        return self._chained(word, personal) or self._newest(personal)

    def _chained(self, word: Word, personal: bool) -> Speaker | None:
        for actor in self.actors.inside(word.span):
            if actor.coreferent and actor.span == word.span:
                person = actor.kind in _PERSON_KINDS
                if person or not personal:
                    return Speaker(actor.name, actor.role, actor.id, person)
        return None

    def _newest(self, personal: bool) -> Speaker | None:
        shelf = self.people if personal else self.bodies
        return shelf[-1] if shelf else None if personal else self.last

    def _main(self, unit: Unit, pronoun: Phrase) -> Speaker | None:
        """The person whom the unit is about, when a pronoun further on takes that name up."""
        first = main_phrase(unit)
        if first is None or first.kind == "pronoun" or first.end > pronoun.start:
            return None
        meant = self._meant(unit, first, None)
        return meant if meant and meant.person else None

    def _document(self, unit: Unit, phrase: Phrase) -> Speaker | None:
        owner = [w for w in unit.words[phrase.start : phrase.end] if w.kind == "owner"]
        named = [w for w in unit.words[phrase.start : phrase.end] if w.cap and w.low != "the"]
        if owner or len(named) >= 2:
            name = " ".join(w.text for w in named if w.low not in grammar().documents)
            if name:
                return self._short_name(name)
        return self.last

    def _short_name(self, name: str) -> Speaker:
        for known in reversed(self.people):
            if _same(known.name, name):
                return known
        for known in reversed(self.bodies):
            if _fold(known.name) == _fold(name):
                return known
        return Speaker(name)

    def _office(self, role: str) -> Speaker | None:
        """The newest person in that office, the newest body of that name, or the words themselves."""
        wanted = _content(role)
        if _noun(role) in grammar().offices:
            shared = [(len(wanted & _content(p.role or "")), n) for n, p in enumerate(self.people)]
            if shared and max(shared)[0]:
                return self.people[max(shared)[1]]
            if self.last and self.last.person and len(wanted) > 1:
                return self.last
        for body in reversed(self.bodies):
            heads = {_noun(body.name), _noun(body.role or "")}
            if _noun(role) in heads and wanted <= _content(f"{body.name} {body.role or ''}"):
                return replace(body, role=body.role or role)
        if len(wanted) == 1 and wanted & _FORCE_WORDS:
            force = next((b for b in reversed(self.bodies) if "KFOR" in b.name), None)
            if force:
                return force
        return Speaker(role)


def split_role(words: Sequence[Word]) -> tuple[str | None, str | None]:
    """Office and name of a phrase: ("Foreign Minister", "Ana Horvat"); either may be missing."""
    known = grammar()
    first = next((i for i, w in enumerate(words) if w.low not in known.determiners), 0)
    core = _undoubled(words[first:])
    link = next((i for i, w in enumerate(core) if i and w.low in known.links and not w.cap), None)
    front = core[:link]
    office = max((i for i, w in enumerate(front) if _is_office(w)), default=None)
    if office is None:
        body = any(known.human(w.low) for w in front)
        if body or not front or not front[-1].cap:
            return (joined(core), None) if not body or not _all_caps(core) else (None, joined(core))
        return None, joined(core)
    name = front[office + 1 :]
    if name and name[-1].cap and all(w.cap for w in name):
        tail = core[link:] if link is not None else []
        return joined([*front[: office + 1], *tail]), joined(name)
    return _name_behind(core, link) if not name and link is not None else (joined(core), None)


def _name_behind(core: Sequence[Word], link: int) -> tuple[str | None, str | None]:
    """Office and name of "Secretary of State Ana Horvat": the last two of three names or more."""
    tail = core[link + 1 :]
    known = grammar()
    body = any(known.human(w.low) or w.low in known.modifiers for w in tail[-2:])
    if len(tail) >= 3 and all(w.cap for w in tail) and not body:
        return joined(core[:-2]), joined(core[-2:])
    return joined(core), None


def _undoubled(words: Sequence[Word]) -> list[Word]:
    """The words without a title that stands twice in a row."""
    kept: list[Word] = []
    for word in words:
        kept.append(word)
        for size in (1, 2, 3):
            last = [w.low for w in kept[-size:]]
            if len(kept) >= 2 * size and [w.low for w in kept[-2 * size : -size]] == last:
                del kept[-size:]
    return kept


def joined(words: Sequence[Word]) -> str:
    """The words as a phrase, possessives closed up."""
    text = ""
    for word in words:
        text += word.text if word.kind == "owner" or not text else f" {word.text}"
    return text


def _personal(speaker: Speaker) -> bool:
    """Whether an unknown name may be a person's: capitalised words, none of a body."""
    words = speaker.name.split()
    known = grammar()
    return speaker.id is None and all(w[:1].isupper() and not known.human(w.lower()) for w in words)


def _is_office(word: Word) -> bool:
    offices = grammar().offices
    return word.low in offices or word.low.rstrip(".") in offices


def _all_caps(words: Sequence[Word]) -> bool:
    return all(w.cap or w.kind != "word" or w.low in grammar().links for w in words)


def _with_apposition(
    words: Sequence[Word], beside: Sequence[Word], role: str | None, name: str | None
) -> tuple[str | None, str | None]:
    other_role, other_name = split_role(beside)
    if name and not role:
        return other_role or joined(beside), name
    if role and not name and other_name:
        return role, other_name
    return role, name


def _plain(words: Sequence[Word]) -> str:
    return joined([w for w in words if w.low not in grammar().determiners])


def _fold(text: str) -> str:
    return text.casefold().replace("’", "'")


def _tells(actor: ActorSpan, phrase: Phrase, role: str | None, name: str | None) -> bool:
    """Whether the dictionary's actor tells more of a phrase than its own words do."""
    if phrase.kind == "common" and actor.id is None:
        return False
    if actor.kind == "office" and actor.id is None:
        return not name
    if actor.kind in _PERSON_KINDS:
        return actor.id is not None or bool(name)
    return not role


def _noun(text: str) -> str:
    """What a name is about: its last word before "of", "for" or "in"."""
    front = re.split(r" (?:of|for|in) ", _fold(text))[0].split()
    return front[-1] if front else ""


def _content(text: str) -> set[str]:
    folded = _fold(text).replace("'s", " ").replace("defence", "defense")
    return {w for w in folded.split() if w not in _GENERIC}


def _same(a: str, b: str) -> bool:
    """Whether one name is the other, or its last words."""
    left, right = _fold(a).split(), _fold(b).split()
    short, long = sorted((left, right), key=len)
    return bool(short) and long[-len(short) :] == short
