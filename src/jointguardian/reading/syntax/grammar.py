"""Questions about a clause: who does it, to whom, in which voice; subjects shared by joined verbs found."""

from ...domain import Span
from .parse import Parse

_CLAUSE = ("ccomp", "xcomp", "advcl", "acl", "parataxis", "root", "csubj")
# What hangs on a noun but is no part of the phrase that names it.
_ASIDE = ("acl", "appos", "parataxis", "conj", "cc", "punct", "advcl", "dep", "list")


def subjects(parse: Parse, verb: int) -> tuple[int, ...]:
    """The subjects of a verb with their conjuncts; in a passive these undergo the deed.

    A verb without one takes that of the verb it is joined to ("came and went"), that governs it
    ("began to go") or the noun that it describes ("troops guarding", "troops who guarded").
    """
    own = parse.children(verb, "nsubj", "csubj")
    if own:
        return _with_conjuncts(parse, _referred(parse, verb, own))
    return () if parse[verb].is_root else _shared(parse, verb)


def _shared(parse: Parse, verb: int) -> tuple[int, ...]:
    """The subject that a verb without one of its own takes over."""
    token = parse[verb]
    if parse.is_dep(verb, "xcomp"):
        return _controller(parse, token.head)
    if parse.is_dep(verb, "acl"):
        return (token.head,)
    joined = parse.is_dep(verb, "conj") and parse[token.head].pos in {"VERB", "AUX", "ADJ"}
    beside = parse.is_dep(verb, "advcl") and token.tag in {"VBG", "VB", "VBN"}
    return subjects(parse, token.head) if joined or beside else ()


def _controller(parse: Parse, governor: int) -> tuple[int, ...]:
    """Who does what an infinitive says: the governing verb's object ("ordered them to"), else its subject."""
    return parse.children(governor, "obj", "iobj") or subjects(parse, governor)


def _referred(parse: Parse, verb: int, own: tuple[int, ...]) -> tuple[int, ...]:
    """Relative pronouns replaced by the noun that they stand for."""
    head = parse[verb].head
    relative = parse.is_dep(verb, "acl")
    return tuple(head if relative and parse[i].tag in {"WDT", "WP"} else i for i in own)


def _with_conjuncts(parse: Parse, found: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(j for i in found for j in (i, *conjuncts(parse, i))))


def conjuncts(parse: Parse, index: int) -> tuple[int, ...]:
    """What "and", "or" or a comma joins to a word."""
    return parse.children(index, "conj")


def objects(parse: Parse, verb: int) -> tuple[int, ...]:
    """The direct and indirect objects of a verb with their conjuncts.

    A verb without one shares that of a verb joined to it ("beat and robbed the driver").
    """
    own = parse.children(verb, "obj", "iobj")
    if own:
        return _with_conjuncts(parse, own)
    later = [v for v in parse.children(verb, "conj") if parse[v].pos == "VERB"]
    shared = parse.children(later[0], "obj", "iobj") if later else ()
    return _with_conjuncts(parse, shared)


def agents(parse: Parse, verb: int) -> tuple[int, ...]:
    """Who does a passive verb's deed: the noun after "by", with its conjuncts."""
    found = tuple(i for i, word in obliques(parse, verb) if word == "by")
    return _with_conjuncts(parse, found)


def obliques(parse: Parse, word: int) -> tuple[tuple[int, str], ...]:
    """The nouns that a preposition ties to a verb or noun, each with its preposition ("" for none)."""
    return tuple(
        (i, " ".join(parse[c].text.lower() for c in parse.children(i, "case")))
        for i in parse.children(word, "obl", "nmod")
    )


def complements(parse: Parse, verb: int) -> tuple[int, ...]:
    """The verbs of the clauses that complete one ("said that ...", "agreed to ...")."""
    return parse.children(verb, "ccomp", "xcomp")


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether a verb is passive, the bare participle after a noun ("men arrested in Peja") included."""
    if parse.children(verb, "aux:pass") or parse.children(verb, "nsubj:pass"):
        return True
    return (
        parse[verb].tag == "VBN" and parse.is_dep(verb, "acl") and not parse.children(verb, "aux")
    )


def is_negated(parse: Parse, word: int) -> bool:
    """Whether "not", "never" or "no" stands with a word."""
    return any(
        parse[i].lemma in {"not", "never", "no", "n't", "neither", "nor"}
        for i in parse.children(word, "advmod", "det", "neg", "cc")
    )


def modals(parse: Parse, verb: int) -> tuple[str, ...]:
    """The lemmas of the auxiliaries of a verb ("will", "may", "have")."""
    return tuple(parse[i].lemma for i in parse.children(verb, "aux"))


def clause_of(parse: Parse, index: int) -> int:
    """The verb (or other head) of the clause that a word stands in."""
    for at in (index, *parse.above(index)):
        token = parse[at]
        if token.is_root or (token.pos in {"VERB", "AUX"} and parse.is_dep(at, *_CLAUSE, "conj")):
            return at
    return index


def phrase(parse: Parse, noun: int) -> Span:
    """The words that name a thing: the noun with what stands before it and its "of" phrases.

    Relative clauses, appositions and conjuncts are left out.
    """
    kept, stack = [], [noun]
    while stack:
        at = stack.pop()
        kept.append(at)
        stack.extend(
            i
            for i in parse.children(at)
            if not parse.is_dep(i, *_ASIDE)
            and not (
                at == noun and parse.is_dep(i, "case", "mark", "cop", "nsubj", "aux", "advmod")
            )
            and not (parse.is_dep(i, "nmod") and i > at and _preposition(parse, i) != "of")
        )
    return parse.covering(kept)


def _preposition(parse: Parse, noun: int) -> str:
    cases = parse.children(noun, "case")
    return parse[cases[0]].text.lower() if cases else ""
