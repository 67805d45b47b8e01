"""`/sources`: each source with its letter, who set it, and plain tallies; its speakers apart."""

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ...picture.sources import SourceRow, SpeakerRow
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views.check import ladder

PAGE = 50


@get("/sources", media_type=MediaType.HTML, sync_to_thread=False)
def sources_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    words: FromQuery[str] = "",
    letter: FromQuery[str] = "",
    start: FromQuery[int] = 0,
) -> Response[str]:
    """Fifty sources, those with the most reports first."""
    wish = asked(as_of)
    rows = desk.room.check.sources(desk.viewer, wish.as_of)
    wanted = words.casefold().split()
    some = [
        r
        for r in rows
        if letter in ("", r.grade.value)
        and all(w in f"{r.source.name} {r.source.kind}".casefold() for w in wanted)
    ]
    first = max(0, start)
    return page(
        desk,
        request,
        "sources.html",
        wish,
        nav="sources",
        rows=some[first : first + PAGE],
        total=len(some),
        start=first,
        step=PAGE,
        words_asked=words,
        letter=letter,
        speakers=desk.room.check.speakers(desk.viewer, wish.as_of),
        why_not=desk.room.check.why_not(desk.viewer, wish.as_of),
        ladder=ladder,
    )


@get("/api/sources", sync_to_thread=False)
def sources_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[SourceRow, ...]]:
    """All sources with their grades, history and tallies."""
    return twin(desk.room.check.sources(desk.viewer, asked(as_of).as_of))


@get("/api/speakers", sync_to_thread=False)
def speakers_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[SpeakerRow, ...]]:
    """Those who are quoted, with their own letters."""
    return twin(desk.room.check.speakers(desk.viewer, asked(as_of).as_of))


ROUTES = (sources_page, sources_twin, speakers_twin)
