"""`/backtests`: how good the warning was on the event series that the operation back-tested it on."""

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ...domain import KeptBackTest
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views.back_test import drawing, table, verdict


@get("/backtests", media_type=MediaType.HTML, sync_to_thread=True)
def backtests_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """Each back-test that was kept: what it allows to be said, its figures, its weeks."""
    wish = asked(as_of)
    kept = desk.room.back_tests.listed(desk.viewer, wish.as_of)
    shown = [(one, verdict(one.answer), table(one.answer), drawing(one)) for one in kept]
    return page(desk, request, "backtests.html", wish, nav="tension", shown=shown)


@get("/api/backtests", sync_to_thread=True)
def backtests_twin(
    desk: Desk, as_of: FromQuery[str | None] = None
) -> Response[tuple[KeptBackTest, ...]]:
    """Each back-test that was kept, with the whole answer of the command."""
    return twin(desk.room.back_tests.listed(desk.viewer, asked(as_of).as_of))


ROUTES = (backtests_page, backtests_twin)
