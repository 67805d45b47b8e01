"""What the dictionaries hold, once read.

Codes are kept as the dictionary writes them. `SPREAD` dictionaries use the older style, whose patterns
are sequences of words; `TREE` dictionaries mark noun phrases with braces and prepositional phrases
with parentheses.
"""

from dataclasses import dataclass
from datetime import date

from .names import Names


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code and the days on which it holds, both included; None: no bound."""

    code: str
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; a restricted code does not hold on an unknown one."""
        if self.since is None and self.until is None:
            return True
        if day is None:
            return False
        return (self.since or day) <= day <= (self.until or day)

    @property
    def days(self) -> int:
        """For how many days it holds; very many where a bound is open."""
        return ((self.until or date.max) - (self.since or date.min)).days


@dataclass(frozen=True, slots=True)
class Actor:
    """The codes of one actor, shared by all its synonyms; the first that holds is taken."""

    codes: tuple[DatedCode, ...]

    def on(self, day: date | None) -> DatedCode | None:
        """The code on a day: the most narrowly dated that holds, of those the first; None if none does."""
        holding = [c for c in self.codes if c.holds(day)]
        return min(holding, key=lambda c: c.days, default=None)


@dataclass(frozen=True, slots=True)
class Agent:
    """A role: its code goes behind (`[~GOV]`) or, with `before`, in front (`[NGO~]`) of an actor's."""

    code: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern.

    `kind`: `word`, `source` ($), `target` (+), `skip` (^), `compound` (%), `noun` ({...}) or
    `phrase` ((...)). `choices`: the word sequences that a word may be, one or several for a synset.
    `near`: it must stand right beside the element before it (seen from the verb). `parts`: what is
    inside braces or parentheses.
    """

    kind: str
    choices: frozenset[tuple[str, ...]] = frozenset()
    near: bool = False
    parts: tuple["Element", ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """Elements before the verb (nearest first) and after it, with the code that they give it."""

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    code: str

    @property
    def length(self) -> int:
        """How much the pattern asks for; the longest that fits wins."""
        return sum(len(e.parts) or 1 for e in (*self.before, *self.after))


@dataclass(frozen=True, slots=True)
class Verb:
    """A block's verb: the code without any pattern ("" for none), and the block's patterns, longest first."""

    name: str
    code: str
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One written form of a verb with the fixed words before and after it ("wire TAPPED", "BROKE down")."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    verb: Verb


@dataclass(frozen=True, slots=True)
class Transformation:
    """`a (b . ATTACK) SAY = a b 112`: what an event reported inside another verb's clause becomes.

    `outer`, `inner`: the verbs' classes ("Q": any); `own`: the inner subject is the outer one (`a`),
    another (`b`) or left out (`_`); `code`: the new code, or "Q" for the inner one. A verb's name stands
    for the code that it has without a pattern, and for all codes of that family.
    """

    outer: str
    inner: str
    own: str
    code: str


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """All that one folder of dictionaries says, and what could not be read of it."""

    actors: Names[Actor]
    agents: Names[Agent]
    verbs: dict[str, tuple[VerbForm, ...]]
    discards: Names[str]
    issues: Names[str]
    transformations: tuple[Transformation, ...] = ()
    tree: bool = False
    warnings: tuple[str, ...] = ()
