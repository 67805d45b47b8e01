"""`/`: the room, and what its map and timeline ask for."""

from dataclasses import replace
from typing import Any

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ...errors import UnknownName
from ...picture.model import Picture
from ...picture.points import spot_of
from ...picture.watch.filter import parse_filter
from ..answer_kinds import FeatureCollection, MapLayers, MomentTold, Timeline
from ..answers import Ask, page, twin
from ..asked import Asked, asked, at_first
from ..desk import Desk, DeskOf
from ..views.board import board
from ..views.counts import groups, most_told
from ..views.forces import by_kind, ladder, strength_range
from ..views.layers import layers, spot_key
from ..views.movements import flows
from ..views.places import Names, side_by_side
from ..views.timeline import bars, steps
from ..views.watch import chips

GEOJSON = "application/geo+json"


def _picture(desk: DeskOf, wish: Asked) -> Picture:
    picture = desk.room.picture(
        desk.viewer, as_of=wish.as_of, since=wish.since, until=wish.until, place=wish.place
    )
    return _narrowed(desk, wish, picture)


def _narrowed(desk: DeskOf, wish: Asked, picture: Picture) -> Picture:
    """The picture with the incidents that the filter leaves, and the reports that tell of them."""
    if not wish.only:
        return picture
    kept = desk.room.watch.matching(desk.viewer, wish.only, wish.as_of)
    incidents = tuple(i for i in picture.incidents if i.id in kept)
    told = kept.union(*(i.reports for i in incidents))
    reports = tuple(r for r in picture.reports if r.id in told)
    return replace(picture, incidents=incidents, reports=reports)


def _wish(
    desk: DeskOf,
    as_of: str | None,
    since: str | None,
    until: str | None,
    place: str | None,
    only: str | None = None,
) -> Asked:
    return at_first(asked(as_of, since, until, place, only), desk.room.moments)


@get("/", media_type=MediaType.HTML, sync_to_thread=False)
def room_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    place: FromQuery[str | None] = None,
    only: FromQuery[str | None] = None,
) -> Response[str]:
    """The room: map, timeline, incidents, and the sections beside them."""
    wish = _wish(desk, as_of, since, until, place, only)
    picture = _picture(desk, wish)
    by_id = {c.claim.id: c for c in picture.claims}
    return page(
        desk,
        request,
        "room.html",
        wish,
        nav="room",
        picture=picture,
        names=Names(picture.municipalities),
        chips=chips(wish, parse_filter(wish.only or ""), Names(picture.municipalities), "/"),
        groups=groups,
        most_told=most_told,
        spot_of=spot_of,
        spot_key=spot_key,
        side_by_side=side_by_side,
        level_claims=[by_id[c] for c in picture.tension.claims if c in by_id],
        board=board(picture.positions),
        kinds=by_kind(picture.strengths),
        strength_range=strength_range,
        rungs=ladder(picture.reserves),
        flows=flows(picture.movements),
        provisions=desk.room.provisions(desk.viewer),
        report_of={r.id: r for r in picture.reports},
    )


@get("/api/picture", sync_to_thread=False)
def picture_twin(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    place: FromQuery[str | None] = None,
    only: FromQuery[str | None] = None,
) -> Response[Picture]:
    """The picture itself."""
    return twin(_picture(desk, _wish(desk, as_of, since, until, place, only)))


@get("/api/map", sync_to_thread=False)
def map_layers(
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    since: FromQuery[str | None] = None,
    until: FromQuery[str | None] = None,
    place: FromQuery[str | None] = None,
    only: FromQuery[str | None] = None,
) -> Response[MapLayers]:
    """Incidents, camps and names as GeoJSON."""
    return twin(layers(_picture(desk, _wish(desk, as_of, since, until, place, only))))


def _extent(desk: DeskOf) -> tuple[str, str]:
    """First and last day with a report; in an operation without one, the day of its picture twice."""
    try:
        return desk.room.extent(desk.viewer)
    except UnknownName:
        day = desk.room.picture(desk.viewer).until
        return day, day


@get("/api/timeline", sync_to_thread=False)
def timeline(
    desk: Desk, as_of: FromQuery[str | None] = None, only: FromQuery[str | None] = None
) -> Response[Timeline]:
    """Bars by day as known at the moment, the slider's steps, and the moments."""
    wish = _wish(desk, as_of, None, None, None, only)
    first, last = _extent(desk)
    known = desk.room.known_at(desk.viewer, wish.as_of)
    reports, incidents = known.reports, known.incidents
    if wish.only:
        kept = desk.room.watch.matching(desk.viewer, wish.only, wish.as_of)
        incidents = tuple(i for i in incidents if i.id in kept)
        told = kept.union(*(i.reports for i in incidents))
        reports = tuple(r for r in reports if r.id in told)
    everything = desk.room.known_at(desk.viewer, None)
    return twin(
        {
            "extent": [first, last],
            "days": bars(reports, incidents, known.as_of.date().isoformat()),
            "steps": steps(everything, desk.room.moments),
            "moments": [
                MomentTold(label=m.label, as_of=m.as_of, since=m.since, until=m.until)
                for m in desk.room.moments
            ],
        }
    )


@get("/api/municipalities.geojson", media_type=GEOJSON, sync_to_thread=False)
def municipalities(desk: Desk) -> Response[FeatureCollection]:
    """The municipalities' polygons."""
    told: Response[Any] = Response(desk.room.municipalities_geojson(), media_type=GEOJSON)
    return told


@get("/api/region.geojson", media_type=GEOJSON, sync_to_thread=False)
def region(desk: Desk) -> Response[FeatureCollection]:
    """The surrounding countries."""
    told: Response[Any] = Response(desk.room.region_geojson(), media_type=GEOJSON)
    return told


ROUTES = (room_page, picture_twin, map_layers, timeline, municipalities, region)
