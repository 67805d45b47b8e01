"""Whether a happening took place, is planned, threatened, wanted, supposed or denied."""

from functools import cache

from .document import Document
from .lexicon import load
from .segments import Segment
from .syntax.grammar import is_negated, modals
from .syntax.parse import Parse

_HIGHEST = 4  # how many words up from a happening its governors are looked at
_STANDS = ("nsubj", "csubj")
_GOVERNED = ("xcomp", "ccomp", "acl", "advcl", "obj", "obl", "nmod", "csubj", "nsubj")


def status(document: Document, segment: Segment) -> str:
    """One of the vocabulary `statuses`, by the modals and negations of the clause and its governors."""
    trigger = segment.trigger
    if trigger.status is not None:
        return trigger.status
    parse, verb = document.parse, trigger.governor
    if verb < 0:
        return "happened"
    planned = trigger.kind.type == "mobilize"
    return _own(parse, verb, planned) or _governed(parse, verb) or _present(parse, verb)


def is_supposed(document: Document, segment: Segment) -> bool:
    """Whether a happening is only the condition of another ("if the town were attacked")."""
    verb = segment.trigger.governor
    return verb >= 0 and _supposed(document.parse, verb)


def _own(parse: Parse, verb: int, moves: bool) -> str | None:
    """What the clause's own modals, negation and conjunction say."""
    auxiliaries = set(modals(parse, verb))
    if is_negated(parse, verb):
        return "denied"
    if _supposed(parse, verb) or auxiliaries & _words("may"):
        return "hypothetical"
    if {"would", "should"} & auxiliaries and "have" in auxiliaries:
        return "hypothetical"
    if auxiliaries & _words("future"):
        return "hypothetical" if _conditioned(parse, verb) else "planned"
    if auxiliaries & _words("duty"):
        return "called-for"
    return "planned" if moves and _progressive(parse, verb) else None


def _supposed(parse: Parse, verb: int) -> bool:
    """Whether "if", "unless" or "whether" opens the clause, or "should" does by inversion."""
    marks = {parse[i].lemma for i in parse.children(verb, "mark", "advmod")}
    return bool(marks & _words("conditional")) or _inverted(parse, verb)


def _inverted(parse: Parse, verb: int) -> bool:
    """ "Should the town be attacked": the auxiliary stands before the subject."""
    should = [i for i in parse.children(verb, "aux") if parse[i].lemma == "should"]
    doers = parse.children(verb, "nsubj")
    return bool(should and doers) and should[0] < doers[0]


def _conditioned(parse: Parse, verb: int) -> bool:
    return any(_supposed(parse, i) for i in parse.children(verb, "advcl"))


def _progressive(parse: Parse, verb: int) -> bool:
    """ "is sending", "said it was deploying": under way or decided, not done."""
    return parse[verb].tag == "VBG" and any(
        parse[i].lemma == "be" for i in parse.children(verb, "aux")
    )


def _governed(parse: Parse, verb: int) -> str | None:
    """What the words above say: plans, wishes, fears, denials; the nearest one counts."""
    below = verb
    for _ in range(_HIGHEST):
        if parse[below].is_root or not parse.is_dep(below, *_GOVERNED, "conj"):
            return None
        head = parse[below].head
        told = _by_word(parse, head, below)
        if told is not None:
            return told
        if parse.is_dep(below, *_STANDS):
            return _own(parse, head, moves=False)
        below = head
    return None


def _by_word(parse: Parse, head: int, below: int) -> str | None:
    lemma = parse[head].lemma.lower()
    found = next((s for s in _STATUSES if lemma in _words(s)), None)
    if found is None or parse.is_dep(below, "conj", *_STANDS):
        return None
    finite = parse.is_dep(below, "ccomp", "advcl") and parse[below].tag in {"VBD", "VBN", "VBZ"}
    return found if found == "denied" or not finite else None


_STATUSES = ("denied", "hypothetical", "threatened", "planned", "called-for")


def _present(parse: Parse, verb: int) -> str:
    """What no modal governs: still going on, or happened."""
    still = any(parse[i].lemma in _words("still") for i in parse.children(verb, "advmod"))
    now = any(parse[i].lemma in {"be", "continue"} for i in parse.children(verb, "aux"))
    going = parse[verb].tag in {"VBG", "VBZ", "VBP"}
    return "ongoing" if going and (still or (now and _is_now(parse, verb))) else "happened"


def _is_now(parse: Parse, verb: int) -> bool:
    return any(parse[i].text.lower() in {"is", "are"} for i in parse.children(verb, "aux"))


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(str(load("modality")[name]).split())
