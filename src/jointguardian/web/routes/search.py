"""`/search`: reports by their words."""

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ..answer_kinds import SearchHit
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf
from ..room import Hit

LIMIT = 50


def _hits(desk: DeskOf, q: str, wish: Asked) -> tuple[Hit, ...]:
    return desk.room.search(desk.viewer, q, wish.as_of, LIMIT) if q.strip() else ()


@get("/search", media_type=MediaType.HTML, sync_to_thread=False)
def search_page(
    request: Ask, desk: Desk, q: FromQuery[str] = "", as_of: FromQuery[str | None] = None
) -> Response[str]:
    """Hits with the words around them."""
    wish = asked(as_of)
    return page(
        desk,
        request,
        "search.html",
        wish,
        nav="search",
        q=q,
        hits=_hits(desk, q, wish),
        limit=LIMIT,
    )


@get("/api/search", sync_to_thread=False)
def search_twin(
    desk: Desk, q: FromQuery[str] = "", as_of: FromQuery[str | None] = None
) -> Response[tuple[SearchHit, ...]]:
    """The hits."""
    hits = _hits(desk, q, asked(as_of))
    return twin(
        [
            SearchHit(
                report=h.report,
                title=h.title,
                source=h.source,
                published=h.published,
                snippet=h.snippet,
            )
            for h in hits
        ]
    )


ROUTES = (search_page, search_twin)
