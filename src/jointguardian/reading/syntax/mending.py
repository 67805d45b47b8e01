"""Sentences that the parser left without a verb, mended: "Turkey imposed sanctions" is no noun phrase.

A small parser takes a past tense for a participle that describes a noun. Where a sentence has then
no finite verb at all, that past tense is its verb; the words keep their places.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...domain import Span
from .lemmas import by_rule, family
from .parse import Parse, Token

_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PAST = frozenset({"VBD", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LEFT = frozenset({"compound", "nmod", "flat", "nsubj", "nmod:poss", "nmod:desc"})
_APART = ("acl:relcl", "advcl", "ccomp", "parataxis", "xcomp")


def mended(parse: Parse, sentences: Sequence[Span]) -> Parse:
    """The parse with a verb for each sentence that has one in its words; else as it was."""
    changed = {t.index: t for span in sentences for t in _mended(parse, parse.within(span))}
    words = (*_infinitives(parse), *_gerunds(parse))
    changed |= {t.index: t for t in words if t.index not in changed}
    if not changed:
        return parse
    return Parse(tuple(changed.get(t.index, t) for t in parse))


def _infinitives(parse: Parse) -> Iterator[Token]:
    """A name after "to" that completes a verb is a verb ("threatened to expel")."""
    for token in parse:
        if token.pos not in _NOUNS or token.dep not in {"xcomp", "ccomp"} or not token.index:
            continue
        low = token.text.lower()
        if low == token.text and parse[token.index - 1].tag == "TO":
            yield replace(token, tag="VB", pos="VERB", lemma=low)


def _gerunds(parse: Parse) -> Iterator[Token]:
    """An "-ing" form with a determiner that a verb acts on is a noun ("plan another gathering")."""
    for token in parse:
        if token.tag == "VBG" and token.dep == "obj" and parse.children(token.index, "det"):
            yield replace(token, tag="NN", pos="NOUN", lemma=token.text.lower())


def _mended(parse: Parse, words: range) -> Iterator[Token]:
    roots = [i for i in words if parse[i].is_root]
    if len(roots) != 1:
        return
    root = roots[0]
    if parse[root].pos in _NOUNS:
        yield from _trailing(parse, words, root) or _leading(parse, words, root)
    elif parse[root].tag in _PAST:
        yield from _described(parse, root)


def _finite_elsewhere(parse: Parse, words: range, verb: int) -> bool:
    """Whether a sentence has a finite verb of its own besides a word."""
    return any(
        parse[i].tag in _FINITE and i != verb and not parse.is_dep(i, *_APART, "aux", "conj")
        for i in words
    )


def _trailing(parse: Parse, words: range, root: int) -> list[Token]:
    """ "Officials accused Russia", taken for officials who were accused."""
    found = (
        i
        for i in parse.children(root, "acl", "nmod", "dep")
        if i > root and parse[i].tag in _PAST and parse[i].dep != "acl:relcl"
    )
    verb = next((i for i in found if parse[i].tag == "VBD" or parse.children(i, "obj")), None)
    if verb is None or parse.children(root, "cop", "nsubj"):
        return []
    if _finite_elsewhere(parse, words, verb):
        return []
    later = [i for i in parse.children(root) if i > verb]
    return [
        _verb(parse[verb], verb),
        replace(parse[root], head=verb, dep="nsubj"),
        *(replace(parse[i], head=verb) for i in later),
    ]


def _leading(parse: Parse, words: range, root: int) -> list[Token]:
    """ "Turkey imposed sanctions", taken for sanctions that Turkey imposed."""
    verbs = [i for i in parse.children(root, "amod") if i < root and _is_past(parse[i])]
    verb = verbs[0] if verbs else None
    if verb is None or verb == words.start or parse[verb - 1].pos not in _NOUNS:
        return []
    left = [
        i for i in (*parse.children(root), *parse.children(verb)) if i < verb and _names(parse, i)
    ]
    if not left or _finite_elsewhere(parse, words, verb):
        return []
    doer = max(left)
    others = [i for i in parse.children(root) if i < verb and i != doer]
    after = [i for i in parse.children(root) if i > root and not parse.is_dep(i, "nmod", "conj")]
    # What follows a name rather tells of the deed ("expelled Kosovo from an exercise").
    named = parse[root].pos == "PROPN"
    obliques = [i for i in parse.children(root, "nmod") if i > root] if named else []
    return [
        *(replace(parse[i], head=verb, dep="obl") for i in obliques),
        _verb(parse[verb], verb),
        replace(parse[doer], head=verb, dep="nsubj"),
        replace(parse[root], head=verb, dep="obj"),
        *(replace(parse[i], head=_host(parse, i, doer, verb)) for i in others),
        *(replace(parse[i], head=verb) for i in after),
    ]


def _is_past(token: Token) -> bool:
    """Whether a word is a past tense, or an adjective that looks like one."""
    return token.tag in _PAST or (token.tag == "JJ" and token.text.endswith("ed"))


def _host(parse: Parse, index: int, doer: int, verb: int) -> int:
    """What a word before a mended verb hangs on: the doer, where it is part of its name."""
    return doer if parse[index].pos in _NOUNS | {"DET", "ADJ", "NUM"} else verb


def _names(parse: Parse, index: int) -> bool:
    return parse[index].pos in _NOUNS and parse[index].dep in _LEFT


def _described(parse: Parse, root: int) -> list[Token]:
    """ "Masked gunmen fired", taken for somebody who masked gunmen."""
    nouns = [i for i in parse.children(root, "obj") if root < i <= root + 2]
    if not nouns or parse.children(root, "nsubj", "aux", "aux:pass"):
        return []
    noun = nouns[0]
    verbs = [i for i in parse.children(noun, "acl") if i > noun and parse[i].tag == "VBD"]
    if not verbs or verbs[0] > noun + 2:
        return []
    verb = verbs[0]
    others = [i for i in parse.children(root) if i != noun]
    return [
        _verb(parse[verb], verb),
        replace(parse[noun], head=verb, dep="nsubj"),
        replace(parse[root], head=noun, dep="amod", tag="VBN"),
        *(replace(parse[i], head=verb) for i in others),
    ]


def _verb(token: Token, index: int) -> Token:
    """A word as the verb of its sentence."""
    lemma = by_rule(token.text.lower(), family("VBD"))
    return replace(token, head=index, dep="root", tag="VBD", pos="VERB", lemma=lemma)
