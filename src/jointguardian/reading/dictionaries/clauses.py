"""The verbs of a sentence as dictionaries see them: what stands before and after each, and who acts."""

from collections.abc import Iterator

from ..syntax import Parse, agents, objects, obliques, subjects
from .parties import Party, named, parties
from .sentence import Sentence
from .spread import Side

_DOWN = ("ccomp", "xcomp", "conj", "parataxis", "root")
_REPORTING = {
    "say", "report", "announce", "tell", "state", "add", "note", "claim", "confirm", "write", "quote",
    "declare", "explain", "warn", "insist", "argue", "comment", "stress", "recall", "admit", "show",
}  # fmt: skip
_BEFORE_VERBS = {"NNP", "NNPS", "NN", "NNS", "CC", "PRP", "VBZ", "VBP", "VBD", "MD"}
_BETWEEN = {"MD", "TO", "RB"}
_BE = {"is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "about", "n't"}
_NEAR = 5
"""How many words on a "by" phrase is still a verb's own."""
_THIRD = {"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who", "which", "that",
          "himself", "herself", "itself", "themselves"}  # fmt: skip


def verbs(sentence: Sentence) -> Iterator[int]:
    """The tokens that may be verbs, in the order of the text; auxiliaries are none."""
    parse = sentence.parse
    for i in parse.within(sentence.span):
        token = parse[i]
        if token.pos == "AUX" and parse.is_dep(i, "aux", "cop"):
            continue
        clausal = parse.children(i, "nsubj", "obj", "aux", "xcomp") and token.tag[:2] in {
            "NN",
            "JJ",
        }
        if token.tag.startswith("VB") or token.pos == "VERB" or (clausal and token.is_root):
            yield i


def is_tail(parse: Parse, verb: int) -> bool:
    """Whether a verb only names the speaker of what stands before it (", an official said on Monday")."""
    own = parse.children(verb, "nsubj")
    if not own or own[0] > verb or parse[verb].lemma not in _REPORTING:
        return False
    first = min(parse.below(own[0]))
    told = [i for i in parse.children(verb, "obj", "ccomp", "xcomp") if i > verb]
    return not told and first > 0 and parse[first - 1].text in {",", "''", "”", '"'}


def after(sentence: Sentence, verb: int) -> Side:
    """The words that follow a verb, up to the next joined verb or the speaker named at the end."""
    parse = sentence.parse
    below = set(parse.below(verb))
    chain = () if is_misread(parse, verb) else (verb, *parse.above(verb))
    whole = all(parse.is_dep(i, *_DOWN) for i in chain)
    end = _end(sentence, verb, below)
    return Side(
        [
            p
            for p, w in enumerate(sentence.words)
            if verb < w.token < end and (whole or w.token in below)
        ],
        backward=False,
    )


def is_misread(parse: Parse, verb: int) -> bool:
    """Whether a participle before a noun is likelier a finite verb ("Oslo promised aid", "and promised aid")."""
    if not parse.is_dep(verb, "amod", "compound") or verb == 0:
        return False
    at = verb - 1
    while at > 0 and parse[at].tag == "RB":
        at -= 1
    return parse[at].tag in _BEFORE_VERBS and parse[at].text.lower() not in _BE


def _end(sentence: Sentence, verb: int, below: set[int]) -> int:
    parse = sentence.parse
    ends = [parse.within(sentence.span)[-1] + 1]
    for other in verbs(sentence):
        if other <= verb:
            continue
        joined = parse.is_dep(other, "conj") and (parse[other].head == verb or other not in below)
        if joined or is_tail(parse, other):
            ends.append(_start(parse, other, verb))
    return min(ends)


def _start(parse: Parse, verb: int, after_: int) -> int:
    """Where a clause begins: with its verb's subject, if that stands before it."""
    own = [i for s in parse.children(verb, "nsubj", "cc") for i in parse.below(s) if i > after_]
    return min([verb, *own])


def before(sentence: Sentence, verb: int) -> Side:
    """The words that precede a verb, the nearest first; of a joined verb only its own and the subject's."""
    parse = sentence.parse
    kept = None
    if parse.is_dep(verb, "conj") and parse[parse[verb].head].pos in {"VERB", "AUX"}:
        kept = {i for c in parse.children(verb) if c < verb for i in parse.below(c)}
        kept |= {i for s in subjects(parse, verb) for i in parse.below(s)}
        kept |= {verb}
    found = [
        p
        for p, w in enumerate(sentence.words)
        if w.token < verb and (kept is None or w.token in kept)
    ]
    return Side(found[::-1], backward=True)


def source_of(sentence: Sentence, verb: int, depth: int = 0) -> tuple[Party, ...]:
    """Who acts: the subject, a pronoun's antecedent, who stands right before, or the clause above's."""
    parse = sentence.parse
    own = subjects(parse, verb)
    found = _all(sentence, own) or (
        () if parse.children(verb, "nsubj") else _beside(sentence, verb)
    )
    if found or depth > 4:
        return found
    pronouns = [i for i in own if parse[i].text.lower() in _THIRD]
    if own and not pronouns:
        return parties(sentence, parse[verb].head) if is_fragment(parse, verb) else ()
    return next((f for v in _above(parse, verb) if (f := source_of(sentence, v, depth + 1))), ())


def is_fragment(parse: Parse, verb: int) -> bool:
    """Whether a sentence without a main verb hangs on the noun that a clause describes: likelier its subject."""
    head = parse[verb].head
    noun = parse[head].is_root and parse[head].pos in {"NOUN", "PROPN"}
    return noun and head < verb and parse.is_dep(verb, "acl") and parse[verb].tag != "VBG"


def _beside(sentence: Sentence, verb: int) -> tuple[Party, ...]:
    """Who is named right before a verb and its auxiliaries."""
    parse, at = sentence.parse, verb - 1
    start = parse.within(sentence.span)[0]
    while at > start and (parse[at].tag in _BETWEEN or parse[at].text.lower() in _BE):
        at -= 1
    return named(sentence, at) if at >= start else ()


def _above(parse: Parse, verb: int) -> Iterator[int]:
    for i in parse.above(verb):
        if parse[i].pos in {"VERB", "AUX"} or parse[i].is_root:
            yield i


def _all(sentence: Sentence, nouns: tuple[int, ...]) -> tuple[Party, ...]:
    """The parties of several nouns; those joined to the first are in its own already."""
    found: dict[str, Party] = {}
    for noun in nouns:
        if sentence.parse.is_dep(noun, "conj") and sentence.parse[noun].head in nouns:
            continue
        for party in parties(sentence, noun):
            found.setdefault(party.code, party)
    return tuple(found.values())


def doers(sentence: Sentence, verb: int) -> tuple[Party, ...]:
    """Who does a passive verb's deed ("by ..."), wherever the parse has hung the phrase."""
    found = _all(sentence, agents(sentence.parse, verb))
    return found or _after_by(sentence, verb)


def _after_by(sentence: Sentence, verb: int) -> tuple[Party, ...]:
    parse = sentence.parse
    for i in range(verb + 1, min(verb + _NEAR, parse.within(sentence.span)[-1])):
        if parse[i].text.lower() == "by":
            ahead = (named(sentence, j) for j in range(i + 1, min(i + _NEAR, len(parse))))
            return next(filter(None, ahead), ())
    return ()


def targets_of(sentence: Sentence, verb: int) -> tuple[Party, ...]:
    """To whom: the objects, else the nouns that prepositions tie to the verb."""
    parse = sentence.parse
    found = _all(sentence, objects(parse, verb))
    if found:
        return found
    return next((f for i, _ in obliques(parse, verb) if (f := parties(sentence, i))), ())


def first_named(sentence: Sentence, side: Side, others: tuple[Party, ...]) -> tuple[Party, ...]:
    """The first party named on a side of a verb other than those given."""
    codes = {p.code for p in others}
    for p in side.positions:
        found = named(sentence, sentence.words[p].token)
        if kept := tuple(f for f in found if f.code not in codes):
            return kept
    return ()
