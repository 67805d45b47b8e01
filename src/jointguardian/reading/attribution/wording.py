"""Which words around a verb belong to its cue: auxiliaries, adverbs, particles, forums, prepositions."""

from ..syntax import Parse
from .cue_words import cue_words
from .found import Block, block, runs, trimmed, without

# The longest name of a forum ("in an interview with the paper"), in tokens.
_FORUM = 8


def case(parse: Parse, noun: int) -> str:
    """The preposition or conjunction that opens a phrase; empty for none."""
    marks = parse.children(noun, "case", "mark")
    return parse[marks[0]].text.lower() if marks else ""


def bare_infinitive(parse: Parse, clause: int) -> bool:
    """Whether a clause has neither a subject nor a finite verb."""
    return any(parse[m].tag == "TO" for m in parse.children(clause, "mark", "aux"))


def apart(parse: Parse, verb: int, content: tuple[Block, ...]) -> tuple[Block, ...]:
    """A content without punctuation at its ends and without the verb's own words."""
    kept = [t for b in without(content, (verb, verb)) if (t := trimmed(parse, b))]
    return tuple(kept)


def cue_of(parse: Parse, verb: int, top: int, extra: tuple[int, ...]) -> tuple[Block, ...]:
    """The verb with its auxiliaries, adverbs before it, particles, and further words."""
    words = {verb, *parse.children(verb, "compound:prt"), *extra}
    first = verb
    for at in dict.fromkeys((verb, top)):
        before = [i for i in parse.children(at, "aux", "advmod", "cop") if i < at and i >= at - 5]
        first = min([first, at, *before])
    subject = [s for s in parse.children(top, "nsubj") if s < verb]
    edge = max((block(parse, s)[1] for s in subject), default=-1)
    start = first if edge < first else edge + 1
    while start < verb and parse[start].pos == "PUNCT":
        start += 1
    words |= set(range(start, verb))
    words |= set(range(verb + 1, _manner(parse, verb) + 1))
    return runs(words)


def _manner(parse: Parse, verb: int) -> int:
    """The last word of how, or in what forum, something is said right behind the verb."""
    at = verb
    if at + 1 < len(parse) and parse[at + 1].tag == "RB" and parse[at + 1].head == verb:
        at += 1
    for other in parse.children(verb, "obl", "nmod"):
        low, high = block(parse, other)
        forum = cue_words().base(parse[other]) in cue_words().forums
        if low == at + 1 and high - low < _FORUM and forum and case(parse, other) != "to":
            return max(at, other)
    return at
