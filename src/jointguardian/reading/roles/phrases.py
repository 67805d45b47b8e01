"""The words that name somebody or something, as a stretch of the text."""

from functools import cache

from ...domain import Span
from ..lexicon import load
from ..syntax.parse import Parse

# What hangs on a noun but tells more of it than its name.
_ASIDE = ("acl", "parataxis", "conj", "cc", "punct", "advcl", "dep", "list", "mark", "cop",
          "nsubj", "aux", "case", "obl", "obj", "xcomp", "ccomp", "discourse", "root")  # fmt: skip
_DAYS = frozenset(
    ("today", "yesterday", "tomorrow", "tonight", "monday", "tuesday", "wednesday", "thursday",
     "friday", "saturday", "sunday")
)  # fmt: skip
_INSIDE = frozenset(("of", "in", "at", "from", "near", "by"))


def named(parse: Parse, noun: int) -> Span:
    """A noun with its modifiers, its "of" and "in" phrases, and a name or acronym set beside it."""
    kept, stack = [], [noun]
    while stack:
        at = stack.pop()
        kept.append(at)
        stack.extend(i for i in parse.children(at) if _belongs(parse, at, i, noun))
    return _trimmed(parse, parse.covering(_unbroken(parse, kept, noun)))


def _belongs(parse: Parse, at: int, child: int, noun: int) -> bool:
    if child > at and parse[child].tag.startswith("VB"):
        return False
    if at != noun:
        return not parse.is_dep(child, "acl", "parataxis", "punct") or _inner(parse, child, noun)
    if parse.is_dep(child, *_ASIDE):
        return _inner(parse, child, noun) and parse.is_dep(child, "punct", "conj")
    if parse.is_dep(child, "appos"):
        return _beside(parse, noun, child)
    if parse.is_dep(child, "advmod"):
        return child < noun and parse[child].tag != "WRB"
    return not (parse.is_dep(child, "nmod") and child > noun and _outer(parse, child))


def _inner(parse: Parse, child: int, noun: int) -> bool:
    """Whether a word stands before the noun, so that the phrase goes around it."""
    return child < noun and parse[child].pos != "PUNCT" and not parse.is_dep(child, "acl", "cc")


def _outer(parse: Parse, child: int) -> bool:
    return preposition(parse, child) not in _INSIDE | {""}


def _beside(parse: Parse, noun: int, child: int) -> bool:
    """Whether an apposition is a name beside what it is ("their ally Turkey", "a nurse, Ann Low")."""
    one, other = parse[noun].pos == "PROPN", parse[child].pos == "PROPN"
    marks = [i for i in range(noun + 1, child) if parse[i].pos == "PUNCT"]
    return not marks or (one != other and len(marks) == 1 and parse[marks[0]].text == ",")


def _unbroken(parse: Parse, kept: list[int], noun: int) -> list[int]:
    """The kept words without those that a verb or mark parts from the noun on its right."""
    order = sorted(kept)
    last = noun
    for at in (i for i in order if i > noun):
        gap = range(last + 1, at)
        if any(parse[i].pos in {"VERB", "AUX", "SCONJ"} for i in gap):
            break
        last = at
    return [i for i in order if i <= last]


def _trimmed(parse: Parse, span: Span) -> Span:
    """The stretch without marks, joining words and words of time at its ends; with its acronym."""
    inside = list(parse.within(span))
    while len(inside) > 1 and _loose(parse, inside[-1], ("PUNCT", "CCONJ", "ADP")):
        inside.pop()
    while len(inside) > 1 and _loose(parse, inside[0], ("PUNCT", "CCONJ")):
        del inside[0]
    return parse.covering((inside[0], _acronym(parse, inside[-1]))) if inside else span


def _acronym(parse: Parse, last: int) -> int:
    """The bracket that closes behind an acronym after a name ("Red Cross (ICRC)"), else the last word."""
    texts = [parse[i].text for i in range(last, min(last + 4, len(parse)))]
    if len(texts) == 4 and texts[1] == "(" and texts[3] == ")" and texts[2][:2].isupper():
        return last + 3
    if len(texts) > 1 and texts[1] == ")" and last > 1 and parse[last - 1].text == "(":
        return last + 1
    return last


def _loose(parse: Parse, index: int, kinds: tuple[str, ...]) -> bool:
    token = parse[index]
    timed = token.lemma.lower() in words("calendar") and token.pos in {"PROPN", "NOUN"}
    return token.pos in kinds or (timed and token.lemma.lower() in _DAYS)


def preposition(parse: Parse, noun: int) -> str:
    """The words that tie a noun to its head ("along with"), lower case; "" without any."""
    return " ".join(
        parse[c].text.lower() for c in parse.children(noun, "case") if parse[c].tag != "POS"
    )


@cache
def words(name: str) -> frozenset[str]:
    """A list of `lexicon/roles.yaml`."""
    return frozenset(str(load("roles")[name]).split())
