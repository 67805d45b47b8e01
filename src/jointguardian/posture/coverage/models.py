"""The models of coverage by name, and how a wish is answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...errors import InputError
from .answer import Answer, Clock, Found, gap_of, status_of
from .lscp import set_covering
from .mclp import maximal_covering
from .merging import Cover
from .p_center import p_center
from .p_median import p_median
from .places import Places
from .reliable import backup_gains, expected_gains, reliable_covering


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: a model of MODELS, sites `p`, a radius in the file's unit, seconds, and a seed for the search.

    `busy` is the chance that a site can't act when it is called (model `expected`).
    """

    model: str
    p: int | None = None
    radius: float | None = None
    seconds: float | None = None
    seed: int = 1
    busy: float = 0.2


@dataclass(frozen=True, slots=True)
class Model:
    """A model: whether it needs p and a radius, and how it is solved."""

    says: str
    needs_p: bool
    needs_radius: bool
    solve: Callable[[Places, Wish, Clock], tuple[Found, int]]


def _covered(
    find: Callable[[Cover, Wish, Clock], Found],
) -> Callable[[Places, Wish, Clock], tuple[Found, int]]:
    """A model on the merged demands within the radius; merging them counts as building."""

    def solved(places: Places, wish: Wish, clock: Clock) -> tuple[Found, int]:
        cover = Cover.of(places, wish.radius or 0.0)
        merged = clock.spent
        found = find(cover, wish, clock)
        return replace(found, build_seconds=found.build_seconds + merged), cover.merged

    return solved


def _mclp(cover: Cover, wish: Wish, clock: Clock) -> Found:
    return maximal_covering(cover, wish.p or 0, wish.seed, clock)


def _lscp(cover: Cover, _: Wish, clock: Clock) -> Found:
    return set_covering(cover, clock)


def _backup(cover: Cover, wish: Wish, clock: Clock) -> Found:
    return reliable_covering(cover, wish.p or 0, backup_gains(), clock)


def _expected(cover: Cover, wish: Wish, clock: Clock) -> Found:
    p = wish.p or 0
    return reliable_covering(cover, p, expected_gains(wish.busy, p), clock)


def _median(places: Places, wish: Wish, clock: Clock) -> tuple[Found, int]:
    asks = places.weight > 0  # who asks for nothing needs no way
    cost = places.all_distances()[asks] * places.weight[asks, None]
    measured = clock.spent
    found = p_median(cost, wish.p or 0, wish.seed, clock)
    return replace(found, build_seconds=found.build_seconds + measured), len(cost)


def _center(places: Places, wish: Wish, clock: Clock) -> tuple[Found, int]:
    distance = places.all_distances()
    measured = clock.spent
    found = p_center(distance, wish.p or 0, clock)
    return replace(found, build_seconds=found.build_seconds + measured), len(distance)


MODELS = {
    "p-median": Model("least mean way to the nearest of p sites", True, False, _median),
    "p-center": Model("least longest way to the nearest of p sites", True, False, _center),
    "mclp": Model("most weight within the radius of p sites", True, True, _covered(_mclp)),
    "lscp": Model("fewest sites that reach all within the radius", False, True, _covered(_lscp)),
    "backup": Model(
        "most weight within the radius of one and, as much again, of two of p sites",
        True,
        True,
        _covered(_backup),
    ),
    "expected": Model(
        "most weight reached by a site that is free", True, True, _covered(_expected)
    ),
}
"""All objectives that are offered: each serves people and places that are to be protected."""


def solve(places: Places, wish: Wish) -> Answer:
    """The answer of a model. Raises InputError for a model, p or radius that can't be meant."""
    model = MODELS.get(wish.model)
    if model is None:
        raise InputError(f"{wish.model!r} is no model", way_out=f"use {', '.join(MODELS)}")
    wish = _checked(model, places, wish)
    clock = Clock.start(wish.seconds)
    found, merged = model.solve(places, wish, clock)
    return Answer(
        status=status_of(found),
        objective=found.objective,
        bound=found.bound,
        gap=gap_of(found.objective, found.bound),
        sites=tuple(places.sites[s] for s in found.sites),
        build_seconds=round(found.build_seconds, 4),
        solve_seconds=round(max(0.0, clock.spent - found.build_seconds), 4),
        demand=len(places.weight),
        merged=merged,
        rows=found.rows,
        columns=found.columns,
        travel=places.travel,
    )


def _checked(model: Model, places: Places, wish: Wish) -> Wish:
    p = wish.p if wish.p is not None else places.p
    _, sites = places.size
    if model.needs_p and p is None:
        raise InputError(f"the model {wish.model} needs a number of sites", way_out="give --p N")
    if model.needs_p and p is not None and not 1 <= p <= sites:
        raise InputError(f"--p {p} of {sites} sites can't be chosen", way_out=f"give 1 to {sites}")
    if model.needs_radius and wish.radius is None:
        raise InputError(f"the model {wish.model} needs a radius", way_out="give --radius R")
    if wish.radius is not None and not wish.radius >= 0:
        raise InputError(f"--radius {wish.radius} is no distance", way_out="give 0 or more")
    if wish.seconds is not None and not wish.seconds > 0:
        raise InputError("--time-limit must be above 0 seconds")
    if not 0 <= wish.busy < 1:
        raise InputError("--busy is a chance of at least 0 and below 1")
    return Wish(wish.model, p, wish.radius, wish.seconds, wish.seed, wish.busy)
