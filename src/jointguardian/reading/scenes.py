"""Where an event took place: the places of its clause, its sentence, its paragraph's scene."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..domain import PlaceMention, Span
from .actors import main_country
from .borders import borders
from .document import ActorSpan, Document
from .lexicon import load
from .merging import Draft
from .segments import Segment
from .syntax.parse import Parse

_DISTANCE = re.compile(r"\b(?:km|kilomet(?:er|re)s?|miles?|metres|meters|m)\b[^.;]{0,25}$", re.I)
_ORIGIN = re.compile(r"\b(?:from|leaving|left)\s+(?:the\s+)?$")
# Before "US" or "U.S." only these words make it a place and not whose soldiers they are.
_INTO = re.compile(r"\b(?:in|to|across|within)\s+(?:the\s+)?$")
_AWAY = re.compile(r"\b(?:withdr|pull|expel|drov|remov|evacuat|out\s+from)")
_DATELINE = re.compile(r"\s*(?:,[^.\n]{0,25}?[-–—.]|[-–—(])")
_LOCATIVE = frozenset({"in", "near", "inside", "across", "throughout", "outside", "at", "around"})
_SPOTS = frozenset(
    {"town", "village", "city", "area", "scene", "district", "site", "camp", "monastery", "base"}
)
_HOME = frozenset({"alert", "release"})
_TALK = frozenset({"consult", "agree", "accuse", "request", "reject", "support", "threaten"})
_LOCAL = frozenset({"assault", "coerce", "protest"})
_SAYING = frozenset({"say", "tell", "announce", "report", "write", "state"})


def scene(
    document: Document,
    segment: Segment,
    before: Draft | None,
    scenes: tuple[PlaceMention, ...],
    *,
    moved: bool = False,
) -> tuple[tuple[PlaceMention, ...], bool]:
    """Where, and whether its sentence says so; else at home, at the scene of the event before or of the text.

    `moved`: the sentence gives a day other than that of the event before, whose scene is left.
    """
    near = [p for p in scenes if p.span and segment.sentence.span.contains(p.span)]
    own = [p for p in near if p.span and segment.owns(document, p.span)]
    others = [p for p in near if not _spoken(document, p, segment)]
    home = _at_home(document, segment) if segment.trigger.kind.label == "alert" else None
    line = borders(document, segment)
    if line and (home or _all_wide(own)):
        rest = [home] if home else _narrowest(own) if own else []
        return (*line, *rest)[:3], True
    for inside in ([home] if home and _all_wide(own) else [], own, others):
        if inside:
            return tuple(_narrowest(inside)[:3]), True
    if moved and _on_spot(before) and not _same_spot(document, segment):
        return _broadest(document, scenes), False
    return _carried(document, segment, before, scenes), False


def _all_wide(found: Sequence[PlaceMention]) -> bool:
    return all(p.precision in {"region", "country"} for p in found)


def _on_spot(before: Draft | None) -> bool:
    return before is not None and not _all_wide(before.places)


def _carried(
    document: Document,
    segment: Segment,
    before: Draft | None,
    scenes: tuple[PlaceMention, ...],
) -> tuple[PlaceMention, ...]:
    """The place of an event whose sentence gives none."""
    home = _at_home(document, segment)
    near = before is not None and before.segment.sentence.paragraph == segment.sentence.paragraph
    abroad = home is not None and before is not None and _all_abroad(home, before)
    if home is not None and (segment.trigger.kind.label in _HOME or not near or abroad):
        return (home,)
    if before and before.places and (near or _same_spot(document, segment)):
        wide = all(p.precision == "country" for p in before.places)
        if segment.trigger.kind.type not in _TALK or wide:
            return before.places
    only = _only_spot(scenes)
    if only is not None and segment.trigger.kind.type in _LOCAL:
        return (only,)
    return _broadest(document, scenes)


def _all_abroad(home: PlaceMention, before: Draft) -> bool:
    return all(p.country != home.country for p in before.places)


def _same_spot(document: Document, segment: Segment) -> bool:
    """Whether a clause points back to a place ("in the town", "at the scene")."""
    parse = document.parse
    return any(
        parse[i].lemma in _SPOTS
        and any(parse[c].lemma in {"the", "this", "that"} for c in parse.children(i, "det"))
        and parse.children(i, "case")
        for i in segment.words
    )


def _only_spot(scenes: tuple[PlaceMention, ...]) -> PlaceMention | None:
    """The one settlement or site that a text names."""
    spots = {p.name: p for p in scenes if p.precision not in {"region", "country"}}
    return next(iter(spots.values())) if len(spots) == 1 else None


def _spoken(document: Document, place: PlaceMention, segment: Segment) -> bool:
    """Whether a place is where something is said ("told reporters in Kenya"), not where it happened."""
    parse = document.parse
    at = parse.at(place.span.start) if place.span else None
    if at is None:
        return False
    verb = next((i for i in parse.above(at) if parse[i].pos == "VERB"), None)
    said = verb is not None and verb not in segment.words and parse[verb].lemma in _SAYING
    return said and verb in set(parse.above(segment.trigger.token))


def _at_home(document: Document, segment: Segment) -> PlaceMention | None:
    """A state that alerts its army or disperses a crowd, with no place told, does so at home."""
    if segment.trigger.kind.label not in {"alert", "force", "release"}:
        return None
    inside = [a for a in document.actors if segment.sentence.span.contains(a.span) and a.country]
    earlier = [a for a in inside if a.span.end <= segment.trigger.span.start]
    nearer = [a for a in earlier if segment.span.contains(a.span)]
    country = next((a.country for a in nearer or earlier), None)
    row = load("world")["countries"].get(country or "")
    return _country(document, row) if row else None


def _country(document: Document, row: dict[str, Any]) -> PlaceMention | None:
    """A country as a place, by its name in the text, else by its adjective or its capital."""
    named = (p for p in document.places if p.precision == "country" and p.name == row["name"])
    found = next(named, None)
    if found is not None:
        return found
    words = "|".join(re.escape(w) for w in (*row["adjectives"], *row["capital"]))
    hit = re.search(rf"\b(?:{words})\b", document.text) if words else None
    if hit is None:
        return None
    seats = (p.country for p in document.places if p.name in row["capital"])
    return PlaceMention(
        hit[0], row["name"], next(seats, None), None, None, None, "country", Span(*hit.span())
    )


def _broadest(document: Document, scenes: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """The country or region that the text speaks of most, else its first place."""
    main = main_country(scenes or document.places)
    wide = {
        p.name: p
        for p in document.places
        if p.precision in {"country", "region"} and p.country == main
    }
    counted = Counter(p.name for p in document.places if p.name in wide)
    if counted:
        return (wide[counted.most_common(1)[0][0]],)
    return tuple(scenes[:1])


def _narrowest(found: list[PlaceMention]) -> list[PlaceMention]:
    """Settlements before regions before countries, each once."""
    order = {"exact": 0, "settlement": 0, "municipality": 0, "region": 1, "country": 2}
    best = min(order.get(p.precision, 1) for p in found)
    once = {p.name: p for p in reversed(found) if order.get(p.precision, 1) == best}
    return list(once.values())[::-1]


def is_scene(document: Document, place: PlaceMention) -> bool:
    """Whether a place is where something happens: no dateline, distance, or part of an actor."""
    span = place.span
    if span is None or place.gazetteer_id == "region-europe":
        return False
    if any(_is_part(document, a, place) for a in document.actors if a.span.contains(span)):
        return False
    before = document.text[max(0, span.start - 45) : span.start]
    if place.text.isupper() and place.precision == "country" and not _INTO.search(before):
        return False
    if _DISTANCE.search(before) or (_ORIGIN.search(before) and not _AWAY.search(before)):
        return False
    if _takes_part(document.parse, place):
        return False
    head = any(s.span.start == span.start for s in document.sentences)
    return not (
        head and _DATELINE.match(document.text, span.end) and span.of(document.text).isupper()
    )


def _takes_part(parse: Parse, place: PlaceMention) -> bool:
    """Whether a country or its capital does something or owns something, rather than being a scene."""
    at = parse.at(place.span.start) if place.span else None
    if at is None:
        return False
    if any(parse[i].tag == "POS" for i in parse.children(at, "case")):
        return place.precision != "settlement" or parse.is_dep(at, "nmod:poss")
    if place.precision != "country" or parse.children(at, "case"):
        return False
    return parse.is_dep(at, "nsubj", "iobj", "obl:agent")


def _is_part(document: Document, actor: ActorSpan, place: PlaceMention) -> bool:
    """Whether a place is only part of an actor's name, and not where that body sits."""
    at = document.parse.at(place.span.start) if place.span else None
    located = actor.head == place.text and at is not None and _located(document.parse, at)
    return not (_houses(actor, place) or located)


def _located(parse: Parse, at: int) -> bool:
    """Whether a preposition of place stands with a name ("in Mali")."""
    return any(parse[i].text.lower() in _LOCATIVE for i in parse.children(at, "case"))


def _houses(actor: ActorSpan, place: PlaceMention) -> bool:
    """Whether the place inside an actor's name is where that body sits ("court in Kraljevo")."""
    whole = actor.head == place.text
    return (
        not whole
        and actor.kind == "institution"
        and place.precision in {"settlement", "municipality"}
    )
