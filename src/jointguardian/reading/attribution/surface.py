"""What word order tells where a parse does not: a noun phrase beside a verb of speech."""

from ..syntax import Parse
from .found import Block

_NOMINAL = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "DT", "JJ", "JJR", "JJS", "CD", "POS", "HYPH", "$", "PDT"}
)  # fmt: skip
_ENDS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD"})
_LINKS = frozenset({"of", "for", "&"})
_COMMAS = frozenset({",", "-", "–", "—", "--", ")"})
# The longest aside between a noun and its verb, and the longest phrase, in tokens.
_ASIDE = 24
_LONGEST = 20


def subject_before(parse: Parse, verb: int, low: int) -> Block | None:
    """The noun phrase that ends before a verb and its auxiliaries, over one aside at most."""
    at = verb - 1
    while at > low and (parse[at].pos in {"ADV", "AUX"} or parse[at].tag in {"MD", "RB"}):
        at -= 1
    if at < low:
        return None
    if parse[at].text in _COMMAS:
        return _over_aside(parse, at, low)
    if parse[at].tag not in _ENDS:
        return None
    return start_of(parse, at, low), at


def _over_aside(parse: Parse, comma: int, low: int) -> Block | None:
    """ "NAME, an office, said"."""
    opening = {",": ",", ")": "("}.get(parse[comma].text, parse[comma].text)
    for at in range(comma - 1, max(low, comma - _ASIDE), -1):
        text = parse[at].text
        if text in "\"“”''" and text:
            return None
        if text == opening:
            ends = parse[at - 1].tag in _ENDS
            return (start_of(parse, at - 1, low), comma - 1) if ends else None
    return None


def start_of(parse: Parse, last: int, low: int) -> int:
    """Where the noun phrase begins that ends with a word."""
    at = last
    while at > low and last - at < _LONGEST:
        left = parse[at - 1]
        linked = left.text.lower() in _LINKS and at - 2 >= low and parse[at - 2].tag in _ENDS
        if left.tag not in _NOMINAL and not linked:
            break
        if parse[at].tag == "PRP" or (left.tag == "PRP"):
            break
        at -= 1
    return at


def subject_after(parse: Parse, verb: int, high: int) -> Block | None:
    """The noun phrase behind a verb ("..., said X of Y"), with what follows it up to the full stop."""
    at = verb + 1
    while at <= high and (
        parse[at].tag in _NOMINAL or (parse[at].text in _LINKS and at > verb + 1)
    ):
        at += 1
    if at == verb + 1 or parse[at - 1].tag not in _ENDS:
        return None
    return verb + 1, at - 1
