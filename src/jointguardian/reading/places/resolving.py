"""Which of its namesakes a name means: what contains it, what else the text names, who lives there.

Every distinct name of a text is one question (one sense per text). Its candidates start with a
prior (kind and inhabitants); then, in a few rounds, each gains from what the other names support:
the country, the first-order division, and the ground around it. "Lexington, Ky." settles a name
outright, for its other mentions too. The work grows with names times candidates, never with pairs
of names: support is gathered by country, by division and by square of a grid.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, floor, log2, log10, radians

from ...domain import Place, Span
from ...geo import distance_km, fold

# All weights are on the prior's scale, on which one more is ten times as likely. Own choice.
_KIND = {"country": 4.5, "region": 2.0, "settlement": 2.5, "crossing": 4.5, "site": 2.2,
         "water": 2.5, "municipality": 1.0, "relief": 0.5}  # fmt: skip
_INSIDE, _INSIDE_ELSEWHERE = 6.0, 4.0
_HOME, _NEIGHBOUR, _HOME_COUNTRY = 3.0, 1.0, "XK"
_NEIGHBOURS = frozenset({"RS", "ME", "AL", "MK"})
_FIRST = 0.3
# What a name costs that is none of a place's own (an old or a foreign one).
_ALIAS = 1.0
# How much a doubling of what supports a country, its divisions, the ground around, is worth.
_COUNTRY, _DIVISION, _DISTRICT, _AROUND = 1.0, 1.0, 1.0, 1.0
_LEAST_SHARE = 0.01
_MOST_SUPPORT = 2.5
_SQUARE_DEGREES = 1.0
# How loosely scores become shares, round by round: at first less likely namesakes have a say, so that
# several of them near each other can outweigh famous ones. The last round decides.
_LOOSE = (4.0, 3.0, 2.0, 1.0)
_MOST_CANDIDATES = 40
# A town names what is around it: "Brooklyn, New York". Own choice.
_TOWN_HOLDS_KM = 40.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text with its candidates, the likeliest first, and what is said to hold it."""

    span: Span
    key: str
    candidates: tuple[Place, ...]
    within: tuple[Place, ...] = ()


@dataclass(slots=True)
class _Question:
    """All mentions of one name: candidates, their fixed scores, and how likely each is now."""

    candidates: Sequence[Place]
    scores: list[float]
    likely: list[float] = field(default_factory=list)


def resolve(names: Sequence[Name], gap: Sequence[str]) -> list[Place]:
    """The place of each name, in order. `gap` is the text between each name and the next.

    Each name must have a candidate.
    """
    held = _held(names, gap)
    home = _is_home(held)
    questions: dict[str, _Question] = {}
    for name in held:
        question = questions.setdefault(name.key, _question(name, home))
        for number, place in enumerate(question.candidates):
            if any(holds(h, place) for h in name.within):
                gain = _base(question.candidates, number, home) + _INSIDE_ELSEWHERE
                question.scores[number] = max(question.scores[number], gain)
    for question in questions.values():
        question.likely = _shares(question.scores, _LOOSE[0])
    for loose in _LOOSE[1:]:
        _support(list(questions.values()), loose)
    return [_answer(name, questions[name.key]) for name in held]


def holds(outer: Place, inner: Place) -> bool:
    """Whether a place lies in another, as far as the gazetteer knows."""
    if outer.id == inner.id or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    if outer.kind == "region" and outer.admin2:
        return (outer.admin1, outer.admin2) == (inner.admin1, inner.admin2)
    if outer.kind == "region" and outer.admin1:
        return outer.admin1 == inner.admin1
    if outer.kind == "municipality":
        return outer.municipality == inner.municipality
    away = distance_km(outer.lat, outer.lon, inner.lat, inner.lon)
    return inner.kind != "region" and away < _TOWN_HOLDS_KM


def _held(names: Sequence[Name], gap: Sequence[str]) -> list[Name]:
    """The names, each with what the text says to hold it: "Paris, Texas", "Paris in Texas"."""
    found = [*names]
    for number, (name, following) in enumerate(pairwise(names)):
        between = gap[number].strip(" \t\n\u00a0")
        if between not in {",", "(", "in", ", in"} or _is_list(name, following):
            continue
        outer = tuple(
            o for o in following.candidates[:12] if any(holds(o, c) for c in name.candidates)
        )
        wide = tuple(o for o in outer if o.kind in {"country", "region", "municipality"})
        if wide or (outer and between == ","):
            found[number] = Name(name.span, name.key, name.candidates, wide or outer)
    return found


def _is_list(name: Name, following: Name) -> bool:
    """Two countries side by side are a list, whatever villages are called after them."""
    return name.candidates[0].kind == "country" and following.candidates[0].kind == "country"


def _is_home(names: Sequence[Name]) -> bool:
    """Whether a text is about the operation's area: a name says so, or none says otherwise."""
    sure = [n for n in names if len({p.country for p in n.candidates}) == 1]
    wide = [n for n in names if n.candidates[0].kind in {"country", "region"}]
    countries = {n.candidates[0].country for n in (*sure, *wide)}
    return _HOME_COUNTRY in countries or not countries


def _question(name: Name, home: bool) -> _Question:
    candidates = name.candidates[:_MOST_CANDIDATES]
    own = [name.key in map(fold, (p.name, *p.names.values())) for p in candidates]
    return _Question(
        candidates,
        [_base(candidates, n, home) - _ALIAS * (not own[n]) for n in range(len(candidates))],
    )


def _base(candidates: Sequence[Place], number: int, home: bool) -> float:
    """A candidate's prior; the gazetteer's order counts for a little."""
    place = candidates[number]
    score = _KIND.get(place.kind, 0.0) + log10(place.population + 10)
    if number == 0 and len(candidates) > 1:
        second = candidates[1]
        score = max(score, _KIND.get(second.kind, 0.0) + log10(second.population + 10))
    if home:
        score += _HOME if place.country == _HOME_COUNTRY else 0.0
        score += _NEIGHBOUR if place.country in _NEIGHBOURS else 0.0
    return score + (_FIRST if number == 0 else 0.0)


def _shares(scores: Sequence[float], loose: float) -> list[float]:
    """Scores as shares of the best one's."""
    top = max(scores)
    return [10 ** ((s - top) / loose) for s in scores]


def _support(questions: Sequence[_Question], loose: float) -> None:
    """One round: each question's shares anew, by what the others' answers support."""
    gathered: dict[object, float] = defaultdict(float)
    own = [_given(q) for q in questions]
    for given in own:
        for key, share in given.items():
            gathered[key] += share
    fresh = []
    for question, given in zip(questions, own, strict=True):
        gains = [_gain(place, gathered, given) for place in question.candidates]
        fresh.append([s + g for s, g in zip(question.scores, gains, strict=True)])
    for question, scores in zip(questions, fresh, strict=True):
        question.likely = _shares(scores, loose)


def _given(question: _Question) -> dict[object, float]:
    """What a question gives to its candidates' countries, divisions and squares: the most once."""
    given: dict[object, float] = defaultdict(float)
    for place, share in zip(question.candidates, question.likely, strict=True):
        if share < _LEAST_SHARE:
            continue
        for key in _supports(place):
            given[key] = max(share, given[key])
    return given


def _supports(place: Place) -> Iterator[object]:
    yield place.country
    if place.admin1:
        yield place.country, place.admin1
    if place.admin2:
        yield place.country, place.admin1, place.admin2
    if place.kind != "country" and (place.kind != "region" or place.admin2):
        yield _square(place)


def _square(place: Place, north: int = 0, east: int = 0) -> tuple[int, int]:
    wide = _SQUARE_DEGREES / max(0.2, cos(radians(place.lat)))
    return floor(place.lat / _SQUARE_DEGREES) + north, floor(place.lon / wide) + east


def _gain(place: Place, gathered: Mapping[object, float], own: Mapping[object, float]) -> float:
    """What the other names say for a place."""

    def others(key: object) -> float:
        return max(0.0, gathered.get(key, 0.0) - own.get(key, 0.0))

    gain = _worth(_COUNTRY, others(place.country))
    if place.kind == "country":
        return 2 * gain
    if place.admin1:
        gain += _worth(_DIVISION, others((place.country, place.admin1)))
    if place.admin2:
        gain += _worth(_DISTRICT, others((place.country, place.admin1, place.admin2)))
    squares = {_square(place, n, e) for n in (-1, 0, 1) for e in (-1, 0, 1)}
    return gain + _worth(_AROUND, sum(map(others, squares)))


def _worth(weight: float, support: float) -> float:
    return min(_MOST_SUPPORT, weight * log2(1 + support))


def _answer(name: Name, question: _Question) -> Place:
    """The likeliest candidate, among those inside what the text says to hold this mention."""
    inside = [any(holds(h, p) for h in name.within) for p in question.candidates]
    ranked = max(
        range(len(question.candidates)),
        key=lambda n: (log10(question.likely[n] + 1e-12) + _INSIDE * inside[n], -n),
    )
    return question.candidates[ranked]


def gaps(text: str, spans: Iterable[Span]) -> list[str]:
    """The text between each span and the next, cut to what could join two names."""
    return [text[a.end : b.start][:12] for a, b in pairwise(spans)]
