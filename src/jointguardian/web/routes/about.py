"""`/about`: the guard rails, and what the words and signs mean."""

from litestar import MediaType, Response, get
from litestar.params import FromQuery

from ..answer_kinds import About, Rail
from ..answers import Ask, page, twin
from ..asked import asked
from ..desk import Desk
from ..views.rails import RAILS


@get("/about", media_type=MediaType.HTML, sync_to_thread=False)
def about_page(request: Ask, desk: Desk, as_of: FromQuery[str | None] = None) -> Response[str]:
    """The guard rails."""
    return page(desk, request, "about.html", asked(as_of), nav="about", rails=RAILS)


@get("/api/about", sync_to_thread=False)
def about_twin(desk: Desk) -> Response[About]:
    """The operation's name and the guard rails."""
    rails = [Rail(name=name, text=text) for name, text in RAILS]
    return twin(About(operation=desk.room.title, guard_rails=rails))


ROUTES = (about_page, about_twin)
