"""The parts of a deed: whose it is and whom it meets, from the words that hang on its verb or noun."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ..document import Document
from ..lexicon import load
from ..syntax import agents, is_passive, objects, obliques, subjects
from ..syntax.parse import Parse
from .naming import Standing, judged
from .phrases import preposition, words

_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Roles:
    """Token indices of those who do and those who undergo; in a `mutual` deed both sides do."""

    doers: tuple[int, ...] = ()
    undergoers: tuple[int, ...] = ()
    mutual: bool = False


def roles_of(document: Document, head: int) -> Roles:
    """Who does and who undergoes what a verb, or a noun of deed, tells."""
    token = document.parse[head]
    if token.tag == "VBN" and document.parse.is_dep(head, "amod"):
        return Roles((), (token.head,))
    if token.pos in {"NOUN", "PROPN"}:
        return _of_noun(document, _deed(document.parse, head))
    return _of_verb(document, head)


def _deed(parse: Parse, noun: int) -> int:
    """The noun that a noun of deed only describes ("a protest march")."""
    return parse[noun].head if parse.is_dep(noun, "compound") else noun


def _of_verb(document: Document, verb: int) -> Roles:
    parse = document.parse
    lemma = parse[verb].lemma
    if is_passive(parse, verb) and not _finite(parse, verb):
        met = _best(
            document,
            (*subjects(parse, verb), *_companions(parse, verb), *_aimed(parse, verb)),
        )
        return Roles(agents(parse, verb), met or _whole(document, subjects(parse, verb)))
    doers = (*subjects(parse, verb), *_companions(parse, verb))
    if lemma in words("undergo") and not _somebody(document, objects(parse, verb)):
        return Roles((), doers)
    shared = _shared(document, verb)
    if shared:
        return Roles(doers, tuple(i for i in shared if i not in doers), mutual=True)
    for noun in doers:
        if parse[noun].lemma in words("mutual") and (sides := _between(parse, noun)):
            return Roles(sides[:1], sides[1:], mutual=True)
    met = _met(document, verb, _DEPTH)
    return Roles(doers, tuple(i for i in met if i not in doers))


def _finite(parse: Parse, verb: int) -> bool:
    """Whether what looks like a participle after a noun is a past tense: it has an object of its own."""
    bare = not parse.children(verb, "aux", "nsubj") and parse.is_dep(verb, "acl")
    return bare and bool(parse.children(verb, "obj")) and parse[verb].dep != "acl:relcl"


def _shared(document: Document, verb: int) -> tuple[int, ...]:
    """The other side of a verb that takes two ("met with", "held talks with", "signed a pact with")."""
    parse = document.parse
    beside = _with(parse, verb)
    if parse[verb].lemma in words("mutual_verbs"):
        return _somebody(document, (*objects(parse, verb), *beside))
    nouns = [o for o in objects(parse, verb) if parse[o].lemma in words("mutual")]
    if not nouns or parse[verb].lemma not in words("joint"):
        return ()
    around = [i for o in nouns for i in (*_between(parse, o), *_with(parse, o))]
    return _somebody(document, (*beside, *around))


def _met(document: Document, verb: int, depth: int) -> tuple[int, ...]:
    """Whom an active verb's deed meets: its object, those it is aimed at, or those of its infinitive."""
    parse = document.parse
    everything = _objects(parse, verb)
    direct = tuple(o for o in everything if not _own(parse, o))
    around = [a for o in everything for a in _aimed(parse, o)]
    aimed = tuple(a for a in (*_aimed(parse, verb), *around) if not _own(parse, a))
    return (
        _somebody(document, direct)
        or _somebody(document, aimed)
        or (depth and _further(document, verb, depth))
        or _at_least(document, direct, Standing.OWNED)
        or _somebody(document, _at_places(parse, verb, everything))
        or (depth and _meant(document, verb, everything, depth))
        or _deeper(document, (*everything, *aimed))
        or _at_least(document, direct, Standing.SITE)
        or _at_least(document, aimed, Standing.OWNED)
        or ()
    )


def _objects(parse: Parse, verb: int) -> tuple[int, ...]:
    """The objects of a verb, a relative pronoun or its gap filled ("the men whom they held")."""
    found = objects(parse, verb)
    if not parse.is_dep(verb, "acl"):
        return found
    head = parse[verb].head
    if not found and parse.children(verb, "nsubj") and head not in subjects(parse, verb):
        return (head,)
    return tuple(head if parse[i].tag in {"WDT", "WP"} else i for i in found)


def _own(parse: Parse, noun: int) -> bool:
    """Whether a noun belongs to the doer himself ("withdrew its troops")."""
    return any(parse[i].tag == "PRP$" for i in parse.children(noun, "nmod:poss"))


def _meant(document: Document, verb: int, direct: tuple[int, ...], depth: int) -> tuple[int, ...]:
    """Whom a deed meets by its purpose ("fired tear gas to disperse the crowd")."""
    parse = document.parse
    heads = (verb, *direct)
    aims = (i for h in heads for i in parse.children(h, "advcl", "acl") if parse[i].tag == "VB")
    return next(filter(None, (_met(document, i, depth - 1) for i in aims)), ())


def _deeper(document: Document, nouns: tuple[int, ...]) -> tuple[int, ...]:
    """Who stands in the phrases below mere things ("an end of air links with Serbia")."""
    parse = document.parse
    for _ in range(2):
        inner = tuple(j for i in nouns for j in parse.children(i, "nmod") if j > i)
        if found := _somebody(document, _conjoined(parse, inner)):
            return found
        nouns = inner
    return ()


def _further(document: Document, verb: int, depth: int) -> tuple[int, ...]:
    """Whom the infinitive or clause that completes a verb meets ("agreed to help them")."""
    parse = document.parse
    for child in parse.children(verb, "xcomp", "ccomp"):
        if parse[child].pos not in {"VERB", "AUX", "ADJ"}:
            continue
        own = _somebody(document, _conjoined(parse, parse.children(child, "nsubj")))
        if own and not _same(document, own, subjects(parse, verb)):
            return own
        if found := _met(document, child, depth - 1):
            return found
    return ()


def _same(document: Document, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two nouns name one actor ("Syria says it ...")."""
    names = {a.name for i in other if (a := judged(document, i)[1])}
    return any((a := judged(document, i)[1]) is not None and a.name in names for i in one)


def _of_noun(document: Document, noun: int) -> Roles:
    """Who takes part in a deed told by a noun: "X's arrest of Y", "an attack by X on Y"."""
    parse = document.parse
    lemma = parse[noun].lemma
    between = _between(parse, noun)
    if between:
        sides = _somebody(document, between) or between
        return Roles(sides[:1], sides[1:], mutual=True)
    owners = _somebody(document, _owners(parse, noun))
    of = _somebody(document, _after(parse, noun, "of"))
    by = _somebody(document, (*_after(parse, noun, "by"), *_strayed(parse, noun)))
    doers, met = _parts(lemma, owners, of, by)
    lent, aimed = _lent(document, noun)
    if not doers:
        doers = tuple(i for i in lent if i not in met)
    others = tuple(dict.fromkeys(i for i in (*met, *aimed) if i not in doers))
    return Roles(doers, others, mutual=lemma in words("mutual"))


def _strayed(parse: Parse, noun: int) -> tuple[int, ...]:
    """The "by" after an object that hangs on its active verb ("prompting a protest by farmers")."""
    verb = parse[noun].head
    if not parse.is_dep(noun, "obj") or is_passive(parse, verb):
        return ()
    return tuple(i for i in agents(parse, verb) if i > noun)


def _parts(
    lemma: str, owners: tuple[int, ...], of: tuple[int, ...], by: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Doers and undergoers among the owner of a deed and those after "of" and "by"."""
    if by:
        return by, of or owners
    if lemma in words("suffered"):
        return (owners, of) if of else ((), owners)
    if owners:
        return owners, of
    return (of, ()) if lemma in words("moved") else ((), of)


def _lent(document: Document, noun: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who the verb around a noun of deed adds: its subject as doer, and whom it is aimed at."""
    parse = document.parse
    verb = parse[noun].head
    targets = _aimed(parse, noun)
    aimed = _somebody(document, targets) or _at_least(document, targets, Standing.SITE)
    if parse[noun].is_root or parse[verb].pos not in {"VERB", "AUX"}:
        return (), aimed
    if parse.is_dep(noun, "nsubj:pass"):
        return agents(parse, verb), aimed or _somebody(document, _aimed(parse, verb))
    if parse.is_dep(noun, "nsubj"):
        return (), aimed or _somebody(document, objects(parse, verb))
    if not _supports(parse, noun, verb):
        undergone = _somebody(document, subjects(parse, verb)) if is_passive(parse, verb) else ()
        return (), aimed or (undergone if parse.is_dep(noun, "obl") else ())
    beside = () if parse.is_dep(noun, "obl") else _somebody(document, _aimed(parse, verb))
    return (*subjects(parse, verb), *_companions(parse, verb)), aimed or beside


def _supports(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a verb lends its subject to a noun of deed: "launched an attack", "hurt in clashes"."""
    lemma = parse[verb].lemma
    if lemma in words("answer") | words("saying") | words("commenting"):
        return False
    if parse.is_dep(noun, "obl"):
        inside = preposition(parse, noun) in {"in", "into", "with"}
        shared = parse[noun].lemma in words("mutual") and inside
        free = not is_passive(parse, verb) and not parse.children(verb, "obj")
        return shared or (lemma in words("support") and free)
    return True


def _owners(parse: Parse, noun: int) -> tuple[int, ...]:
    """Those named before a noun of deed ("Israel's raid", "the Israeli raid", "an army raid")."""
    before = parse.children(noun, "nmod:poss", "amod", "compound", "nmod")
    whose = (i for i in before if i < noun and parse[i].lemma.lower() not in words("describing"))
    return tuple(j for i in whose for j in (i, *parse.children(i, "conj")))


def _after(parse: Parse, noun: int, word: str) -> tuple[int, ...]:
    found = (i for i, case in obliques(parse, noun) if case == word and i > noun)
    return _conjoined(parse, found)


def _between(parse: Parse, noun: int) -> tuple[int, ...]:
    """Both sides of "talks between X and Y"."""
    return _conjoined(
        parse, (i for i, case in obliques(parse, noun) if case in {"between", "among"})
    )


def _with(parse: Parse, verb: int) -> tuple[int, ...]:
    return _conjoined(
        parse, (i for i, case in obliques(parse, verb) if case in {"with", "against"})
    )


def _aimed(parse: Parse, word: int) -> tuple[int, ...]:
    """The nouns after prepositions of aim, in the order of our list of these."""
    order = _order("aimed")
    found = [(order[case], i) for i, case in obliques(parse, word) if case in order and i > word]
    return _conjoined(parse, (i for _, i in sorted(found)))


def _at_places(parse: Parse, verb: int, direct: tuple[int, ...]) -> tuple[int, ...]:
    places = words("at_places")
    heads = (verb, *direct)
    return tuple(i for h in heads for i, case in obliques(parse, h) if case in places and i > h)


@cache
def _order(name: str) -> dict[str, int]:
    return {word: n for n, word in enumerate(str(load("roles")[name]).split())}


def _companions(parse: Parse, verb: int) -> tuple[int, ...]:
    """Those that "along with" or "together with" joins to a verb's subject."""
    joined = {w.replace("|", " ") for w in words("joined")}
    heads = (verb, *subjects(parse, verb))
    return tuple(i for h in heads for i in parse.children(h) if preposition(parse, i) in joined)


def _conjoined(parse: Parse, found: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(j for i in found for j in (i, *parse.children(i, "conj"))))


def _somebody(document: Document, found: tuple[int, ...]) -> tuple[int, ...]:
    return _at_least(document, found, Standing.SOMEBODY)


def _at_least(document: Document, found: tuple[int, ...], least: Standing) -> tuple[int, ...]:
    return tuple(i for i in found if judged(document, i)[0] >= least)


def _best(document: Document, found: tuple[int, ...]) -> tuple[int, ...]:
    return _somebody(document, found) or _at_least(document, found, Standing.OWNED)


def _whole(document: Document, found: tuple[int, ...]) -> tuple[int, ...]:
    return _at_least(document, found, Standing.SITE)
