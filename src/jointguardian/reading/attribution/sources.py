"""Whose words: the noun phrase that is the subject of a cue, and whom it means."""

from ..syntax import Parse, clause_of, subjects
from .found import Block, block, trimmed

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_DAYS = frozenset(f"{d}day" for d in ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")) | {
    "today",
    "yesterday",
    "morning",
    "afternoon",
    "evening",
    "night",
    "later",
    "also",
    "recently",
}
_QUOTES = frozenset("\"“”'‘’")


def source_of(parse: Parse, verb: int) -> tuple[tuple[Block, ...], int | None]:
    """The words that name the source of a verb, and the noun they mean; ((), None) for nobody."""
    own = [i for i in parse.children(verb, "nsubj", "csubj") if parse.is_dep(i, "nsubj")]
    if own:
        return named(parse, own[-1], verb), _meant(parse, verb, own[-1])
    shared = [i for i in _shared(parse, verb) if i != verb]
    if not shared:
        return (), None
    return named(parse, shared[0], verb), shared[0]


def _shared(parse: Parse, verb: int) -> tuple[int, ...]:
    """The subject that a verb takes over; ", calling for" behind a noun goes with its clause."""
    if parse.is_dep(verb, "acl") and parse[verb].tag == "VBG" and parse[verb - 1].text == ",":
        clause = clause_of(parse, parse[verb].head)
        if clause != verb and parse[clause].pos in {"VERB", "AUX"}:
            return subjects(parse, clause) or subjects(parse, verb)
    found = subjects(parse, verb)
    if found:
        return _own_clause(parse, verb, found)
    return subjects(parse, parse[verb].head) if goes_on(parse, verb) else ()


def _own_clause(parse: Parse, verb: int, found: tuple[int, ...]) -> tuple[int, ...]:
    """The subject of the verb that says a clause, for a deed joined to that clause by its speaker."""
    token = parse[verb]
    if not parse.is_dep(verb, "conj") or not parse.is_dep(token.head, "ccomp"):
        return found
    speaker = parse[token.head].head
    pronoun = all(parse[i].pos == "PRON" for i in found)
    same = parse[token.head].tag == token.tag != "VBZ"
    if parse[speaker].tag != token.tag or (pronoun and same):
        return found
    return subjects(parse, speaker) or found


def goes_on(parse: Parse, verb: int) -> bool:
    """Whether a participle goes on with what somebody did ("..., adding that")."""
    token = parse[verb]
    before = parse[verb - 1] if verb else None
    return (
        token.text.endswith("ing")
        and token.tag in {"VBG", "NN"}
        and before is not None
        and (
            before.text in {",", "-", "–", "—"}
            or before.text.lower() in {"before", "while", "and", "by"}
        )
        and not parse.children(verb, "nsubj", "aux")
    )


def _meant(parse: Parse, verb: int, subject: int) -> int:
    """The noun that a relative pronoun stands for, else the subject itself."""
    if parse[subject].text.lower() not in _RELATIVE:
        return subject
    return parse[verb].head if parse.is_dep(verb, "acl") else subject


def named(parse: Parse, noun: int, apart: int) -> tuple[Block, ...]:
    """The phrase of a noun with its asides, without what holds the word `apart`."""
    low, high = block(parse, noun)
    if low <= apart <= high:
        low, high = _around(parse, noun, apart)
    found = trimmed(parse, (low, high))
    if found is None:
        return ()
    first, last = found
    while first < noun and _leading(parse, first):
        first += 1
    last = _undated(parse, noun, last)
    while first > 0 and parse[first].tag == parse[first - 1].tag == "NNP":
        first -= 1
    return ((first, last),)


def _leading(parse: Parse, at: int) -> bool:
    """Whether a word before a noun is none of its name: a conjunction, a mark, another clause's pronoun."""
    return (
        parse[at].text in _QUOTES
        or parse[at].tag in {"WDT", "WP", "WRB", "IN", "CC", "RB"}
        or parse[at].pos == "PUNCT"
    )


def _undated(parse: Parse, noun: int, last: int) -> int:
    """The end of a phrase without a day that only stands behind it ("the ministry on Tuesday")."""
    day = parse[last]
    if last == noun or not (day.text.endswith("day") or day.text.lower() in _DAYS):
        return last
    last -= 1
    while last > noun and (parse[last].pos in {"ADP", "PUNCT"} or parse[last].text in _DAYS):
        last -= 1
    return last


def _around(parse: Parse, noun: int, apart: int) -> Block:
    """The words below a noun on its side of the word `apart`."""
    kept = [noun]
    for child in parse.children(noun):
        low, high = block(parse, child)
        if not low <= apart <= high:
            kept += [low, high]
    low, high = min(kept), max(kept)
    if low <= apart <= high:
        return (noun, noun)
    return low, high
