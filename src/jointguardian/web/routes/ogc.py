"""OGC API – Features, Part 1: Core (17-069r4), so that QGIS and others open the operation as it is.

Reading with one's own session or token is no release; handing a file on to others is, and goes
through a product. `as_of` asks for what was known then, and stays in every link.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

import msgspec
from litestar import Response, get
from litestar.params import FromPath, FromQuery, QueryParameter

from ...errors import InputError
from ...exchange.features import (
    COLLECTIONS,
    CRS84,
    GREGORIAN,
    Collection,
    Polygons,
    collection,
    extent,
    features_csv,
    page,
    single,
    wanted,
)
from ...exchange.incident_links import with_words
from ...picture.model import Known
from ..answers import Ask
from ..answers import page as shown
from ..asked import Asked, asked
from ..desk import Desk, DeskOf, base_of
from ..ogc_kinds import (
    Collections,
    CollectionTold,
    Conformance,
    FeaturePage,
    FeatureTold,
    Landing,
    Link,
)
from ..views.places import Names

CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS = (f"{CORE}/core", f"{CORE}/geojson", f"{CORE}/html")
GEOJSON = "application/geo+json"
JSON = "application/json"
HTML = "text/html"
CSV = "text/csv"
MOST = 10_000
Form = Literal["json", "geojson", "html", "csv"]
F = FromQuery[Form | None]
When = FromQuery[str | None]
Moment = Annotated[str | None, QueryParameter(name="datetime")]
FORMS = {"json": JSON, "geojson": GEOJSON, "html": HTML, "csv": CSV}


def _known_words(request: Ask, *more: str) -> None:
    """Raises InputError for a word of the query that is not in the description (Core, 7.12)."""
    strange = sorted(set(request.query_params) - {"f", "as_of", *more})
    if strange:
        raise InputError(f"{strange[0]!r} is not asked here", way_out="see /api/docs")


def _form(request: Ask, f: Form | None) -> Form:
    if f is not None:
        return f
    accepted = request.headers.get("accept", "")
    first = min((accepted.find(w) for w in ("json", "*/*") if w in accepted), default=-1)
    html = accepted.find(HTML)
    return "html" if html >= 0 and (first < 0 or html < first) else "json"


def _link(rel: str, href: str, kind: str, title: str = "") -> Link:
    told = Link(href=href, rel=rel, type=kind)
    if title:
        told["title"] = title
    return told


def _href(request: Ask, wish: Asked, path: str, **more: object) -> str:
    words = {"as_of": wish.stamp, **more}
    query = urlencode({k: v for k, v in words.items() if v is not None})
    return f"{base_of(request)}{path}" + (f"?{query}" if query else "")


def _selves(request: Ask, wish: Asked, path: str, form: Form, **more: object) -> list[Link]:
    """The link to this answer, and to its other form."""
    other: Form = "json" if form == "html" else "html"
    pairs: list[tuple[str, Form]] = [("self", form), ("alternate", other)]
    return [_link(rel, _href(request, wish, path, f=f, **more), FORMS[f]) for rel, f in pairs]


def _answer(
    request: Ask, desk: DeskOf, wish: Asked, form: Form, told: Mapping[str, Any], kind: str = JSON
) -> Response[Any]:
    if form == "html":
        return shown(desk, request, "ogc.html", wish, nav="api", told=told)
    return Response(msgspec.json.encode(told), media_type=kind)


@get(["/ogc"], sync_to_thread=True)
def landing(request: Ask, desk: Desk, f: F = None, as_of: When = None) -> Response[Landing]:
    """What there is, and where."""
    _known_words(request)
    wish, form = asked(as_of), _form(request, f)
    links = [
        *_selves(request, wish, "/ogc", form),
        _link(
            "service-desc",
            _href(request, Asked(), "/api/openapi.json"),
            "application/vnd.oai.openapi+json;version=3.1",
            "What programs can ask",
        ),
        _link("service-doc", _href(request, Asked(), "/api/docs"), HTML, "The same to read"),
        _link("conformance", _href(request, wish, "/ogc/conformance"), JSON, "What it conforms to"),
        _link("data", _href(request, wish, "/ogc/collections"), JSON, "The collections"),
    ]
    said = "What the operation knows, as features. Values marked invented are invented."
    told = {"title": desk.room.title, "description": said, "links": links}
    return _answer(request, desk, wish, form, told)


@get("/ogc/conformance", sync_to_thread=True)
def conformance(request: Ask, desk: Desk, f: F = None, as_of: When = None) -> Response[Conformance]:
    """The classes of the standard that are met."""
    _known_words(request)
    told = {"conformsTo": list(CONFORMS)}
    return _answer(request, desk, asked(as_of), _form(request, f), told)


@get("/ogc/collections", sync_to_thread=True)
def collections(request: Ask, desk: Desk, f: F = None, as_of: When = None) -> Response[Collections]:
    """The collections."""
    _known_words(request)
    wish, form = asked(as_of), _form(request, f)
    known = desk.room.known_at(desk.viewer, wish.as_of)
    around = _polygons(desk)
    every = [_described(request, wish, kind, known, form, around) for kind in COLLECTIONS]
    told = {"links": _selves(request, wish, "/ogc/collections", form), "collections": every}
    return _answer(request, desk, wish, form, told)


@get("/ogc/collections/{name:str}", sync_to_thread=True)
def one_collection(
    request: Ask, desk: Desk, name: FromPath[str], f: F = None, as_of: When = None
) -> Response[CollectionTold]:
    """One collection."""
    _known_words(request)
    wish, form = asked(as_of), _form(request, f)
    known = desk.room.known_at(desk.viewer, wish.as_of)
    return _answer(
        request,
        desk,
        wish,
        form,
        _described(request, wish, collection(name), known, form, _polygons(desk)),
    )


def _described(
    request: Ask, wish: Asked, kind: Collection, known: Known, form: Form, outlines: Polygons
) -> dict[str, Any]:
    path = f"/ogc/collections/{kind.id}"
    box, interval = extent(kind, known, outlines)
    items = f"{path}/items"
    told = {
        "id": kind.id,
        "title": kind.title,
        "description": kind.description,
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            *_selves(request, wish, path, form),
            _link("items", _href(request, wish, items), GEOJSON, kind.title),
            _link("items", _href(request, wish, items, f="html"), HTML, kind.title),
            _link("items", _href(request, wish, items, f="csv"), CSV, kind.title),
        ],
    }
    around: dict[str, Any] = {"temporal": {"interval": [list(interval)], "trs": GREGORIAN}}
    if box:
        around["spatial"] = {"bbox": [list(box)], "crs": CRS84}
    return {**told, "extent": around}


@get("/ogc/collections/{name:str}/items", media_type=GEOJSON, sync_to_thread=True)
def items(
    request: Ask,
    desk: Desk,
    name: FromPath[str],
    bbox: FromQuery[str | None] = None,
    moment: Moment = None,
    limit: FromQuery[int | None] = None,
    offset: FromQuery[int | None] = None,
    f: F = None,
    as_of: When = None,
) -> Response[FeaturePage]:
    """Features inside of `bbox` and within `datetime`, a page at a time, as GeoJSON, CSV or a page."""
    _known_words(request, "bbox", "datetime", "limit", "offset")
    kind, wish, form = collection(name), asked(as_of), _form(request, f)
    want = wanted(bbox, moment, limit, offset, MOST)
    known = desk.room.known_at(desk.viewer, wish.as_of)
    found = page(kind, known, want, Names(known.municipalities).of, _polygons(desk))
    if kind.id == "incidents":
        with_words(found.features, desk.room.check.links(desk.viewer, wish.as_of))
    if form == "csv":
        named = {"content-disposition": f'attachment; filename="{kind.id}.csv"'}
        raw = features_csv(found.features)
        return Response(raw, media_type=f"{CSV}; charset=utf-8", headers=named)  # type: ignore[arg-type]
    path = f"/ogc/collections/{kind.id}/items"
    words = {"bbox": bbox, "datetime": moment, "limit": want.limit}
    links = _selves(request, wish, path, form, **words, offset=offset)
    for rel, start in (("next", want.offset + want.limit), ("prev", want.offset - want.limit)):
        if (rel == "next" and start < found.matched) or (rel == "prev" and want.offset > 0):
            there = _href(request, wish, path, f=form, **words, offset=max(start, 0))
            links.append(_link(rel, there, HTML if form == "html" else GEOJSON))
    told = {
        "type": "FeatureCollection",
        "timeStamp": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "numberMatched": found.matched,
        "numberReturned": len(found.features),
        "links": links,
        "features": found.features,
    }
    return _answer(request, desk, wish, form, {**told, "title": kind.title}, GEOJSON)


@get("/ogc/collections/{name:str}/items/{feature:str}", media_type=GEOJSON, sync_to_thread=True)
def item(
    request: Ask,
    desk: Desk,
    name: FromPath[str],
    feature: FromPath[str],
    f: F = None,
    as_of: When = None,
) -> Response[FeatureTold]:
    """One feature."""
    _known_words(request)
    kind, wish, form = collection(name), asked(as_of), _form(request, f)
    known = desk.room.known_at(desk.viewer, wish.as_of)
    found = single(kind, known, feature, Names(known.municipalities).of, _polygons(desk))
    if kind.id == "incidents":
        with_words([found], desk.room.check.links(desk.viewer, wish.as_of))
    whole = f"/ogc/collections/{kind.id}"
    links = [
        *_selves(request, wish, f"{whole}/items/{quote(feature, safe='')}", form),
        _link("collection", _href(request, wish, whole), JSON, kind.title),
    ]
    return _answer(request, desk, wish, form, {**found, "links": links}, GEOJSON)


def _polygons(desk: DeskOf) -> Polygons:
    return _outlines(desk.room.municipalities_geojson())


@lru_cache(maxsize=4)
def _outlines(raw: bytes) -> Polygons:
    told = msgspec.json.decode(raw)
    return {f["properties"].get("id", ""): _many(f["geometry"]) for f in told.get("features", ())}


def _many(geometry: dict[str, Any]) -> dict[str, Any]:
    """A polygon as a multipolygon: programs give a layer one kind of geometry, that of its first."""
    if geometry["type"] != "Polygon":
        return geometry
    return {"type": "MultiPolygon", "coordinates": [geometry["coordinates"]]}


ROUTES = (landing, conformance, collections, one_collection, items, item)
