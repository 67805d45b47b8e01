"""A sentence as the coder sees it: its words with their tokens, and the actors and agents named in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...domain import Span
from ..syntax import Parse
from .entries import Dictionaries
from .words import keys

# Function words that are spelt like an actor's name ("us", "in", "may") when written small.
_FUNCTION = {"PRP", "PRP$", "IN", "TO", "DT", "MD", "CC", "WDT", "WP", "WRB", "RB", "RP", "EX"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word: the key that dictionaries know it by, and the token that it is part of."""

    key: str
    token: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A dictionary's actor or agent in the text: its codes, and whether they go before an actor's."""

    tokens: tuple[int, ...]
    codes: tuple[str, ...]
    agent: bool
    before: bool = False


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence, its parse, and the names found on the sentence's day."""

    parse: Parse
    span: Span
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, parse: Parse, span: Span, known: Dictionaries, day: date | None) -> "Sentence":
        """A sentence with the actors and agents that the dictionaries know."""
        words = tuple(Word(k, i) for i in parse.within(span) for k in keys(parse[i].text))
        return cls(parse, span, words, tuple(_mentions(parse, words, known, day)))

    @cached_property
    def by_token(self) -> dict[int, Mention]:
        """The mention that each token belongs to."""
        return {token: m for m in self.mentions for token in m.tokens}

    @cached_property
    def places(self) -> dict[int, int]:
        """The position of each token's first word."""
        found: dict[int, int] = {}
        for at, word in enumerate(self.words):
            found.setdefault(word.token, at)
        return found

    @cached_property
    def lists(self) -> tuple[tuple[Mention, ...], ...]:
        """Actors named one after the other with only separators between, "and" or "or" before the last."""
        groups: list[list[Mention]] = []
        for one, other in zip(self.mentions, self.mentions[1:], strict=False):
            if one.agent or other.agent or not _parted(self.parse, one, other):
                continue
            if groups and groups[-1][-1] is one:
                groups[-1].append(other)
            else:
                groups.append([one, other])
        return tuple(tuple(g) for g in groups if _ended(self.parse, g))

    def forms(self, token: int) -> frozenset[str]:
        """The keys that a token answers to: as written, and its base form."""
        written = self.parse[token]
        return frozenset((*keys(written.text)[-1:], *keys(written.lemma)[-1:]))


def _mentions(
    parse: Parse, words: tuple[Word, ...], known: Dictionaries, day: date | None
) -> Iterator[Mention]:
    plain = [w.key for w in words]
    at = 0
    while at < len(words):
        found = _mention(plain, at, known, day, _small(parse, words[at]))
        if found is None:
            at += 1
            continue
        positions, codes, agent, before = found
        tokens = tuple(dict.fromkeys(words[p].token for p in positions))
        yield Mention(tokens, codes, agent, before)
        at = positions[-1] + 1 if positions[-1] - positions[0] < len(positions) else at + 1


def _small(parse: Parse, word: Word) -> bool:
    token = parse[word.token]
    return token.tag in _FUNCTION and (token.text.islower() or len(token.text) < 2)


def _mention(
    plain: list[str], at: int, known: Dictionaries, day: date | None, small: bool
) -> tuple[tuple[int, ...], tuple[str, ...], bool, bool] | None:
    """The actor that begins at a word, or the agent where that is longer or no actor's code holds."""
    actor, agent = known.actors.at(plain, at), known.agents.at(plain, at)
    if actor and not (small and len(actor[0]) == 1):
        holding = [c for a in actor[1] if (c := a.on(day))]
        code = min(holding, key=lambda c: c.days, default=None)
        if code and not (agent and len(agent[0]) > len(actor[0])):
            return actor[0], tuple(filter(None, code.code.split("/"))), False, False
    if agent and not small:
        return agent[0], (agent[1][0].code,), True, agent[1][0].before
    return None


_SEPARATORS = {"CC", ",", "DT"}


def _parted(parse: Parse, one: Mention, other: Mention) -> bool:
    """Whether a comma or "and", and nothing but an article or adjective beside, parts two names."""
    between = [parse[i] for i in range(one.tokens[-1] + 1, other.tokens[0])]
    if not any(t.tag in {"CC", ","} for t in between):
        return False
    closed = other.tokens[-1] + 1
    owner = closed < len(parse) and parse[closed].tag in {"POS", "NN", "NNS"}
    return not owner and all(t.tag in _SEPARATORS or t.tag == "JJ" for t in between)


def _ended(parse: Parse, group: list[Mention]) -> bool:
    last, other = group[-2], group[-1]
    return any(parse[i].tag == "CC" for i in range(last.tokens[-1] + 1, other.tokens[0]))
