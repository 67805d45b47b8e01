"""The lexicon of happenings: which verbs, nouns and adjectives, with what beside them, tell of what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from .lexicon import load
from .roles.naming import nation_of
from .syntax.grammar import agents, is_passive, objects, obliques, subjects
from .syntax.lemmas import by_rule, family
from .syntax.parse import Parse, Token

_PARTICLES = frozenset({"out", "up", "off", "down", "over", "back", "away"})
_WINDOW = 7  # words to the right of a predicate in which a lost object is looked for


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of happening that some words tell of. `label` names the group of words.

    `voice` is "both" where subject and object both act (a clash), "harm" where the object is hurt.
    """

    type: str
    mode: str | None
    label: str
    weight: int
    voice: str = "active"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must stand (or, if `negative`, must not) in one place beside a predicate.

    `place` is "obj", "subj", "part" (the particle), "comp" (a clause), "near" (the words around),
    "mod" (a noun's modifiers) or a preposition; `words` are lemmas, "*" any.
    """

    place: str
    words: frozenset[str]
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A predicate under its conditions: either a kind of happening or an operator on one.

    `bare` nouns tell of a happening by themselves, others only with a verb that carries them.
    """

    lemma: str
    conditions: tuple[Condition, ...]
    kind: Kind | None
    operator: str | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Predicates:
    """All entries by part of speech and lemma, those with the most conditions first."""

    verbs: dict[str, tuple[Entry, ...]]
    nouns: dict[str, tuple[Entry, ...]]
    adjectives: dict[str, tuple[Entry, ...]]

    def of(self, parse: Parse, index: int) -> tuple[Entry, ...]:
        """The entries for a word by its tag; a participle tagged as adjective is a verb too."""
        token = parse[index]
        tag = token.tag
        if tag.startswith("VB") or self._verbal(parse, index):
            return next((self.verbs[b] for b in bases(token) if b in self.verbs), ())
        if tag.startswith("NN"):
            return self.nouns.get(token.lemma.lower(), ())
        if tag.startswith("JJ"):
            return self.adjectives.get(token.lemma, ()) or self._participle(parse, index)
        return ()

    def _participle(self, parse: Parse, index: int) -> tuple[Entry, ...]:
        """The verb of a participle that the tagger took for an adjective ("were injured")."""
        if not parse.children(index, "aux:pass", "nsubj:pass"):
            return ()
        return next((self.verbs[b] for b in bases(parse[index]) if b in self.verbs), ())

    def _verbal(self, parse: Parse, index: int) -> bool:
        """Whether a word tagged as a noun has a verb's company ("did not deploy troops")."""
        if parse[index].tag != "NN" or not any(b in self.verbs for b in bases(parse[index])):
            return False
        company = {parse[i].dep for i in parse.children(index)}
        return len(company & {"aux", "nsubj", "obj"}) > (parse[index].lemma not in self.verbs)


def bases(token: Token) -> tuple[str, ...]:
    """The base forms that a verb may have, its lemma first: rules miss some ("evacuat", "cancell")."""
    lemma = token.lemma
    stem = token.text.lower().removesuffix("ing").removesuffix("ed")
    return (
        lemma,
        lemma + "e",
        lemma[:-1] if lemma[-2:-1] == lemma[-1:] else lemma,
        stem,
        stem + "e",
    )


def base(parse: Parse, index: int) -> str:
    """The base form of a word as the lexicon has it."""
    token = parse[index]
    known = predicates().verbs
    return next((b for b in bases(token) if b in known), token.lemma.lower())


@cache
def predicates() -> Predicates:
    """The lexicon `frames.yaml`, read once."""
    table = load("frames")
    classes = {name: str(words).split() for name, words in table["classes"].items()}
    found: dict[str, defaultdict[str, list[Entry]]] = {
        part: defaultdict(list) for part in ("verbs", "nouns", "adjectives")
    }
    for group in table["groups"]:
        for part, rows in found.items():
            for entry in _entries(group, part, classes):
                rows[entry.lemma].append(entry)
    return Predicates(**{part: _sorted(rows) for part, rows in found.items()})


def _sorted(rows: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {lemma: tuple(sorted(entries, key=_order)) for lemma, entries in rows.items()}


def _order(entry: Entry) -> tuple[int, bool]:
    """Most conditions first; without any, operators first, for they say more."""
    told = sum(1 if "*" in c.words else 2 for c in entry.conditions)
    return -told, bool(entry.conditions) == bool(entry.operator)


def _entries(group: dict[str, Any], part: str, classes: dict[str, list[str]]) -> Iterator[Entry]:
    """A line is lemmas, then conditions after "+": `open + obj fire`; "!" before one negates it."""
    kind = None
    if "type" in group:
        kind = Kind(
            group["type"],
            group.get("mode"),
            group["label"],
            group.get("weight", 5),
            group.get("voice", "active"),
        )
    for line in str(group.get(part, "")).splitlines():
        head, *rest = line.split(" + ")
        conditions = tuple(_condition(r.split(), classes) for r in rest)
        for lemma in head.split():
            yield Entry(lemma, conditions, kind, group.get("operator"), bool(group.get("bare")))


def _condition(words: list[str], classes: dict[str, list[str]]) -> Condition:
    place, values = words[0], words[1:]
    known = (v for w in values for v in (classes[w[1:]] if w.startswith("@") else (w,)))
    return Condition(place.lstrip("!"), frozenset(k.lower() for k in known), place.startswith("!"))


def matches(parse: Parse, index: int, entry: Entry) -> bool:
    """Whether all conditions of an entry hold at a word."""
    return all(_holds(parse, index, c) != c.negative for c in entry.conditions)


def _holds(parse: Parse, index: int, condition: Condition) -> bool:
    place, words = condition.place, condition.words
    if place == "part":
        return bool(words & particles(parse, index))
    if place == "comp":
        return _completed(parse, index, words)
    found = _at_place(parse, index, place)
    if "*" in words:
        return bool(found)
    return any(words & names(parse, i) for i in found)


def _at_place(parse: Parse, index: int, place: str) -> Iterable[int]:
    """The words in a place beside a predicate."""
    if place == "obj":
        return object_nouns(parse, index)
    if place == "subj":
        return _doers(parse, index)
    if place == "near":
        return _around(parse, index)
    if place == "mod":
        return parse.children(index, "amod", "compound", "nmod", "det")
    return after(parse, index, place)


def names(parse: Parse, index: int) -> frozenset[str]:
    """The lemma of a word, alone and with the word before it ("tear_gas")."""
    lemma = parse[index].lemma.lower()
    if parse[index].tag == "CD":
        return frozenset((lemma, "people"))
    noun = family(parse[index].tag) == "plural"
    single = by_rule(parse[index].text.lower(), "plural") if noun else lemma
    if parse[index].tag.startswith("NNP"):
        people = ("people",) if _nationals(parse[index].text) else ()
        titles = (
            parse[i].lemma.lower() for i in parse.children(index, "compound", "nmod", "appos")
        )
        plural = by_rule(parse[index].text.lower(), "plural")
        return frozenset((lemma, plural, *titles, *people))
    if not index:
        return frozenset((lemma, single))
    return frozenset((lemma, single, f"{parse[index - 1].text.lower()}_{lemma}"))


def _nationals(name: str) -> bool:
    """Whether a name is that of a people, in the plural ("Serbs")."""
    return name.endswith("s") and (nation_of(name[:-1]) is not None or name in _peoples())


@cache
def _peoples() -> frozenset[str]:
    """The names of peoples and communities that the world list has."""
    return frozenset(form for forms in load("world")["peoples"].values() for form in forms)


def particles(parse: Parse, verb: int) -> set[str]:
    """The adverbs that make one verb with another word ("call off", "hand the man over")."""
    found = {parse[i].text.lower() for i in parse.children(verb, "compound")}
    for at in range(verb + 1, min(verb + 5, len(parse))):
        token = parse[at]
        near = at == verb + 1 or token.head == verb
        if near and token.tag in {"RP", "IN", "RB"}:
            found.add(token.text.lower())
    return found


def object_nouns(parse: Parse, index: int) -> tuple[int, ...]:
    """What a verb acts on: its object, a passive's subject, the noun a participle describes."""
    token = parse[index]
    if not (token.tag.startswith("VB") or parse.children(index, "obj")):
        return after(parse, index, "of")
    own = objects(parse, index) + parse.children(index, "nsubj:pass")
    if own:
        return tuple(j for i in own for j in (i, *_measured(parse, i)))
    if parse.is_dep(index, "acl", "amod") and token.tag in {"VBN", "VBD"}:
        return (token.head,)
    if parse.children(index, "aux:pass"):
        return ()
    return _next_noun(parse, index)


def _measured(parse: Parse, noun: int) -> tuple[int, ...]:
    """ "A group of soldiers", "dozens of tanks": the soldiers and tanks."""
    if parse[noun].lemma.lower() not in _amounts() and parse[noun].tag != "CD":
        return ()
    return after(parse, noun, "of")


@cache
def _amounts() -> frozenset[str]:
    return frozenset(str(load("words")["amounts"]).split())


def _next_noun(parse: Parse, index: int) -> tuple[int, ...]:
    """The next noun to the right, where the parser lost the object; a preposition ends the search.

    A verb's particle may stand between.
    """
    for at in range(index + 1, min(index + _WINDOW, len(parse))):
        token = parse[at]
        if token.pos in {"VERB", "PUNCT", "SCONJ"}:
            return ()
        if token.tag == "IN" and (at > index + 1 or token.text.lower() not in _PARTICLES):
            return ()
        ends = at + 1 == len(parse) or not parse[at + 1].tag.startswith("NN")
        if token.tag.startswith("NN") and ends:
            return (at,)
    return ()


def after(parse: Parse, index: int, preposition: str) -> tuple[int, ...]:
    """The nouns that a preposition ties to a word, or ties to what follows it at once.

    The parser often hangs them on the object, or on a noun before; so the next preposition of that
    word in the few words to the right counts too.
    """
    own = tuple(i for i, word in obliques(parse, index) if word.split()[:1] == [preposition])
    if own:
        return own
    for at in range(index + 1, min(index + _WINDOW, len(parse))):
        token = parse[at]
        if token.text.lower() == preposition:
            return (token.head,) if token.head > at else ()
        if token.pos == "VERB" or token.text in ",;:.":
            return ()
    return ()


def _doers(parse: Parse, index: int) -> tuple[int, ...]:
    """Who does it, with those counted ("large numbers of troops")."""
    found = agents(parse, index) if is_passive(parse, index) else subjects(parse, index)
    return tuple(j for i in found for j in (i, *_measured(parse, i)))


def _around(parse: Parse, index: int) -> range:
    return range(max(0, index - 5), min(len(parse), index + 10))


def _completed(parse: Parse, verb: int, forms: frozenset[str]) -> bool:
    """Whether a clause of a form ("inf", "that", "ing", "*") completes a verb."""
    return any("*" in forms or form(parse, c) in forms for c in clauses(parse, verb))


def clauses(parse: Parse, verb: int) -> tuple[int, ...]:
    """The predicates of the clauses that complete a verb, an infinitive further on included."""
    own = parse.children(verb, "ccomp", "xcomp")
    return own or tuple(
        i for i in parse.children(verb, "advcl", "acl") if form(parse, i) == "inf" and i > verb
    )


def form(parse: Parse, verb: int) -> str:
    """ "inf" (to go), "ing" (going) or "that" (a clause of its own)."""
    if any(parse[i].lemma == "to" for i in parse.children(verb, "mark", "aux")):
        return "inf"
    return "ing" if parse[verb].tag == "VBG" and not parse.children(verb, "aux") else "that"
