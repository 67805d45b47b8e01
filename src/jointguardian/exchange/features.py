"""Collections of features for OGC API – Features (17-069r4): incidents, reports, camps, places, movements.

What is handed in was already filtered by policy and moment. A row is what filters need; its
properties, flat and in words, are made only for the rows of one page.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from shapely.geometry import box, shape

from ..domain import Camp, Incident, Movement, Municipality, PlaceMention, Reading, Report
from ..domain.dates import first_day, last_day
from ..domain.ids import derived_id
from ..errors import InputError, UnknownName
from ..picture.model import Known
from .csv import safe

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
Names = Callable[[PlaceMention], str]
Polygons = dict[str, dict[str, Any]]
Bbox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One feature: where and when it is (ISO, as precise as known), and what it is made of."""

    id: str
    lon: float | None
    lat: float | None
    start: str | None
    end: str | None
    of: Any
    with_: Any = None


@dataclass(frozen=True, slots=True)
class Collection:
    """`rows` lists a collection's features, `told` their properties."""

    id: str
    title: str
    description: str
    rows: Callable[[Known], Iterable[Row]]
    told: Callable[[Row, Names], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which features: inside of a box, within a time, and which page of them."""

    bbox: Bbox | None = None
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page of features as GeoJSON, and how many match in all."""

    features: list[dict[str, Any]] = field(default_factory=list)
    matched: int = 0


def _incident_rows(known: Known) -> Iterator[Row]:
    for i in known.incidents:
        place = next((p for p in i.places if p.lat is not None), None)
        lon, lat = (place.lon, place.lat) if place else (None, None)
        yield Row(i.id, lon, lat, i.start, i.end or i.start, i, place)


def _incident(row: Row, names: Names) -> dict[str, Any]:
    told: Incident = row.of
    place: PlaceMention | None = row.with_
    return {
        "what": told.what,
        "type": told.type,
        "status": told.status,
        "start": told.start,
        "end": told.end,
        "first_day": first_day(told.start).isoformat() if told.start else None,
        "last_day": last_day(last).isoformat() if (last := told.end or told.start) else None,
        "place": names(place) if place else None,
        "precision": place.precision if place else None,
        "counts": "; ".join(
            f"{c.n} {c.kind}: {c.who}" + (f" (by {c.counted_by})" if c.counted_by else "")
            for c in told.counts
        ),
        "contradictions": "; ".join(told.contradictions),
        "sources": "; ".join(told.sources),
        "reports": len(told.reports),
        "independent_origins": told.independent_origins,
        "confidence": told.confidence,
    }


def _report_rows(known: Known) -> Iterator[Row]:
    readings = {r.report.id: r for r in known.readings}
    for report in known.reports:
        place = _place_of(readings.get(report.id))
        if place is not None:
            day = report.published or report.received.isoformat()
            yield Row(report.id, place.lon, place.lat, day, day, report, place)


def _place_of(reading: Reading | None) -> PlaceMention | None:
    """The first place of what the report says happened, else the first that it names."""
    if reading is None:
        return None
    told = (p for e in reading.events for p in e.places)
    named = (*told, *reading.places)
    return next((p for p in named if p.lat is not None and p.precision != "country"), None)


def _report(row: Row, names: Names) -> dict[str, Any]:
    report: Report = row.of
    return {
        "title": report.title,
        "source": report.source,
        "published": report.published,
        "published_inferred": report.published_inferred,
        "received": _stamp(report.received),
        "language": report.language,
        "place": names(row.with_),
        "precision": row.with_.precision,
        "marking": report.marking.level,
        "invented": report.invented,
        "sha256": report.sha256,
    }


def _camp_rows(known: Known) -> Iterator[Row]:
    return (Row(c.id, c.lon, c.lat, None, None, c) for c in known.camps)


def _camp(row: Row, _: Names) -> dict[str, Any]:
    camp: Camp = row.of
    return {"name": camp.name, "place": camp.place, "role": camp.role, "source": camp.source}


def _municipality_rows(known: Known) -> Iterator[Row]:
    return (Row(m.id, m.lon, m.lat, None, None, m) for m in known.municipalities)


def _municipality(row: Row, _: Names) -> dict[str, Any]:
    place: Municipality = row.of
    names = {f"name_{language}": name for language, name in sorted(place.names.items())}
    both = " / ".join(dict.fromkeys([place.name, *place.names.values()]))
    counted = {"population": place.population, "population_year": place.population_year}
    return {"name": both, **names, "area_km2": place.area_km2, **counted}


def _movement_rows(known: Known) -> Iterator[Row]:
    for m in known.movements:
        name = derived_id("mv", m.kind, m.place, m.date, str(m.persons), m.who, m.source)
        yield Row(name, m.lon, m.lat, m.date, m.date, m)


def _movement(row: Row, _: Names) -> dict[str, Any]:
    move: Movement = row.of
    return {
        "kind": move.kind,
        "persons": move.persons,
        "qualifier": move.qualifier,
        "who": move.who,
        "date": move.date,
        "place": move.place,
        "cumulative": move.cumulative,
        "source": move.source,
    }


COLLECTIONS = (
    Collection(
        "incidents",
        "Incidents",
        "What happened, as several reports tell it, with counts side by side.",
        _incident_rows,
        _incident,
    ),
    Collection(
        "reports",
        "Reports with a place",
        "Where each report says that something happened; without its text.",
        _report_rows,
        _report,
    ),
    Collection(
        "camps",
        "Camps",
        "Camps and headquarters, at the town they are named with.",
        _camp_rows,
        _camp,
    ),
    Collection(
        "municipalities",
        "Municipalities",
        "With their names side by side, and approximate outlines where the operation has them.",
        _municipality_rows,
        _municipality,
    ),
    Collection(
        "movements",
        "Movements",
        "Persons displaced, returned, withdrawn or deployed, by place and day.",
        _movement_rows,
        _movement,
    ),
)


def collection(name: str) -> Collection:
    """A collection by its id. Raises UnknownName."""
    found = next((c for c in COLLECTIONS if c.id == name), None)
    if found is None:
        raise UnknownName(f"no collection {name!r}", way_out="see /ogc/collections")
    return found


def wanted(
    bbox: str | None, moment: str | None, limit: int | None, offset: int | None, most: int
) -> Wanted:
    """The query's words checked. Raises InputError for what the standard does not allow."""
    number = 100 if limit is None else limit
    if number < 1:
        raise InputError(f"limit={number}", way_out=f"limit is from 1 to {most}")
    if offset is not None and not 0 <= offset <= 10**9:
        raise InputError(f"offset={offset}", way_out="offset is 0 or more")
    since, until = _interval(moment) if moment is not None else (None, None)
    box = _box(bbox) if bbox is not None else None
    return Wanted(box, since, until, min(number, most), offset or 0)


def _box(text: str) -> Bbox:
    try:
        numbers = [float(word) for word in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    finite = all(abs(n) < 1e6 for n in numbers)
    if len(numbers) != 4 or not finite or numbers[1] > numbers[3]:
        raise InputError(
            f"bbox={text[:60]}", way_out="four numbers: west,south,east,north in degrees"
        )
    return (numbers[0], numbers[1], numbers[2], numbers[3])


def _interval(text: str) -> tuple[datetime | None, datetime | None]:
    first, slash, last = text.partition("/")
    try:
        if not slash:
            return _moment(first, end=False), _moment(first, end=True)
        since = None if first in ("", "..") else _moment(first, end=False)
        until = None if last in ("", "..") else _moment(last, end=True)
    except ValueError:
        since, until, slash = None, None, "wrong"
    both = since is not None and until is not None and since > until
    if slash != "/" or both or (since is None and until is None and text != "../.."):
        raise InputError(
            f"datetime={text[:60]}",
            way_out="a moment or an interval: 2023-05-29T10:00:00Z, 2023-05-01/.., ../2023-05-31",
        )
    return since, until


def _moment(text: str, *, end: bool) -> datetime:
    day = text.removesuffix("T")  # GDAL 3.6 writes a day as "2023-05-01T"
    if len(day) == 10:
        return datetime.combine(date.fromisoformat(day), time.max if end else time.min, UTC)
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def page(kind: Collection, known: Known, want: Wanted, names: Names, polygons: Polygons) -> Page:
    """The features that match, one page of them."""
    shown, matched = list[dict[str, Any]](), 0
    for row in kind.rows(known):
        if _matches(row, want, _outline(kind, row, polygons)):
            if want.offset <= matched < want.offset + want.limit:
                shown.append(_feature(kind, row, names, polygons))
            matched += 1
    return Page(shown, matched)


def single(
    kind: Collection, known: Known, name: str, names: Names, polygons: Polygons
) -> dict[str, Any]:
    """One feature. Raises UnknownName, in the same words for what is not there and out of sight."""
    row = next((r for r in kind.rows(known) if r.id == name), None)
    if row is None:
        raise UnknownName(f"no feature {name!r} in {kind.id}")
    return _feature(kind, row, names, polygons)


def extent(
    kind: Collection, known: Known, polygons: Polygons
) -> tuple[Bbox | None, tuple[str | None, str | None]]:
    """The box around a collection, outlines and all, and its first and last day."""
    boxes, days = list[Bbox](), list[str]()
    for row in kind.rows(known):
        outline = _outline(kind, row, polygons)
        if outline is not None:
            boxes.append(shape(outline).bounds)
        elif row.lon is not None and row.lat is not None:
            boxes.append((row.lon, row.lat, row.lon, row.lat))
        if row.start:
            days.append(row.start)
    whole = _around(boxes)
    if not days:
        return whole, (None, None)
    first = datetime.combine(first_day(min(days)[:10]), time.min, UTC)
    last = datetime.combine(last_day(max(days)[:10]), time.max, UTC)
    return whole, (_stamp(first), _stamp(last))


def _around(boxes: Sequence[Bbox]) -> Bbox | None:
    if not boxes:
        return None
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _outline(kind: Collection, row: Row, polygons: Polygons) -> dict[str, Any] | None:
    return polygons.get(row.id) if kind.id == "municipalities" else None


def _matches(row: Row, want: Wanted, outline: dict[str, Any] | None) -> bool:
    return (want.bbox is None or _inside(row, want.bbox, outline)) and _within(row, want)


def _inside(row: Row, wanted_box: Bbox, outline: dict[str, Any] | None) -> bool:
    """Whether a feature meets the box; one whose west is east of its east spans the antimeridian."""
    west, south, east, north = wanted_box
    if outline is not None:
        parts = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
        return any(shape(outline).intersects(box(w, south, e, north)) for w, e in parts)
    if row.lon is None or row.lat is None:
        return False
    across = west <= row.lon <= east if west <= east else row.lon >= west or row.lon <= east
    return across and south <= row.lat <= north


def _within(row: Row, want: Wanted) -> bool:
    if want.since is None and want.until is None:
        return True
    if row.start is None:
        return False
    begins = datetime.combine(first_day(row.start[:10]), time.min, UTC)
    ends = datetime.combine(last_day((row.end or row.start)[:10]), time.max, UTC)
    after = want.since is None or ends >= want.since
    return after and (want.until is None or begins <= want.until)


def _feature(kind: Collection, row: Row, names: Names, polygons: Polygons) -> dict[str, Any]:
    located = row.lon is not None and row.lat is not None
    point = {"type": "Point", "coordinates": [row.lon, row.lat]} if located else None
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": _outline(kind, row, polygons) or point,
        "properties": kind.told(row, names),
    }


def features_csv(features: Sequence[dict[str, Any]]) -> bytes:
    """The features as a table with `id`, `lon` and `lat`; a cell that would run as a formula is quoted."""
    names = list(dict.fromkeys(n for f in features for n in f["properties"]))
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(["id", "lon", "lat", *names])
    for f in features:
        shape = f["geometry"] or {}
        lon, lat = shape["coordinates"] if shape.get("type") == "Point" else (None, None)
        cells = [f["id"], lon, lat, *(f["properties"].get(n) for n in names)]
        writer.writerow([safe(c) for c in cells])
    return sheet.getvalue().encode()


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
