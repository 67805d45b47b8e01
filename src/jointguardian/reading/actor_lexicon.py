"""The words that name actors: the operation's own, countries, bodies, and generic groups."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from ..domain import Actor, Span
from .lexicon import load
from .words import Token, fold, tokens


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What a word or words stand for.

    `tag` is one letter: C country, A its adjective, D a people, O a body, P a known person,
    K a capital that may stand for its government, H a group noun, M a modifier of one,
    T an office, L a calling that makes nobody public.
    """

    tag: str
    name: str
    id: str | None = None
    kind: str | None = None
    country: str | None = None
    public: bool = True


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """Lexemes by their first folded word, longest first; `capital` ones need a capital letter."""

    entries: dict[str, tuple[tuple[tuple[str, ...], bool, Lexeme], ...]]

    def at(self, words: list[Token], index: int) -> tuple[int, Lexeme] | None:
        """The longest lexeme that begins at a word, with its length in words."""
        for key, capital, lexeme in self.entries.get(words[index].folded, ()):
            if capital and not words[index].capital:
                continue
            part = words[index : index + len(key)]
            if tuple(w.folded for w in part) == key and _capitals(part, lexeme):
                return len(key), lexeme
        return None


def _capitals(part: list[Token], lexeme: Lexeme) -> bool:
    """Short forms of bodies and countries ("US", "AP", "VJ") must be in capitals."""
    if lexeme.tag in "CO" and len(part) == 1 and len(part[0].text) <= 3:
        return part[0].text.isupper()
    return True


@cache
def actor_lexicon(actors: tuple[Actor, ...]) -> ActorLexicon:
    """The built-in lists with an operation's own actors, which win."""
    table: dict[str, dict[tuple[str, ...], tuple[bool, Lexeme]]] = {}
    for phrase, capital, lexeme in [*_built_in(), *_own(actors)]:
        key = tuple(t.folded for t in tokens(phrase, Span(0, len(phrase))))
        if key:
            old = table.get(key[0], {}).get(key)
            table.setdefault(key[0], {})[key] = (capital, _joined(old[1] if old else None, lexeme))
    return ActorLexicon({first: _longest_first(rows) for first, rows in table.items()})


def _joined(old: Lexeme | None, new: Lexeme) -> Lexeme:
    """An operation's actor takes over a built-in name but keeps the part it plays in grammar."""
    if old is None or new.id is None or old.tag not in "CKADHT":
        return new
    if new.tag == "P":
        return new
    return Lexeme(old.tag, old.name, new.id, new.kind or old.kind, new.country or old.country)


def _longest_first(
    rows: dict[tuple[str, ...], tuple[bool, Lexeme]],
) -> tuple[tuple[tuple[str, ...], bool, Lexeme], ...]:
    flat = [(key, capital, lexeme) for key, (capital, lexeme) in rows.items()]
    return tuple(sorted(flat, key=lambda row: -len(row[0])))


_Row = tuple[str, bool, Lexeme]


def _built_in() -> Iterator[_Row]:
    """The built-in lists; later rows win over earlier ones."""
    world = load("world")
    yield from ((w, False, Lexeme("M", w)) for w in world["modifiers"])
    yield from ((w, False, Lexeme("L", w)) for w in world["callings"])
    for kind, nouns in world["agents"].items():
        yield from ((str(n), False, Lexeme("H", str(n), kind=kind)) for n in nouns)
    yield from ((w, False, Lexeme("T", w, kind="office")) for w in world["offices"])
    yield from _countries()
    for people, words in world["peoples"].items():
        yield from ((w, False, Lexeme("D", people, kind="community")) for w in words)
    for name, row in world["organisations"].items():
        body = Lexeme("O", name, kind=row["kind"])
        yield from ((w, True, body) for w in (name, *row["also"]))
    yield from ((w, True, Lexeme("O", w, kind="media")) for w in world["media"])


def _countries() -> Iterator[_Row]:
    for code, row in load("world")["countries"].items():
        state = Lexeme("C", row["name"], kind="state", country=code)
        yield from ((w, True, state) for w in (row["name"], *row["also"]))
        seat = Lexeme("K", row["name"], kind="state", country=code)
        yield from ((w, True, seat) for w in row["capital"])
        adjective = Lexeme("A", row["name"], kind="state", country=code)
        yield from ((w, True, adjective) for w in row["adjectives"])
        people = Lexeme("D", row["name"], kind="community", country=code)
        yield from ((w, True, people) for w in row["people"])


def _own(actors: Iterable[Actor]) -> Iterator[_Row]:
    """Names and aliases of an operation's actors; surnames of its persons where only one has it."""
    known = list(actors)
    surnames = [fold(a.name.split()[-1]) for a in known if a.kind == "person" and a.name.split()]
    for actor in known:
        person = actor.kind == "person"
        lexeme = Lexeme(
            "P" if person else "O", actor.name, actor.id, actor.kind, actor.country, actor.public
        )
        yield from ((alias, True, lexeme) for alias in (actor.name, *actor.aliases) if alias)
        surname = actor.name.split()[-1] if actor.name.split() else ""
        if person and len(surname) > 2 and surnames.count(fold(surname)) == 1:
            yield surname, True, lexeme
