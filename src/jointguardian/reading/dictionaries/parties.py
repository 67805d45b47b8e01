"""Who a noun phrase stands for: the actor and agent codes in it, put together as PETRARCH does.

The names nearest to the head count first; those in a prepositional phrase ("lawmakers in Fornost") only
where the head's own words hold none. Joined nouns ("lawmakers and officials in Fornost and Gondor")
share what only one of them carries.
"""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...domain import Span
from ..syntax import Parse
from .sentence import Mention, Sentence

_OUTSIDE = ("conj", "cc", "appos", "acl", "parataxis", "punct", "advcl", "case", "cop", "nsubj", "aux",
            "mark", "orphan", "discourse", "vocative", "ccomp", "csubj", "list", "obl")  # fmt: skip
_INNER = ("compound", "amod", "flat", "nmod:poss", "nummod", "fixed", "det", "conj")
_NOUNS = {"NOUN", "PROPN", "NUM", "X", "ADJ"}
_GENERAL = "PPL"
"""The agent code of people in general, dropped beside any other. Source: PETRARCH2's coding rules."""


@dataclass(frozen=True, slots=True)
class Party:
    """A code with the words that it rests on."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Parts:
    actors: tuple[str, ...] = ()
    agents: tuple[Mention, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.actors or self.agents)


def parties(sentence: Sentence, noun: int) -> tuple[Party, ...]:
    """The parties that a noun names, those joined to it included, each code once."""
    nouns = (noun, *_joined(sentence.parse, noun))
    parts = [_parts(sentence, n) for n in nouns]
    shared = _shared(sentence, nouns, parts)
    found: dict[str, Party] = {}
    for at, part in zip(nouns, parts, strict=True):
        span = _span(sentence, at)
        for code in _codes(_Parts(part.actors or shared.get(at, ()), part.agents)):
            found.setdefault(code, Party(code, span))
    for other in _alongside(sentence, found):
        found.setdefault(other.code, other)
    if not found:
        return _renamed(sentence, nouns)
    named = tuple(p for p in found.values() if not p.code.startswith("---"))
    return named or tuple(found.values())


def named(sentence: Sentence, token: int) -> tuple[Party, ...]:
    """Whom a word that belongs to an actor's or agent's name stands for, with its whole noun phrase."""
    mention = sentence.by_token.get(token)
    if mention is None:
        return ()
    found = parties(sentence, _head(sentence.parse, mention.tokens[-1]))
    own = mention.codes[0]
    if any(own in p.code for p in found):
        return found
    alone = _codes(_Parts((), (mention,)) if mention.agent else _Parts(mention.codes))
    return tuple(Party(c, sentence.parse.covering(mention.tokens)) for c in alone)


def _head(parse: Parse, token: int) -> int:
    """The noun of the phrase that a word stands in."""
    while parse.is_dep(token, *_INNER) and parse[parse[token].head].pos in _NOUNS:
        token = parse[token].head
    return token


def _joined(parse: Parse, noun: int) -> tuple[int, ...]:
    found: list[int] = []
    for i in parse.children(noun, "conj"):
        if parse[i].pos not in {"VERB", "AUX"} or not parse.children(i, "nsubj", "obj"):
            found += (i, *_joined(parse, i))
    return tuple(found)


def _alongside(sentence: Sentence, found: dict[str, Party]) -> list[Party]:
    """Actors in a list ("A, B, C and D") of which the parse has joined only some."""
    codes = {c for p in found.values() for c in (p.code,)}
    for group in sentence.lists:
        if codes & {c for m in group for c in m.codes}:
            return [Party(c, sentence.parse.covering(m.tokens)) for m in group for c in m.codes]
    return []


def _renamed(sentence: Sentence, nouns: tuple[int, ...]) -> tuple[Party, ...]:
    """What an apposition names instead ("its neighbour, Gondor")."""
    for noun in nouns:
        for i in sentence.parse.children(noun, "appos"):
            if found := parties(sentence, i):
                return found
    return _described(sentence, nouns[0])


def _described(sentence: Sentence, noun: int) -> tuple[Party, ...]:
    """Whom a participle ties to a noun that names nobody ("a report released in Oslo")."""
    parse = sentence.parse
    for verb in parse.children(noun, "acl"):
        if parse[verb].tag == "VBN":
            for i in parse.children(verb, "obl"):
                if found := parties(sentence, i):
                    return found
    return ()


def _parts(sentence: Sentence, noun: int, depth: int = 0) -> _Parts:
    """The actors and agents in a noun's own words, else those of the phrases that hang on it."""
    own, phrases = _own(sentence, noun)
    mentions = _mentioned(sentence, own)
    actors = _actors(sentence, mentions)
    agents = tuple(m for m in mentions if m.agent)
    if depth > 4 or (actors and agents):
        return _Parts(actors, agents)
    if agents and not actors and not phrases:
        phrases = _adjoining(sentence, own[-1])
    below = [_whole(sentence, p, depth + 1) for p in phrases]
    if not actors:
        source = next((b for b in below if b.actors), None)
        if source:
            actors = source.actors
            agents = (*agents, *(a for a in source.agents if a not in agents))
    if not agents and not actors:
        agents = next((b.agents for b in below if b.agents), ())
    return _Parts(actors, agents)


def _adjoining(sentence: Sentence, last: int) -> list[int]:
    """The actor in a prepositional phrase right after a role, where the parse has hung it elsewhere."""
    parse = sentence.parse
    rest = parse.within(sentence.span)
    if last + 2 > rest[-1] or parse[last + 1].text.lower() not in {"of", "in", "from"}:
        return []
    at = last + 3 if parse[last + 2].tag == "DT" and last + 3 <= rest[-1] else last + 2
    mention = sentence.by_token.get(at)
    return [_head(parse, mention.tokens[-1])] if mention and not mention.agent else []


def _whole(sentence: Sentence, noun: int, depth: int) -> _Parts:
    """A phrase's noun with those joined to it."""
    parts = [_parts(sentence, n, depth) for n in (noun, *_joined(sentence.parse, noun))]
    actors = tuple(dict.fromkeys(a for p in parts for a in p.actors))
    return _Parts(actors, parts[0].agents)


def _own(sentence: Sentence, noun: int) -> tuple[list[int], list[int]]:
    """The words of a noun phrase before any later phrase, and the nouns of those phrases."""
    parse, own, phrases, stack = sentence.parse, [], [], [noun]
    while stack:
        at = stack.pop()
        own.append(at)
        for i in parse.children(at):
            if at != noun and parse.is_dep(i, "conj") and at < noun:
                stack.append(i)
            elif parse.is_dep(i, *_OUTSIDE):
                continue
            elif parse.is_dep(i, "nmod") and i > noun and not parse.is_dep(i, "nmod:poss"):
                phrases.append(i)
            else:
                stack.append(i)
    return _leftward(sentence, sorted(own)), sorted(phrases)


def _leftward(sentence: Sentence, own: list[int]) -> list[int]:
    """A phrase with the names that stand right before it ("Oslo Foreign Minister X" read as several)."""
    first = own[0]
    while (mention := sentence.by_token.get(first - 1)) and first - 1 >= 0:
        own = [*mention.tokens, *own]
        first = mention.tokens[0]
    return sorted(set(own))


def _mentioned(sentence: Sentence, tokens: Iterable[int]) -> list[Mention]:
    found = (sentence.by_token.get(t) for t in tokens)
    return list(dict.fromkeys(m for m in found if m))


def _actors(sentence: Sentence, mentions: list[Mention]) -> tuple[str, ...]:
    """The codes of the first actor, and of those that are joined to it by "and" or a comma."""
    actors = [m for m in mentions if not m.agent]
    codes = [*actors[0].codes] if actors else []
    for one, other in itertools.pairwise(actors):
        if not _listed(sentence.parse, one, other):
            break
        codes += other.codes
    return tuple(dict.fromkeys(codes))


def _listed(parse: Parse, one: Mention, other: Mention) -> bool:
    """Whether only separators and adjectives stand between two names, one of them a separator."""
    between = [parse[i] for i in range(one.tokens[-1] + 1, other.tokens[0])]
    parted = [t for t in between if t.tag == "CC" or t.text == ","]
    return bool(parted) and all(t in parted or t.tag in {"DT", "JJ"} for t in between)


def _shared(
    sentence: Sentence, nouns: tuple[int, ...], parts: list[_Parts]
) -> dict[int, tuple[str, ...]]:
    """Actors for those joined nouns that are mere agents without a determiner of their own."""
    donors = [p.actors for p in parts if p.actors and p.agents]
    if len(nouns) < 2 or not donors:
        return {}
    bare = (n for n in nouns if not sentence.parse.children(n, "det", "nmod:poss"))
    return dict.fromkeys((*bare, nouns[0]), donors[0])


def _codes(parts: _Parts) -> Iterator[str]:
    agents = [m for m in parts.agents if m.codes[0] != _GENERAL] or list(parts.agents)
    for actor in parts.actors or ("---",):
        code = actor
        for agent in agents:
            code = _with(code, agent)
        if code != "---":
            yield code


def _with(code: str, agent: Mention) -> str:
    """A code with an agent's added, unless it is in it already (codes are triplets)."""
    extra = agent.codes[0]
    if any(code[i : i + len(extra)] == extra for i in range(0, len(code), 3)):
        return code
    return extra + code if agent.before and code != "---" else code + extra


def _span(sentence: Sentence, noun: int) -> Span:
    own, phrases = _own(sentence, noun)
    if not _mentioned(sentence, own):
        own += [t for p in phrases for t in _own(sentence, p)[0] if t in sentence.by_token]
    return sentence.parse.covering(own)
