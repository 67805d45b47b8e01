"""What a person wrote for a value, checked against the vocabularies and resolved to ids."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..domain import Actor, ActorMention, Event, Place
from ..domain.dates import parse_partial
from ..errors import InputError, UnknownName
from ..geo import fold, load_gazetteer
from ..picture import Known
from ..picture.review.fields import choices, named
from ..picture.review.things import things
from ..picture.review.values import Item, Value
from .operation import Operation

LONGEST = 500
MOST = 1_000_000_000
POINTS = {"settlement": "settlement", "municipality": "municipality", "country": "country",
          "crossing": "exact", "site": "exact"}  # fmt: skip
Body = dict[str, Any]


def longest(text: str, where: str) -> str:
    """One line of a person's text. Raises InputError for one too long, or with unprintable signs."""
    line = " ".join(text.split())
    if len(line) > LONGEST:
        raise InputError(f"more than {LONGEST} characters", where=where)
    if not line.isprintable():
        raise InputError("holds a character that cannot be printed", where=where)
    return line


@dataclass(frozen=True)
class Names:
    """The dictionary of the operation: actors and places by any name or id."""

    operation: Operation
    known: Known
    seals: Callable[[str], bool]

    def check(self, text: str) -> str:
        """The text. Raises InputError where it holds the name of a sealed private person."""
        words = [w.strip(".,;:()'\"") for w in text.split()]
        starts = [n for n, w in enumerate(words) if w[:1].isupper()]
        if any(self.seals(" ".join(words[n : n + k])) for n in starts for k in range(1, 5)):
            raise InputError("a private person's name stays sealed", way_out="write the role")
        return text

    def is_ours(self, name: str) -> bool:
        """Whether the pack knows an actor of that name."""
        pack = self.operation.pack
        wanted = fold(name)
        return pack is not None and any(
            wanted in {fold(n) for n in (a.name, *a.aliases)} for a in pack.actors
        )

    def as_told(self, item: Item, name: str) -> dict[str, str]:
        """The actors of a field as the text names them, by the names that are shown."""
        readings = self.known.automatic or self.known.readings
        for report, reading in zip(self.known.reports, readings, strict=True):
            if report.id != item.report:
                continue
            for thing in things(report.id, reading):
                if thing.subject == item.subject and isinstance(thing.told, Event):
                    told: tuple[ActorMention, ...] = getattr(thing.told, name, ())
                    return {named(m): m.text for m in told if isinstance(m, ActorMention)}
        return {}

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        found: dict[str, Actor] = {}
        for actor in self.operation.knowledge.actors:
            for name in (*actor.aliases, actor.name, actor.id):
                found[fold(name)] = actor
        return found

    def actor(self, name: str) -> Actor | None:
        """The actor of a name or id."""
        return self._actors.get(fold(name))

    def place(self, name: str) -> Place:
        """The place of a name or id, in the operation's area first. Raises UnknownName."""
        gazetteer = load_gazetteer()
        try:
            return gazetteer.place(name)
        except UnknownName:
            found = gazetteer.lookup(name)
        if not found:
            raise UnknownName(
                f"no place is called {name!r}", way_out="write a name or gazetteer id"
            )
        ours = {m.id for m in self.known.municipalities}
        return next((p for p in found if p.municipality in ours or p.id in ours), found[0])


def written(value: Value, text: str, item: Item, names: Names) -> Body:
    """The rows of a judgement's body that set a value; empty where the value is emptied.

    Raises InputError with the words that would do.
    """
    if not text:
        if value.essential:
            raise InputError(f"{value.name} cannot be empty", way_out="reject it instead")
        return {}
    return _FORMS[value.form](value, names.check(text), item, names)


def _choice(value: Value, text: str, item: Item, names: Names) -> Body:
    allowed = choices(value.vocabulary)
    if text not in allowed:
        way_out = f"use one of {', '.join(allowed)}"
        raise InputError(f"{text!r} is no {value.label.lower()}", way_out=way_out)
    return {f"set.{value.name}": text}


def _mode(value: Value, text: str, item: Item, names: Names) -> Body:
    allowed = choices("modes")
    if text not in allowed:
        raise InputError(f"{text!r} is no mode", way_out=f"use one of {', '.join(allowed)}")
    return {f"set.{value.name}": text}


def _date(value: Value, text: str, item: Item, names: Names) -> Body:
    return {f"set.{value.name}": parse_partial(text)}


def _text(value: Value, text: str, item: Item, names: Names) -> Body:
    return {f"set.{value.name}": text}


def _number(value: Value, text: str, item: Item, names: Names) -> Body:
    ends = [_one(part, value.name) for part in text.replace("–", "-").split("-")]
    if len(ends) > 2 or ends[0] > ends[-1]:
        raise InputError(f"{text!r} is no number or range", way_out="write 25 or 25-30")
    whole = item.thing == "count"
    if whole and any(not n.is_integer() for n in ends):
        raise InputError("people are counted in whole numbers", where=value.name)
    low, high = ends[0], ends[-1]
    name = f"{low:g}" if low == high else f"{low:g}-{high:g}"
    best = None if whole and low != high else low
    return {f"set.{value.name}": name, f"low.{value.name}": low, f"best.{value.name}": best,
            f"high.{value.name}": high}  # fmt: skip


def _one(text: str, where: str) -> float:
    try:
        number = float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        number = -1.0
    if not 0 <= number <= MOST:
        raise InputError(f"{text!r} is no number", where=where, way_out="write 25 or 25-30")
    return number


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _names(value: Value, text: str, item: Item, names: Names) -> Body:
    """Actors: known ones by their ids, others as written."""
    parts = [(part, names.actor(part)) for part in _split(text)]
    said = [actor.name if actor else part for part, actor in parts]
    body: Body = {
        f"ids.{value.name}": [actor.id if actor else "" for _, actor in parts],
        f"kinds.{value.name}": [actor.kind if actor else "" for _, actor in parts],
        f"countries.{value.name}": [(actor.country or "") if actor else "" for _, actor in parts],
    }
    one = value.name == "speaker"
    body[f"set.{value.name}"] = said[0] if one else said
    known = [(actor.name, actor.id) for _, actor in parts if actor]
    return body | _learnt(value, item, known, names)


def _learnt(value: Value, item: Item, now: list[tuple[str, str]], names: Names) -> Body:
    """The dictionary entry that a correction teaches: one name went, one known actor came.

    A name that the pack gives to an actor is not taken from it.
    """
    before = set(_split(value.automatic))
    came = [(name, id_) for name, id_ in now if name not in before]
    went = before - {name for name, _ in now}
    if len(came) != 1 or len(went) != 1:
        return {}
    name = went.pop()
    alias = names.as_told(item, value.name).get(name, name)
    if not teachable(alias) or names.is_ours(alias):
        return {}
    return {"alias.actor": alias, "stands_for.actor": came[0][1]}


def teachable(alias: str) -> bool:
    """Whether words can be a name: a capital, three letters at least, no pronoun, nothing sealed."""
    bare = alias.removeprefix("The ").removeprefix("the ")
    return (
        len(bare) > 2 and bare[0].isupper() and "█" not in bare and bare.casefold() not in PRONOUNS
    )


PRONOUNS = frozenset(
    [
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "its",
        "their",
        "him",
        "them",
        "we",
        "our",
        "us",
        "you",
        "your",
        "who",
    ]
)


def _places(value: Value, text: str, item: Item, names: Names) -> Body:
    found = [names.place(part) for part in _split(text)]
    if not found:
        raise InputError(f"{text!r} names no place")
    said = [p.name for p in found]
    one = value.name == "place"
    body: Body = {
        f"set.{value.name}": said[0] if one else said,
        f"rows.{value.name}": [_row(p) for p in (found[:1] if one else found)],
    }
    if one and item.quote and teachable(item.quote):
        body |= {"alias.place": item.quote, "stands_for.place": found[0].id}
    return body


def _row(place: Place) -> str:
    inside = place.id if place.kind == "municipality" else (place.municipality or "")
    precision = POINTS.get(place.kind, "region")
    return "|".join((place.id, place.name.replace("|", " "), place.country, f"{place.lat:.6f}",
                     f"{place.lon:.6f}", precision, inside))  # fmt: skip


def _other_incident(value: Value, text: str, item: Item, names: Names) -> Body:
    return {f"set.{value.name}": text}


_FORMS: dict[str, Callable[[Value, str, Item, Names], Body]] = {
    "choice": _choice,
    "mode": _mode,
    "date": _date,
    "number": _number,
    "text": _text,
    "names": _names,
    "places": _places,
    "incident": _other_incident,
}
