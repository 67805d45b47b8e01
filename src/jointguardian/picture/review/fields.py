"""The fields of each kind of thing: their labels, how they are shown, and how one is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...domain import ActorMention, Casualty, Claim, Event, Figure, PlaceMention
from ...domain.vocab import vocabulary

Told = Event | Casualty | Claim | Figure | PlaceMention
Body = Mapping[str, Any]
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field: see `values.Value`."""

    name: str
    label: str
    form: str
    vocabulary: str = ""
    essential: bool = False


FIELDS: dict[str, tuple[FieldOf, ...]] = {
    "event": (
        FieldOf("type", "Type", "choice", "event_types", True),
        FieldOf("mode", "Mode", "mode", "modes"),
        FieldOf("status", "Status", "choice", "statuses", True),
        FieldOf("start", "From", "date"),
        FieldOf("end", "To", "date"),
        FieldOf("places", "Where", "places"),
        FieldOf("actors", "Who", "names"),
        FieldOf("recipients", "Whom", "names"),
    ),
    "count": (
        FieldOf("n", "Number", "number", "", True),
        FieldOf("kind", "Kind", "choice", "casualty_kinds", True),
        FieldOf("who", "Of whom", "text", "", True),
        FieldOf("qualifier", "Qualifier", "text"),
        FieldOf("counted_by", "Counted by", "text"),
    ),
    "claim": (
        FieldOf("speaker", "Speaker", "names"),
        FieldOf("stance", "Stance", "choice", "stances", True),
        FieldOf("targets", "About", "names"),
        FieldOf("date", "Said on", "date"),
    ),
    "figure": (
        FieldOf("value", "Value", "number", "", True),
        FieldOf("unit", "Unit", "text", "", True),
        FieldOf("what", "Of what", "text"),
        FieldOf("place", "Where", "text"),
        FieldOf("date", "When", "date"),
    ),
    "place": (FieldOf("place", "Place", "places", "", True),),
    "incident": (
        FieldOf("what", "What", "text", "", True),
        FieldOf("type", "Type", "choice", "event_types", True),
        FieldOf("status", "Status", "choice", "statuses", True),
        FieldOf("start", "From", "date"),
        FieldOf("end", "To", "date"),
        FieldOf("confidence", "Confidence", "choice", "confidence"),
    ),
    "account": (
        FieldOf("incident", "Incident", "incident", "", True),
        FieldOf("credibility", "Information", "choice", "credibility", True),
    ),
    "source": (FieldOf("reliability", "Source", "choice", "reliability", True),),
}
"""What can be judged of each thing, in the order in which it is shown."""


CONFIDENCE = ("low", "moderate", "high")
"""The words for an incident's confidence, as fusion takes them."""


def choices(name: str) -> tuple[str, ...]:
    """The words of a vocabulary; `modes` are those of all event types, `confidence` three."""
    if name == "confidence":
        return CONFIDENCE
    if name == "modes":
        return tuple(sorted({m for t in vocabulary("event_types").terms for m in t.modes}))
    return vocabulary(name).ids()


def field_of(thing: str, name: str) -> FieldOf | None:
    """The field of that name."""
    return next((f for f in FIELDS[thing] if f.name == name), None)


def shown(told: Told, name: str) -> str:
    """A field of what was read, in words; empty where nothing was read."""
    if isinstance(told, PlaceMention):
        return told.name
    if name == "n" and isinstance(told, Casualty):
        return _range(told.low, told.best, told.high)
    if name == "value" and isinstance(told, Figure):
        return _range(told.low, told.value, told.high)
    raw = getattr(told, name)
    if isinstance(raw, tuple):
        return SEPARATOR.join(named(one) for one in raw)
    return "" if raw is None else str(raw)


def named(one: object) -> str:
    """How a place or actor is called on a page."""
    if isinstance(one, PlaceMention):
        return one.name
    if isinstance(one, ActorMention):
        return str(getattr(one, "name", None) or one.text)
    return str(one)


def _range(low: float | None, best: float | None, high: float | None) -> str:
    """`25`, or `25-30`, or `>= 25` where only the low end is known."""
    if best is None and (low is None or high is None):
        return f">= {low:g}" if low is not None else f"<= {high:g}" if high is not None else ""
    if low is not None and high is not None and low != high:
        return f"{low:g}-{high:g}"
    return f"{best if best is not None else low:g}"


def changed(told: Told, name: str, body: Body | None) -> Told:
    """What was read with one field as `body` (of a judgement) says; None empties it."""
    text = None if body is None else body.get(f"set.{name}")
    if isinstance(told, PlaceMention):
        found = place_mentions(body, name, told)
        return found[0] if found else told
    if isinstance(told, Event):
        return _event(told, name, text, body)
    if isinstance(told, Casualty):
        return _count(told, name, text, body)
    if isinstance(told, Claim):
        return _claim(told, name, text, body)
    return _figure(told, name, text, body)


def _event(told: Event, name: str, text: Any, body: Body | None) -> Event:
    if name in ("actors", "recipients"):
        return replace(told, **{name: actor_mentions(body, name)})  # type: ignore[arg-type]
    if name == "places":
        return replace(told, places=place_mentions(body, name, None))
    if name == "start":
        return replace(told, start=text, date_precision=precision_of(text))
    return replace(told, **{name: text})


def _count(told: Casualty, name: str, text: Any, body: Body | None) -> Casualty:
    if name != "n":
        return replace(told, **{name: text})
    low, best, high = (_int(n) for n in numbers(body, name))
    return replace(told, low=low, best=best, high=high)


def _claim(told: Claim, name: str, text: Any, body: Body | None) -> Claim:
    if name == "speaker":
        ids = _list(body, "ids.speaker")
        return replace(told, speaker=text, speaker_id=(ids[0] or None) if ids else None)
    if name == "targets":
        return replace(told, targets=tuple(_list(body, "set.targets")))
    return replace(told, **{name: text})


def _figure(told: Figure, name: str, text: Any, body: Body | None) -> Figure:
    if name == "value":
        low, best, high = numbers(body, name)
        return replace(told, value=best if best is not None else told.value, low=low, high=high)
    return replace(told, **{name: text or ""} if name in ("unit", "what") else {name: text})


def _int(number: float | None) -> int | None:
    return None if number is None else int(number)


def _list(body: Body | None, key: str) -> list[str]:
    found = (body or {}).get(key)
    return [str(x) for x in found] if isinstance(found, list) else [str(found)] if found else []


def numbers(body: Body | None, name: str) -> tuple[float | None, float | None, float | None]:
    """Low, best and high of a corrected number."""
    raw = [(body or {}).get(f"{end}.{name}") for end in ("low", "best", "high")]
    low, best, high = (float(n) if isinstance(n, int | float) else None for n in raw)
    return low, best, high


def actor_mentions(body: Body | None, name: str) -> tuple[ActorMention, ...]:
    """The corrected actors, with what the dictionary knew of them when they were written."""
    names, ids = _list(body, f"set.{name}"), _list(body, f"ids.{name}")
    kinds, lands = _list(body, f"kinds.{name}"), _list(body, f"countries.{name}")
    rows = zip(names, ids, kinds, lands, strict=False)
    return tuple(ActorMention(n, i or None, k or None, c or None) for n, i, k, c in rows)


def place_mentions(
    body: Body | None, name: str, like: PlaceMention | None
) -> tuple[PlaceMention, ...]:
    """The corrected places; one that stands for a mention keeps its words and span.

    A row is `id|name|country|lat|lon|precision|municipality`.
    """
    return tuple(_place(row, like) for row in _list(body, f"rows.{name}"))


def _place(row: str, like: PlaceMention | None) -> PlaceMention:
    id_, name, country, lat, lon, precision, municipality = row.split("|")
    return PlaceMention(
        text=like.text if like else name,
        name=name,
        country=country or None,
        lat=float(lat),
        lon=float(lon),
        gazetteer_id=id_,
        precision=precision,
        span=like.span if like else None,
        municipality=municipality or None,
    )


def precision_of(day: str | None) -> str:
    """How precise an ISO partial date is."""
    return {0: "none", 4: "year", 7: "month"}.get(len(day or ""), "day")
