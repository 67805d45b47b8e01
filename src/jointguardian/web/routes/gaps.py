"""`/gaps`: where nobody has reported from, against each place's own rhythm."""

from typing import Any

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ...picture.gaps import STATES, Gap, missing_words
from ..answer_kinds import FeatureCollection
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views.places import side_by_side


@get("/gaps", media_type=MediaType.HTML, sync_to_thread=False)
def gaps_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    standing: FromQuery[str] = "",
    days: FromQuery[int | None] = None,
) -> Response[str]:
    """All places, the silent ones first; `days` holds the silence against another limit."""
    wish = asked(as_of)
    threshold = days if days and days > 0 else None
    found = desk.room.silence.gaps(desk.viewer, wish.as_of, threshold)
    return page(
        desk,
        request,
        "gaps.html",
        wish,
        nav="gaps",
        gaps=[g for g in found if standing in ("", g.state)],
        counts={s: sum(g.state == s for g in found) for s in STATES},
        standing=standing,
        days=threshold,
        limit=threshold or desk.room.silence.operation.settings.gap_days,
        missing_words=missing_words,
        side_by_side=side_by_side,
        why_not=desk.room.check.why_not(desk.viewer, wish.as_of),
    )


@get("/api/gaps", sync_to_thread=False)
def gaps_twin(
    desk: Desk, as_of: FromQuery[str | None] = None, days: FromQuery[int | None] = None
) -> Response[tuple[Gap, ...]]:
    """The places with their silence and rhythm."""
    threshold = days if days and days > 0 else None
    return twin(desk.room.silence.gaps(desk.viewer, asked(as_of).as_of, threshold))


@get("/api/gaps.geojson", media_type="application/geo+json", sync_to_thread=False)
def gaps_layer(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[FeatureCollection]:
    """The same as a layer for a map."""
    raw = desk.room.silence.geojson(desk.viewer, asked(as_of).as_of)
    told: Response[Any] = Response(raw, media_type="application/geo+json")
    return told


ROUTES = (gaps_page, gaps_twin, gaps_layer)
