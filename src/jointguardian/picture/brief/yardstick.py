"""One yardstick of likelihood: its terms, and what in a person's text does not keep to it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from ...domain.assessment import CONFIDENCE
from ...errors import InputError
from ..wording import loaded_outside_quotes

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A term with its range in percent; `also` are its synonyms, `reads` how a sentence begins with it."""

    term: str
    low: int
    high: int
    also: tuple[str, ...] = ()
    reads: str = ""

    @property
    def words(self) -> str:
        """ "it is likely that", "there is a realistic possibility that"."""
        return self.reads or f"it is {self.term} that"

    @property
    def range(self) -> str:
        """ "55 to 75 %"."""
        return f"{self.low} to {self.high} %"


class Yardstick(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The terms of one publication, from least to most likely."""

    id: str
    title: str
    source: str
    terms: tuple[Term, ...]

    def __getitem__(self, term: str) -> Term:
        for known in self.terms:
            if term in (known.term, *known.also):
                return known
        way_out = f"use one of {', '.join(t.term for t in self.terms)}"
        raise InputError(f"{term!r} is no term of the {self.title}", way_out=way_out)

    def nearest(self, percent: int) -> Term:
        """The term whose range holds a percentage, else the one nearest to it."""
        return min(self.terms, key=lambda t: max(t.low - percent, percent - t.high, 0))


class Loose(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word that says how likely without saying how much."""

    word: str
    percent: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    yardsticks: tuple[Yardstick, ...]
    loose: tuple[Loose, ...]
    confident: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flag:
    """Something in a text that does not keep to the rules, and what to write instead."""

    word: str
    what: str
    use: str = ""

    @property
    def line(self) -> str:
        """One line for the person who writes."""
        mend = f"; use “{self.use}”" if self.use else ""
        return f"“{self.word}” {self.what}{mend}"


@cache
def _file() -> _File:
    raw = files(__package__).joinpath("yardsticks.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(raw), _File)


def yardsticks() -> tuple[str, ...]:
    """The ids of all yardsticks."""
    return tuple(y.id for y in _file().yardsticks)


def yardstick(id_: str) -> Yardstick:
    """The yardstick of an id. Raises InputError."""
    for known in _file().yardsticks:
        if known.id == id_:
            return known
    raise InputError(f"no yardstick {id_!r}", way_out=f"use {', '.join(yardsticks())}")


def flags(text: str, by: Yardstick, *, estimate: bool) -> tuple[Flag, ...]:
    """What a text says outside of the rules; quotations are left alone.

    An estimate's text states what is judged: its likelihood and its confidence stand in their own
    fields. A fact's text holds no likelihood at all.
    """
    plain = _QUOTED.sub("“”", text)
    found = [*_estimative(plain, by, estimate), *_confident(plain, by)]
    loaded = (Flag(w, "is a loaded word", "somebody's words in quotation marks")
              for w in loaded_outside_quotes(plain))  # fmt: skip
    return tuple(dict.fromkeys((*found, *loaded)))


def _estimative(text: str, by: Yardstick, estimate: bool) -> Iterator[Flag]:
    own = {w: t for t in by.terms for w in (t.term, *t.also)}
    others = {w: t for y in _file().yardsticks for t in y.terms for w in (t.term, *t.also)}
    loose = {row.word: row.percent for row in _file().loose}
    for word, said in _words(text, (*own, *others, *loose)):
        if word in own:
            where = "in the text: the likelihood has a field of its own"
            yield Flag(said, where if estimate else "is an estimate, and this is a fact")
        else:
            percent = loose[word] if word in loose else (others[word].low + others[word].high) // 2
            yield Flag(said, f"is not in the {by.title}", by.nearest(percent).term)


def _confident(text: str, by: Yardstick) -> Iterator[Flag]:
    mixed = any(True for _ in _words(text, [w for t in by.terms for w in (t.term, *t.also)]))
    for _, said in _words(text, _file().confident):
        more = " and is mixed with a likelihood here" if mixed else ""
        yield Flag(said, f"speaks of confidence, which has a field of its own{more}")


def _words(text: str, words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The listed words in a text, the longest first where they overlap, with how they stand there."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    pattern = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered)
    for found in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
        month = found[0] == "May" and re.match(r"\s+(?:19|20)?\d\d", text[found.end() :])
        if (not month and not re.search(r"\d\s+$", text[: found.start()])) or found[0] != "May":
            yield " ".join(found[0].casefold().split()), found[0]


def checked(text: str, term: str, confidence: str, reason: str, by: Yardstick) -> Term:
    """The term of an estimate that is whole. Raises InputError for what is missing or not a term."""
    if not text.strip():
        raise InputError("the judgement is empty", way_out="write what is judged")
    if confidence not in CONFIDENCE:
        raise InputError(
            f"{confidence!r} is no confidence", way_out=f"use one of {', '.join(CONFIDENCE)}"
        )
    if not reason.strip():
        raise InputError("the confidence has no reason", way_out="say what it rests on")
    return by[term]
