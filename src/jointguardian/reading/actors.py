"""Who is named: persons with their offices, bodies, states, groups and crowds."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from ..domain import Actor, PlaceMention, Span
from .actor_lexicon import ActorLexicon, Lexeme, actor_lexicon
from .document import ActorSpan, Document, Sentence
from .given_names import name_within
from .lexicon import load, word_list
from .words import Token, fold, tokens

# Shapes over the words' tags: who leads with a role and ends in a name; groups; bodies.
_SHAPES = re.compile(
    r"(?P<person>(?P<role>(?:[CAODK]'?|M|H|T|L)*?(?:[TLH]\.?)+)(?P<named>P|N{1,4})"
    r"|(?P<bare>P|N{2,4}))"
    r"|(?P<office>(?:[CAODK]'?|M)*T+)"
    r"|(?P<group>(?:[CAODK]'?|M)*H+|M*D)"
    r"|(?P<body>[COK])"
)
# Titles that lead a surname in any language.
_TITLES = frozenset({"Dr", "Mr", "Mrs", "Ms", "Lt", "Col", "Maj", "Sgt", "Cpl", "Capt", "Gen"})
_LOCATIVE = frozenset(word_list("locative"))


_PAST_ROLE = re.compile(
    r"\s+(?:who|whom|that|was|is|said|says|told|killed|shot|arrested|detained|released|held)\b"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or several that are one lexeme, with its tag ("x" for all that names no actor)."""

    span: Span
    tag: str
    lexeme: Lexeme | None = None


def actors(document: Document, known: tuple[Actor, ...]) -> Document:
    """Find the actors that the text names; pronouns and short forms are left to coreference."""
    lexicon = actor_lexicon(known)
    found = [a for s in document.sentences for a in _in_sentence(document, s, lexicon)]
    named = tuple(_settled(document, found))
    return document.evolve(actors=named, places=_without_persons(document, named))


def _in_sentence(document: Document, sentence: Sentence, lexicon: ActorLexicon) -> list[ActorSpan]:
    units = _units(document, sentence, lexicon)
    shape = "".join(u.tag for u in units)
    return [
        actor
        for match in _SHAPES.finditer(shape)
        if (actor := _actor(document, units, match)) is not None
    ]


def _units(document: Document, sentence: Sentence, lexicon: ActorLexicon) -> list[Unit]:
    """The sentence's words as tagged units."""
    words = tokens(document.text, sentence.span)
    places = {p.span.start: p.span for p in document.places if p.span}
    units: list[Unit] = []
    at = 0
    while at < len(words):
        unit, taken = _unit(words, at, lexicon, places, units)
        units.append(unit)
        at += taken
    return units


def _unit(
    words: list[Token], at: int, lexicon: ActorLexicon, places: dict[int, Span], before: list[Unit]
) -> tuple[Unit, int]:
    """The unit that begins at a word and how many words it takes."""
    word = words[at]
    if word.text[:1] in "'’" and word.folded.endswith("s"):
        return Unit(word.span, "'"), 1
    place = places.get(word.span.start)
    long_place = place is not None and place.end > word.span.end
    hit = lexicon.at(words, at)
    if hit and _namesake(words, at, hit, before):
        return Unit(word.span, "N"), 1
    if hit and not (long_place and place and place.end > words[at + hit[0] - 1].span.end):
        return Unit(
            Span(word.span.start, words[at + hit[0] - 1].span.end), hit[1].tag, hit[1]
        ), hit[0]
    if place is not None and (long_place or not _in_name(word, before)):
        taken = sum(1 for w in words[at:] if w.span.end <= place.end)
        return Unit(place, "G"), max(1, taken)
    return Unit(word.span, "N" if _name_like(word) else "." if word.text == "." else "x"), 1


def _namesake(words: list[Token], at: int, hit: tuple[int, Lexeme], before: list[Unit]) -> bool:
    """Whether a known surname belongs to somebody else, by the first name that stands before it."""
    if hit[1].tag != "P" or hit[0] > 1 or not before or before[-1].tag != "N":
        return False
    first, own = words[at - 1].folded, fold(hit[1].name.split()[0])
    return SequenceMatcher(None, first, own).ratio() < 0.8  # "Albina" may be a slip for "Albin"


def _in_name(word: Token, before: list[Unit]) -> bool:
    """Whether a place's name is here a person's: after a first name or a title, or itself one."""
    if word.folded in _first_names():
        return True
    return bool(before) and before[-1].tag in "NT." and word.capital and _led_by_person(before)


def _led_by_person(before: list[Unit]) -> bool:
    tail = "".join(u.tag for u in before[-3:])
    return bool(re.search(r"T\.?$|N$", tail))


def _name_like(word: Token) -> bool:
    """A capitalised word that no list calls something else."""
    plain = word.text.replace("-", "").replace("'", "").replace("’", "")
    if not word.capital or not plain.isalpha() or len(plain) < 2:
        return False
    if plain.isupper() and len(plain) > 1:
        return False
    return word.text not in _not_names()


def _actor(document: Document, units: list[Unit], match: re.Match[str]) -> ActorSpan | None:
    """The actor that a shape stands for."""
    if match["person"]:
        return _person(document, units, match)
    part = units[match.start() : match.end()]
    span = Span(part[0].span.start, part[-1].span.end)
    if match["body"]:
        return _body(document, units, match.start())
    if match["office"]:
        return _office(document, part, span)
    return None if _by_force(document.text, span) else _group(document, part, span)


def _by_force(text: str, span: Span) -> bool:
    """Whether "force" is what somebody uses and not who acts ("by force")."""
    if span.of(text) != "force":
        return False
    before = text[max(0, span.start - 12) : span.start].split()
    return not before or before[-1].lower() not in {"the", "a", "its", "their", "this", "that"}


def _person(document: Document, units: list[Unit], match: re.Match[str]) -> ActorSpan | None:
    group = "named" if match["named"] else "bare"
    part = units[match.start(group) : match.end(group)]
    if part[0].tag == "N" and not document.language.startswith("en"):
        part = _known_given(document, units, match, part)
        if not part:
            return None
    span = Span(part[0].span.start, part[-1].span.end)
    words = _clean(span.of(document.text))
    if part[0].tag == "N" and not _personal(part, document.text, led=bool(match["named"])):
        return None
    role = _role(document, units, match, span)
    lexeme = part[0].lexeme or Lexeme("N", words, kind="person", public=False)
    country = lexeme.country or _country(units[match.start() : match.end()])
    return ActorSpan(span, words, lexeme.name, lexeme.id, "person", country, role)


def _known_given(
    document: Document, units: list[Unit], match: re.Match[str], part: list[Unit]
) -> list[Unit]:
    """Of capitalised words in another language those that are surely a name; none where none are."""
    words = [u.span.of(document.text) for u in part]
    found = name_within(words)
    if found:
        return part[found[0] : found[1]]
    lead = units[match.start() : match.start("named")] if match["named"] else []
    titled = any(u.span.of(document.text) in _TITLES for u in lead)
    return part[:1] if titled and len(words) == 1 else []


def _personal(part: list[Unit], text: str, *, led: bool) -> bool:
    """Whether capitalised words are a person's name and not that of a body or a thing."""
    words = [u.span.of(text) for u in part]
    if any(w in _body_words() for w in words):
        return False
    return led or len(words) > 1


def _role(document: Document, units: list[Unit], match: re.Match[str], name: Span) -> str | None:
    """The words before the name ("Serbian President"), or those set beside it by a comma."""
    if not document.language.startswith("en"):
        return _role_abroad(document.text, name)
    if match["role"]:
        start = units[match.start("role")].span.start
        raw = Span(start, name.start).of(document.text)
        return _undoubled(raw.strip(' ,.\u201c"'))
    after = document.text[name.end : name.end + 90]
    beside = re.match(r",\s+(?:(?:a|an|the|who is|who heads|head of)\s+)?([^,.;\n]{3,70})", after)
    if beside and _tells_role(beside[1]):
        return _clean(_PAST_ROLE.split(beside[1])[0])
    before = re.search(
        r"((?:[\w'’-]+\s+){1,7})$", document.text[max(0, name.start - 80) : name.start]
    )
    return None if not before else _led_role(before[1])


def _role_abroad(text: str, name: Span) -> str | None:
    """The office in another language that stands just before a name ("ministar", "Präsident")."""
    before = text[max(0, name.start - 60) : name.start].split()[-3:]
    return next((w for w in reversed(before) if fold(w) in _offices_abroad()), None)


def _tells_role(words: str) -> bool:
    return bool(set(fold(words).split()) & _role_words())


def _led_role(words: str) -> str | None:
    """A description that ends just before a name: "Serbia's Defence Minister", "spokesman"."""
    found = re.search(r"((?:[A-Z]\S*\s+)*(?:[A-Z]\S*|[a-z-]+))\s*$", words)
    return _clean(found[1]) if found and _tells_role(found[1]) else None


def _undoubled(role: str) -> str:
    """The role without a copy of itself ("Foreign Minister Foreign Minister")."""
    return re.sub(r"\b(.{4,}?)\s+\1\b", r"\1", _clean(role))


def _body(document: Document, units: list[Unit], at: int) -> ActorSpan | None:
    """A state, a body, or a capital as its government; None where it is only a place."""
    unit = units[at]
    if unit.lexeme is None:
        return None
    if _is_dateline(document.text, unit):
        return None
    if unit.lexeme.tag in "CK" and _is_place(document.text, units, at):
        return None
    return _from(unit.lexeme, unit.span, document.text)


def _is_dateline(text: str, unit: Unit) -> bool:
    """Whether a town in capitals only opens a dispatch ("BRUSSELS - ")."""
    written = unit.span.of(text)
    named_so = unit.lexeme is not None and unit.lexeme.name.isupper()
    if not written.isupper() or len(written) < 5 or named_so:
        return False
    return bool(
        re.match(r"\s*(?:,[^.\n]{0,25}?[-–—.]|[-–—(])", text[unit.span.end : unit.span.end + 30])
    )


def _is_place(text: str, units: list[Unit], at: int) -> bool:
    """Whether a country or capital names where, not who."""
    back = at - 1
    while back >= 0 and units[back].span.of(text).lower() in {"the", "kosovan", "serbian"}:
        back -= 1
    before = units[back].span.of(text).lower() if back >= 0 else ""
    if (
        before == "with"
        and back > 0
        and units[back - 1].span.of(text).lower() in {"border", "line"}
    ):
        return True
    return before in _LOCATIVE


def _office(document: Document, part: list[Unit], span: Span) -> ActorSpan | None:
    """An office without its holder's name ("Russia's ambassador"); short ones wait for coreference."""
    words = _clean(span.of(document.text))
    return ActorSpan(span, words, words, None, "office", _country(part), words)


def _group(document: Document, part: list[Unit], span: Span) -> ActorSpan:
    """Police, soldiers, protesters, a people; the kind by its head noun."""
    words = _clean(span.of(document.text))
    head = part[-1].lexeme
    return ActorSpan(
        span, words, _without_possessive(words), None, head.kind if head else None, _country(part)
    )


def _from(lexeme: Lexeme, span: Span, text: str) -> ActorSpan:
    return ActorSpan(
        span, _clean(span.of(text)), lexeme.name, lexeme.id, lexeme.kind, lexeme.country
    )


def _country(part: list[Unit]) -> str | None:
    return next((u.lexeme.country for u in part if u.lexeme and u.lexeme.country), None)


def _settled(document: Document, found: list[ActorSpan]) -> list[ActorSpan]:
    """Bare "police" and "army" belong to the document's main country."""
    main = _main_country(document, found)
    return [_national(a, main) if _bare_force(a) else a for a in found]


def _bare_force(actor: ActorSpan) -> bool:
    low = actor.head.lower()
    return actor.country is None and low in {
        "police", "officers", "policemen", "special police", "police units", "police officers",
        "government", "authorities", "special units", "special forces", "border police",
    }  # fmt: skip


def _national(actor: ActorSpan, main: tuple[str, str] | None) -> ActorSpan:
    if main is None:
        return actor
    code, country = main
    return ActorSpan(
        actor.span, actor.head, f"{country} {actor.head.lower()}", None, actor.kind, code
    )


def _main_country(document: Document, found: list[ActorSpan]) -> tuple[str, str] | None:
    """The country most often the scene: by its places, Kosovo's code being XK in the gazetteer."""
    best = main_country(document.places)
    if best is None:
        return None
    code = {"XK": "XKX"}.get(best or "")
    if code is None:
        code = next((a.country for a in found if a.country and a.country[:2] == best), None)
    name = load("world")["countries"].get(code or "", {}).get("name")
    return (code, name) if code and name else None


def main_country(places: Sequence[PlaceMention]) -> str | None:
    """The alpha-2 code that most place names point to; those finer than a country weigh more."""
    votes: Counter[str] = Counter()
    for place in places:
        if place.country:
            votes[place.country] += 3 if place.municipality or place.precision == "region" else 2
    return votes.most_common(1)[0][0] if votes else None


def _without_persons(document: Document, named: tuple[ActorSpan, ...]) -> tuple[PlaceMention, ...]:
    """The places less those that are parts of persons' names."""
    persons = [a.span for a in named if a.kind == "person"]
    return tuple(
        p for p in document.places if not (p.span and any(p.span.overlap(s) for s in persons))
    )


def _without_possessive(words: str) -> str:
    return re.sub(r"['’]s\b", "", words)


def _clean(words: str) -> str:
    return " ".join(words.split())


@cache
def _first_names() -> frozenset[str]:
    return frozenset(fold(n) for n in load("world")["first_names"])


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load("world")["not_names"]) - frozenset(load("world")["first_names"])


@cache
def _offices_abroad() -> frozenset[str]:
    return frozenset(fold(w) for w in load("world")["offices_abroad"])


@cache
def _body_words() -> frozenset[str]:
    return frozenset(load("world")["body_words"])


@cache
def _role_words() -> frozenset[str]:
    world = load("world")
    return frozenset(fold(w) for w in [*world["offices"], *world["callings"]])
