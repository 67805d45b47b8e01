"""What-if: a scenario with a border closed, a road opened, a camp added, a front moved, a force present."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import InputError
from ..geo import fold
from .scenario import Closure, Place, Route, Scenario

FOREVER = 1 << 29


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `kind`, whom or what it is about, from day `start` to before day `end`, and a value where it has one."""

    kind: str
    names: tuple[str, ...]
    start: int
    end: int
    value: float | None = None

    @property
    def text(self) -> str:
        """As it is written."""
        days = f":{self.start}-{'' if self.end >= FOREVER else self.end}"
        value = "" if self.value is None else f":{self.value:g}"
        return f"{self.kind}:{','.join(self.names)}{days}{value}"


def read_change(text: str) -> Change:
    """`KIND:NAMES[:FROM-TO][:VALUE]`, days counted from 0, TO left out: to the end. Raises InputError.

    close-border:A,B · open-border:A,B · close-road:P,Q · open-road:P,Q::KM · close-place:P · add-camp:NAME,AT,KM::ROOM ·
    conflict:P:FROM-TO:INTENSITY · presence:P:FROM-TO:SHARE (the share of the push out that a presence of the force takes
    away there: an assumption of the one who asks).
    """
    parts = [part.strip() for part in text.split(":")]
    if parts[0] not in KINDS or len(parts) < 2 or len(parts) > 4:
        raise InputError(
            f"{text!r} is no change",
            way_out=f"write KIND:NAMES[:FROM-TO][:VALUE]; kinds: {', '.join(KINDS)}",
        )
    names = tuple(name.strip() for name in parts[1].split(","))
    needs, valued, _ = KINDS[parts[0]]
    if len(names) != needs or not all(names):
        raise InputError(f"{text!r} needs {needs} names between commas")
    start, end = _days(parts[2] if len(parts) > 2 else "", text)
    value = _value(parts[3], text) if len(parts) > 3 and parts[3] else None
    if valued != (value is not None):
        raise InputError(f"{text!r} {'needs a' if valued else 'takes no'} value at the end")
    if parts[0] in ("presence",) and value is not None and not 0 <= value <= 1:
        raise InputError(f"{text!r}: the share must be between 0 and 1")
    if parts[0] == "add-camp":
        _value(names[2], text)
    return Change(parts[0], names, start, end, value)


def _days(text: str, where: str) -> tuple[int, int]:
    if not text:
        return 0, FOREVER
    first, _, last = text.partition("-")
    if not first.isdigit() or (last and not last.isdigit()):
        raise InputError(f"{where!r}: days are written FROM-TO", way_out="for example 30-60 or 30-")
    start, end = int(first), int(last) if last else FOREVER
    if end <= start:
        raise InputError(f"{where!r}: it ends before it begins")
    return start, end


def _value(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1e12:
        raise InputError(f"{where!r}: {text!r} is no number of 0 or more")
    return value


def changed(scenario: Scenario, changes: Sequence[Change]) -> Scenario:
    """The scenario with the changes, one after the other; accents and capitals of names may be left out. Raises InputError for names nobody knows."""
    for change in changes:
        names = tuple(_spelt(scenario, name) for name in change.names)
        scenario = KINDS[change.kind][2](scenario, replace(change, names=names))
    return scenario


def _spelt(scenario: Scenario, name: str) -> str:
    """The name as the scenario spells it, if it means one of its places or countries and no other."""
    known = {p.name for p in scenario.places} | {p.country for p in scenario.places}
    alike = [k for k in known if fold(k) == fold(name)]
    return alike[0] if name not in known and len(alike) == 1 else name


def _known(scenario: Scenario, names: Sequence[str], *, country: bool = False) -> None:
    known = {p.country for p in scenario.places} if country else set(scenario.index())
    for name in names:
        if name not in known:
            what = "country" if country else "place"
            raise InputError(
                f"no {what} {name!r} here", way_out=f"one of {', '.join(sorted(known)[:12])}"
            )


def _closed(kind: str) -> Callable[[Scenario, Change], Scenario]:
    def apply(scenario: Scenario, change: Change) -> Scenario:
        _known(scenario, change.names, country=kind == "country")
        first, second = (*change.names, "")[:2]
        if kind == "link" and not _roads(scenario, first, second):
            raise InputError(f"no road from {first} to {second}")
        closure = Closure(kind, first, second, change.start, change.end)
        return replace(scenario, closures=(*scenario.closures, closure))

    return apply


def _roads(scenario: Scenario, first: str, second: str) -> list[Route]:
    return [r for r in scenario.routes if {r.start, r.end} == {first, second}]


def _open_border(scenario: Scenario, change: Change) -> Scenario:
    _known(scenario, change.names, country=True)
    closures = []
    for closure in scenario.closures:
        same = closure.kind == "country" and {closure.first, closure.second} == set(change.names)
        if not same:
            closures.append(closure)
            continue
        end = closure.end if closure.end > closure.start else FOREVER
        if closure.start < change.start:
            closures.append(replace(closure, end=min(end, change.start)))
        if end > change.end:
            closures.append(replace(closure, start=max(closure.start, change.end), end=end))
    return replace(scenario, closures=tuple(closures))


def _open_road(scenario: Scenario, change: Change) -> Scenario:
    _known(scenario, change.names)
    first, second = change.names
    if not change.value or first == second:
        raise InputError(f"{change.text!r}: a road of 0 km")
    routes = (*scenario.routes, Route(first, second, change.value))
    closures = scenario.closures
    if change.start > 0:
        closures = (*closures, Closure("link", first, second, 0, change.start))
    if change.end < FOREVER:
        closures = (*closures, Closure("link", first, second, change.end, FOREVER))
    return replace(scenario, routes=routes, closures=closures)


def _add_camp(scenario: Scenario, change: Change) -> Scenario:
    name, at, km = change.names
    _known(scenario, (at,))
    if name in scenario.index():
        raise InputError(f"{name} is there already")
    near = scenario.places[scenario.index()[at]]
    camp = Place(
        name, near.region, near.country, near.lat, near.lon, "camp", 0, int(change.value or 0)
    )
    conflict = np.hstack([scenario.conflict, np.zeros((scenario.days, 1))])
    closures = scenario.closures
    if change.start > 0:
        closures = (*closures, Closure("camp", name, "", 0, change.start))
    if change.end < FOREVER:
        closures = (*closures, Closure("camp", name, "", change.end, FOREVER))
    return replace(
        scenario,
        places=(*scenario.places, camp),
        routes=(*scenario.routes, Route(name, at, max(float(km), 0.1))),
        conflict=conflict,
        closures=closures,
    )


def _conflict(scenario: Scenario, change: Change) -> Scenario:
    _known(scenario, change.names)
    conflict = scenario.conflict.copy()
    conflict[change.start : change.end, scenario.index()[change.names[0]]] = change.value or 0.0
    return replace(scenario, conflict=conflict)


def _presence(scenario: Scenario, change: Change) -> Scenario:
    _known(scenario, change.names)
    conflict = scenario.conflict.copy()
    conflict[change.start : change.end, scenario.index()[change.names[0]]] *= 1.0 - (
        change.value or 0.0
    )
    return replace(scenario, conflict=conflict)


KINDS: dict[str, tuple[int, bool, Callable[[Scenario, Change], Scenario]]] = {
    "close-border": (2, False, _closed("country")),
    "open-border": (2, False, _open_border),
    "close-road": (2, False, _closed("link")),
    "open-road": (2, True, _open_road),
    "close-place": (1, False, _closed("location")),
    "add-camp": (3, True, _add_camp),
    "conflict": (1, True, _conflict),
    "presence": (1, True, _presence),
}
"""For each kind: how many names, whether it has a value, and what it does."""
