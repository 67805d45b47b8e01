"""Attributions without a verb: "according to X", "in X's view", "reportedly", "X: ..."."""

from collections.abc import Iterator

from ..syntax import Parse
from .cue_words import Group, cue_words
from .found import Block, Found, block, runs, trimmed, without

_STATES = Group(kind="say", stance="states")
_VIEW = frozenset(
    {
        "view",
        "opinion",
        "eyes",
        "words",
        "estimation",
        "assessment",
        "account",
        "judgment",
        "judgement",
        "mind",
        "telling",
    }
)
_DOCUMENTS = frozenset(
    {
        "poll",
        "report",
        "survey",
        "study",
        "analyst",
        "expert",
        "source",
        "official",
        "minister",
        "witness",
        "police",
    }
)
# The furthest that an opening name may reach before a colon, in tokens.
_HEADING = 8


def according(parse: Parse, sentence: Block) -> Iterator[Found]:
    """ "According to X" and its like in one sentence."""
    low, high = sentence
    for at in range(low, high):
        if parse[at].text.lower() == "according" and parse[at + 1].text.lower() == "to":
            found = _adjunct(parse, sentence, (at, at + 1), _noun_behind(parse, at, high))
            if found:
                yield found
        elif parse[at].text.lower() in _VIEW:
            found = _in_view(parse, sentence, at)
            if found:
                yield found


def _noun_behind(parse: Parse, at: int, high: int) -> int | None:
    """The noun that "according to" brings in."""
    for part in (at, at + 1):
        head = parse[part].head
        if at + 1 < head <= high:
            return head
        kids = [i for i in parse.children(part, "obl", "nmod", "pobj", "obj") if i > at + 1]
        if kids:
            return kids[0]
    return at + 2 if at + 2 <= high else None


def _adjunct(parse: Parse, sentence: Block, cue: Block, noun: int | None) -> Found | None:
    if noun is None:
        return None
    inner = without((block(parse, noun),), (0, cue[1]))
    inner = tuple(b for b in inner if b[0] <= noun <= b[1]) or ((noun, noun),)
    source = trimmed(parse, (cue[1] + 1, max(noun, inner[0][1])))
    if source is None:
        return None
    content = without((sentence,), (cue[0], source[1]))
    kept = tuple(t for b in content if (t := trimmed(parse, b)))
    if not kept:
        return None
    return Found(cue[0], "according", _STATES, (source,), (cue,), kept, noun, frame="adjunct")


def _in_view(parse: Parse, sentence: Block, noun: int) -> Found | None:
    """ "In X's view, ..."."""
    owners = parse.children(noun, "nmod:poss")
    cases = parse.children(noun, "case")
    if not owners or not cases or parse[cases[0]].text.lower() not in {"in", "to", "by"}:
        return None
    source = trimmed(parse, block(parse, owners[0]))
    content = without((sentence,), (cases[0], noun))
    kept = tuple(t for b in content if (t := trimmed(parse, b)))
    if source is None or not kept:
        return None
    cue = runs(i for i in range(cases[0], noun + 1) if not source[0] <= i <= source[1])
    return Found(noun, "view", _STATES, (source,), cue, kept, owners[0], frame="adjunct")


def hedges(parse: Parse, adverb: int) -> Iterator[Found]:
    """ "Reportedly", "allegedly": somebody unnamed says the clause that it stands in."""
    token = parse[adverb]
    if token.lemma.lower() not in cue_words().adverbs or token.is_root:
        return
    content = without((block(parse, token.head),), (adverb, adverb))
    kept = tuple(t for b in content if (t := trimmed(parse, b)))
    if kept:
        yield Found(
            adverb, token.lemma, _STATES, (), ((adverb, adverb),), kept, None, frame="hedge"
        )


def headings(parse: Parse, sentence: Block) -> Iterator[Found]:
    """ "X: ..." as headlines have it."""
    low, high = sentence
    for colon in range(low + 1, min(low + _HEADING, high)):
        if parse[colon].text == ":":
            opening = [parse[i] for i in range(low, colon)]
            nouns = [t for t in opening if t.pos in {"PROPN", "NOUN"}]
            named = any(t.pos == "PROPN" or t.lemma in _DOCUMENTS for t in nouns)
            if named and not any(t.pos in {"VERB", "AUX", "PUNCT"} for t in opening):
                yield Found(
                    colon, ":", _STATES, ((low, colon - 1),), ((colon, colon),),
                    ((colon + 1, high),), nouns[-1].index, frame="heading",
                )  # fmt: skip
            return
