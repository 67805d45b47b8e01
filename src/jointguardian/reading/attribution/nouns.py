"""Nouns and adjectives that attribute: "the claim that", "X's plan to", "critical of", "is sure that"."""

from collections.abc import Iterator

from ..syntax import Parse, is_negated
from .cue_words import Group, cue_words
from .found import Block, Found, block, runs, trimmed, without
from .sources import named, source_of

_RELATIVE = frozenset({"who", "which", "whom", "whose", "where", "when"})


# Attitudes that a noun tells of even where it does not say whose they are ("growing concern about").
_FELT = frozenset({"think", "oppose", "support", "accuse", "condemn", "demand"})


def noun_cues(parse: Parse, noun: int) -> Iterator[Found]:
    """The attribution of one noun, if it makes one."""
    token = parse[noun]
    if token.pos != "NOUN" or parse.is_dep(noun, "compound"):
        return
    groups = cue_words().nouns.get(token.lemma, ())
    if not groups:
        return
    content, mark = _content(parse, noun, groups[0])
    if not content:
        return
    verb = _lent(parse, noun)
    source, who = _source(parse, noun, verb)
    clausal = not mark
    if not source and not clausal and groups[0].kind not in _FELT:
        return
    cue = _cue(parse, noun, verb, mark)
    for hole in (*source, *cue):
        content = without(content, hole)
    content = tuple(t for b in content if (t := trimmed(parse, b)))
    if content:
        negated = is_negated(parse, verb) if verb is not None else False
        yield Found(noun, token.lemma, groups[0], source, cue, content, who, negated, "noun")


def _content(parse: Parse, noun: int, group: Group) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """What a noun carries, and the preposition that opens it."""
    for clause in parse.children(noun, "acl", "ccomp"):
        if clause > noun and _complete(parse, clause):
            return (block(parse, clause),), ()
    for other in parse.children(noun, "nmod", "acl"):
        marks = parse.children(other, "case", "mark")
        if other > noun and marks and parse[marks[0]].text.lower() in group.after:
            return without((block(parse, other),), (marks[0], marks[0])), (marks[0],)
    return (), ()


def _complete(parse: Parse, clause: int) -> bool:
    """Whether a clause says what the noun carries and does not describe the noun."""
    words = [parse[i] for i in parse.children(clause, "mark", "aux", "advmod")]
    if any(w.tag == "TO" for w in words):
        return True
    opening = parse[block(parse, clause)[0]]
    that = opening.text.lower() in {"that", "whether", "if"} and opening.dep != "nsubj"
    subject = parse.children(clause, "nsubj")
    return that and bool(subject) and parse[subject[0]].text.lower() not in _RELATIVE


def _lent(parse: Parse, noun: int) -> int | None:
    """The verb that lends itself to the noun ("made the announcement")."""
    verb = parse[noun].head
    if (
        parse.is_dep(noun, "obj")
        and verb != noun
        and cue_words().base(parse[verb]) in cue_words().light
    ):
        return verb
    return None


def _source(parse: Parse, noun: int, verb: int | None) -> tuple[tuple[Block, ...], int | None]:
    owners = parse.children(noun, "nmod:poss")
    if owners:
        low, high = block(parse, owners[0])
        return ((low, high),), owners[0]
    if verb is not None:
        return source_of(parse, verb)
    for other in parse.children(noun, "nmod"):
        marks = parse.children(other, "case")
        if other > noun and marks and parse[marks[0]].text.lower() in {"by", "from", "among"}:
            return without(named(parse, other, noun), (marks[0], marks[0])), other
    return (), None


def _cue(parse: Parse, noun: int, verb: int | None, mark: tuple[int, ...]) -> tuple[Block, ...]:
    owned = parse.children(noun, "nmod:poss")
    left = [i for i in parse.children(noun, "amod", "det", "compound") if i < noun]
    first = min([noun, *left])
    if owned:
        first = max(min(first, noun), block(parse, owned[0])[1] + 1)
    if verb is not None and verb < noun:
        before = [i for i in parse.children(verb, "aux", "advmod") if verb - 4 <= i < verb]
        first = min([verb, *before])
        subject = parse.children(verb, "nsubj")
        if subject and subject[0] < verb:
            first = max(first, min(verb, block(parse, subject[0])[1] + 1))
    return runs((*range(first, noun + 1), *mark))


def adjective_cues(parse: Parse, adjective: int) -> Iterator[Found]:
    """The attribution of one predicate adjective, if it makes one."""
    token = parse[adjective]
    groups = cue_words().adjectives.get(token.lemma, ())
    if not groups or parse.is_dep(adjective, "amod", "compound"):
        return
    chosen = _said(parse, adjective, groups)
    if chosen is None:
        return
    group, content, mark = chosen
    source, who = source_of(parse, adjective)
    if not source:
        return
    before = [
        i
        for i in parse.children(adjective, "cop", "aux", "advmod")
        if adjective - 5 <= i < adjective
    ]
    cue = runs((*range(max(min([adjective, *before]), 0), adjective + 1), *mark))
    for hole in (*source, *cue):
        content = without(content, hole)
    content = tuple(t for b in content if (t := trimmed(parse, b)))
    if content:
        yield Found(
            adjective,
            token.lemma,
            group,
            source,
            cue,
            content,
            who,
            is_negated(parse, adjective),
            "adjective",
        )


def _said(
    parse: Parse, adjective: int, groups: tuple[Group, ...]
) -> tuple[Group, tuple[Block, ...], tuple[int, ...]] | None:
    for clause in parse.children(adjective, "ccomp", "xcomp", "advcl"):
        infinitive = any(parse[m].tag == "TO" for m in parse.children(clause, "mark", "aux"))
        if clause < adjective or (parse.is_dep(clause, "advcl") and not infinitive):
            continue
        fits = [g for g in groups if g.kind in {"think", "want"}]
        if fits:
            return fits[-1 if infinitive else 0], (block(parse, clause),), ()
    for other in parse.children(adjective, "obl", "nmod", "advcl"):
        marks = parse.children(other, "case", "mark")
        word = parse[marks[0]].text.lower() if marks else ""
        group = next((g for g in groups if word in g.after), None)
        if other > adjective and group:
            return group, without((block(parse, other),), (marks[0], marks[0])), (marks[0],)
    return None
