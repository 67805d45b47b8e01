"""Reads warning problems: a question, the scenarios that would answer it, and the indicators of each.

The file is described, with an example, in docs/howto/warning-problems.md.
"""

from collections.abc import Collection, Iterable, Iterator

import msgspec
import yaml

from ..domain.vocab import vocabulary
from ..errors import SettingsError

DAYS = 14
"""For how many days a sighting holds, where an indicator does not say."""
LONGEST = 84
"""No indicator looks further back: what is older is no warning."""


class _Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Deed(_Strict, frozen=True):
    """Incidents of some PLOVER types or modes, by whom, against whom, and of what status.

    `by` and `to` are ids or kinds of actors. `killed` asks for at least so many killed, `harmed` for so many killed
    or so many injured, `displaced` for so many displaced. With `claimed` also what is told as somebody's claim only counts. What is
    left out holds for all.
    """

    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    status: tuple[str, ...] = ("happened", "ongoing")
    killed: int = 0
    harmed: int = 0
    displaced: int = 0
    claimed: bool = False


class Said(_Strict, frozen=True):
    """Claims of some stances, by ids or kinds of actors as speakers."""

    stances: tuple[str, ...]
    by: tuple[str, ...] = ()


class Ahead(_Strict, frozen=True):
    """A date known beforehand, of some kinds, that is at most `within` days ahead or three behind."""

    kinds: tuple[str, ...] = ()
    within: int = DAYS


class Barred(_Strict, frozen=True):
    """Restrictions of movement in force that a person entered, of some kinds."""

    kinds: tuple[str, ...] = ()


class Level(_Strict, frozen=True):
    """The tension index of a place of the problem (of the area where it has none) of at least so much."""

    least: float = 50.0


class Indicator(_Strict, frozen=True):
    """Something that would be seen if the scenario came about. Exactly one of the five ways of looking is given.

    `anywhere` looks outside the problem's places too; `places` looks at others.
    """

    id: str
    label: str
    counts: int = 1
    days: int = DAYS
    places: tuple[str, ...] = ()
    anywhere: bool = False
    deed: Deed | None = None
    said: Said | None = None
    ahead: Ahead | None = None
    barred: Barred | None = None
    index: Level | None = None

    @property
    def kind(self) -> str:
        """How it is looked at: deed, said, ahead, barred or index."""
        return next(w for w in WAYS if getattr(self, w) is not None)

    def where(self, problem: "Problem") -> tuple[str, ...]:
        """The municipalities it is looked for in; none: everywhere."""
        return () if self.anywhere else self.places or problem.places


WAYS = ("deed", "said", "ahead", "barred", "index")


class Scenario(_Strict, frozen=True):
    """A path. Levels begin at `amber` and `red` points; left out: at a third and two thirds of all, rounded up."""

    id: str
    label: str
    indicators: tuple[Indicator, ...]
    amber: int = 0
    red: int = 0

    @property
    def total(self) -> int:
        """The points of all indicators."""
        return sum(i.counts for i in self.indicators)

    @property
    def lines(self) -> tuple[int, int]:
        """The points at which amber and red begin."""
        return self.amber or -(-self.total // 3), self.red or -(-2 * self.total // 3)


class Problem(_Strict, frozen=True):
    """A question that a commander would have to be warned of, where, and why it matters."""

    id: str
    question: str
    scenarios: tuple[Scenario, ...]
    why: str = ""
    places: tuple[str, ...] = ()
    source: str = ""


class _File(_Strict, frozen=True):
    problems: tuple[Problem, ...] = ()
    about: str = ""


def read_problems(
    files: Iterable[tuple[str, str]], places: Collection[str], actors: Collection[str]
) -> tuple[Problem, ...]:
    """The problems of some files, each given as its name and text; a later one of the same id replaces the earlier.

    Raises SettingsError with file, problem and key for what is wrong.
    """
    made: dict[str, Problem] = {}
    for name, text in files:
        made |= {p.id: p for p in _read(name, text, places, actors)}
    return tuple(made.values())


def _read(
    name: str, text: str, places: Collection[str], actors: Collection[str]
) -> Iterator[Problem]:
    try:
        found = msgspec.convert(yaml.safe_load(text) or {}, _File)
    except (yaml.YAMLError, msgspec.ValidationError) as fault:
        raise SettingsError(f"no warning problems: {fault}", where=name) from fault
    twice = _doubled(p.id for p in found.problems)
    if twice:
        raise SettingsError(f"problem {twice!r} stands twice", where=name)
    for problem in found.problems:
        wrong = next(_faults(problem, places, actors), None)
        if wrong is not None:
            raise SettingsError(f"problem {problem.id!r}: {wrong}", where=name)
        yield problem


def _faults(problem: Problem, places: Collection[str], actors: Collection[str]) -> Iterator[str]:
    """What is wrong with a problem, in words, the first thing first."""
    if not problem.scenarios:
        yield "has no scenario"
    yield from _unknown("places", problem.places, places)
    if twice := _doubled(s.id for s in problem.scenarios):
        yield f"scenario {twice!r} stands twice"
    for scenario in problem.scenarios:
        for fault in _scenario_faults(scenario, places, actors):
            yield f"scenario {scenario.id!r}: {fault}"


def _scenario_faults(
    scenario: Scenario, places: Collection[str], actors: Collection[str]
) -> Iterator[str]:
    if not scenario.indicators:
        yield "has no indicator"
        return
    if twice := _doubled(i.id for i in scenario.indicators):
        yield f"indicator {twice!r} stands twice"
    for one in scenario.indicators:
        for fault in _indicator_faults(one, places, actors):
            yield f"indicator {one.id!r}: {fault}"
    amber, red = scenario.lines
    if not 0 < amber <= red <= scenario.total:
        yield f"amber {amber} and red {red} must not fall, and red be at most {scenario.total}"


def _indicator_faults(
    one: Indicator, places: Collection[str], actors: Collection[str]
) -> Iterator[str]:
    if sum(getattr(one, way) is not None for way in WAYS) != 1:
        yield f"give exactly one of {', '.join(WAYS)}"
        return
    if not 1 <= one.days <= LONGEST or one.counts < 1:
        yield f"days is 1 to {LONGEST}, counts at least 1"
    yield from _unknown("places", one.places, places)
    if one.deed is not None:
        yield from _deed_faults(one.deed, actors)
    if one.said is not None:
        yield from _unknown("stances", one.said.stances, _terms("stances"))
        yield from _unknown("by", one.said.by, {*actors, *_terms("actor_kinds")})
    if one.barred is not None:
        yield from _unknown("kinds", one.barred.kinds, _terms("restriction_kinds"))
    if one.ahead is not None and not 1 <= one.ahead.within <= LONGEST:
        yield f"within is 1 to {LONGEST} days"
    if one.index is not None and not 0 < one.index.least < 100:
        yield "least lies between 0 and 100"


def _deed_faults(deed: Deed, actors: Collection[str]) -> Iterator[str]:
    types = vocabulary("event_types").terms
    who = {*actors, *_terms("actor_kinds")}
    yield from _unknown("types", deed.types, {t.id for t in types})
    yield from _unknown("modes", deed.modes, {m for t in types for m in t.modes})
    yield from _unknown("status", deed.status, _terms("statuses"))
    yield from _unknown("by", deed.by, who)
    yield from _unknown("to", deed.to, who)
    if not (deed.types or deed.modes or deed.killed or deed.harmed or deed.displaced):
        yield "a deed needs types, modes, killed, harmed or displaced"


def _terms(name: str) -> set[str]:
    return {t.id for t in vocabulary(name).terms}


def _unknown(key: str, given: Iterable[str], known: Collection[str]) -> Iterator[str]:
    yield from (f"{key} names {word!r}, which is not known" for word in given if word not in known)


def _doubled(ids: Iterable[str]) -> str | None:
    seen = set[str]()
    for id_ in ids:
        if id_ in seen:
            return id_
        seen.add(id_)
    return None
