"""All steps for a language with lists, and what is kept of a language without."""

from dataclasses import replace

from ...domain import Actor, Figure, PersonMention, PlaceMention, Span
from ..actors import actors as named_by_lists
from ..coreference import coreference
from ..document import ActorSpan, Document, TimeMention
from ..normalise import normalise
from ..persons import persons as persons_by_lists
from ..places.naming import PlaceIndex
from ..quotations import quotations
from ..sentences import sentences
from .counts import Count, counts
from .dates import dates
from .happenings import Told, happenings
from .harm import Harm, harms
from .language import Language
from .names import names
from .page import Page, page_of
from .scenes import resolved, scenes
from .speech import claims

UNREAD = "unread"
"""The method of a reading that holds only names, since nothing reads its language."""
_CERTAIN = 4  # letters of a place's name that is taken for one in a language that is not read


def with_lists(
    document: Document, language: Language, gazetteer: PlaceIndex, known: tuple[Actor, ...]
) -> Document:
    """A document of a language that has lists, with everything that its rules find."""
    prepared = quotations(sentences(normalise(document)))
    page = page_of(prepared, language)
    placed = scenes(prepared, page, gazetteer)
    named = names(page, known, tuple(p.span for p in placed.places if p.span))
    found = named.actors
    sealed = _persons(prepared.evolve(places=placed.places), found, known)
    times = dates(page)
    said = claims(page, found, times, named.offices)
    counted = counts(page, tuple(t.span for t in times))
    harmed = harms(page, counted, said)
    bare = _scenic(_without_persons(placed.places, sealed), known)
    events = happenings(Told(page, found, bare, times, said, tuple(harmed), named.offices))
    return placed.evolve(
        places=bare,
        times=times,
        actors=found,
        persons=sealed,
        claims=said,
        quantities=tuple(c.quantity for c in counted),
        casualties=tuple((h.casualty.span or Span(0, 0), h.casualty) for h in harmed),
        figures=_figures(page, placed, counted, harmed, times),
        events=events,
    )


def unread(document: Document, gazetteer: PlaceIndex, known: tuple[Actor, ...]) -> Document:
    """Only places and persons whose names are certain: no events, claims or figures."""
    prepared = quotations(sentences(normalise(document)))
    placed = prepared.evolve(places=tuple(resolved(prepared, gazetteer)))
    sealed = _by_lists(placed, known)
    sure = tuple(p for p in placed.places if _certain(p))
    return placed.evolve(places=_without_persons(sure, sealed), persons=sealed, method=UNREAD)


def _certain(place: PlaceMention) -> bool:
    """Whether a name is long enough and near enough to its place's to be no common word."""
    words = place.text.split()
    return len(place.text) >= _CERTAIN and all(w[:1].isupper() for w in words[:1])


def _by_lists(document: Document, known: tuple[Actor, ...]) -> tuple[PersonMention, ...]:
    """The persons by given names and titles, as in every language."""
    return persons_by_lists(coreference(named_by_lists(document, known)), known).persons


def _persons(
    document: Document, found: tuple[ActorSpan, ...], known: tuple[Actor, ...]
) -> tuple[PersonMention, ...]:
    """Persons by given names, and those that this language's rules find; the latter are sealed.

    Known holders of office are shown in any case form; nobody else is shown by these rules.
    """
    public = {a.id for a in known if a.public}
    shown = [a for a in found if a.kind == "person" and a.id in public]
    spans = [a.span for a in shown]
    roles = {a.span: a.role for a in found if a.role}
    rows = [
        replace(p, role=roles.get(p.span, p.role)) if p.role == "person" else p
        for p in _by_lists(document, known)
        if not any(s.overlap(p.span) for s in spans)
    ]
    rows += [PersonMention(a.span, a.role or "person", True) for a in shown]
    taken = [p.span for p in rows]
    others = [a for a in found if a.kind == "person" and a.id not in public]
    rows += [
        PersonMention(a.span, a.role or "person", False)
        for a in others
        if not any(s.overlap(a.span) for s in taken)
    ]
    return tuple(sorted(rows, key=lambda p: p.span))


def _without_persons(
    found: tuple[PlaceMention, ...], persons: tuple[PersonMention, ...]
) -> tuple[PlaceMention, ...]:
    spans = [p.span for p in persons]
    return tuple(p for p in found if not (p.span and any(p.span.overlap(s) for s in spans)))


def _scenic(found: tuple[PlaceMention, ...], known: tuple[Actor, ...]) -> tuple[PlaceMention, ...]:
    """The places less those that are the acronyms of known bodies ("NATO")."""
    bodies = (a for a in known if a.kind not in {"state", "person"})
    acronyms = {name for a in bodies for name in (a.name, *a.aliases) if name.isupper()}
    return tuple(p for p in found if p.text.split("-")[0] not in acronyms)


def _figures(
    page: Page,
    document: Document,
    counted: list[Count],
    harmed: list[Harm],
    times: tuple[TimeMention, ...],
) -> tuple[Figure, ...]:
    """The counts as figures; "one" and numbers without a noun only where somebody is harmed."""
    rows = {id(h.count): h for h in harmed}
    kept: list[Figure] = []
    for count in counted:
        harm = rows.get(id(count))
        unit = count.unit or ("persons" if harm else None)
        if unit is None or (count.doubtful and harm is None):
            continue
        figure = _figure(document, count, unit, times)
        if not any(_repeats(figure, old) for old in kept):
            kept.append(figure)
    return tuple(kept)


def _figure(document: Document, count: Count, unit: str, times: tuple[TimeMention, ...]) -> Figure:
    quantity, line = count.quantity, count.line.span
    place = next((p.name for p in document.places if p.span and line.contains(p.span)), None)
    inside = [t for t in times if line.contains(t.span)]
    near = min(inside, key=lambda t: abs(t.span.start - quantity.span.start), default=None)
    return Figure(
        value=quantity.best,
        low=quantity.low,
        high=quantity.high,
        unit=unit,
        what=quantity.noun or unit,
        place=place,
        date=near.start if near else None,
        span=count.span,
        qualifier=quantity.qualifier,
    )


def _repeats(new: Figure, old: Figure) -> bool:
    """Whether a figure says again what an earlier sentence said."""
    return (new.value, new.unit, new.what) == (old.value, old.unit, old.what)
