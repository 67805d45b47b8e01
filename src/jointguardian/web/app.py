"""The application: routes, guards and errors put together."""

from pathlib import Path

from litestar import Litestar
from litestar.di import Provide
from litestar.logging import LoggingConfig
from litestar.static_files import create_static_files_router

from ..access import Viewer
from .desk import DeskOf
from .guards import Doorkeeper, allowed_hosts, csrf
from .pages import Pages
from .problems import handlers
from .room import Room
from .routes import ROUTES

STATIC = Path(__file__).parent / "static"
LARGEST_BODY = 12_000_000
"""Bytes; twice the longest text that an operation takes by default, as a form encodes it."""


def create_app(room: Room, *, viewer: Viewer, host: str = "127.0.0.1") -> Litestar:
    """The room for one viewer, for a server bound to `host`."""
    pages = Pages(room.title, room.moments)
    desk = DeskOf(room, viewer, pages)
    app = Litestar(
        route_handlers=[
            *ROUTES,
            create_static_files_router(path="/static", directories=[STATIC], name="static"),
        ],
        dependencies={"desk": Provide(lambda: desk, sync_to_thread=False)},
        csrf_config=csrf(),
        exception_handlers=handlers(pages),
        request_max_body_size=LARGEST_BODY,
        openapi_config=None,
        logging_config=LoggingConfig(log_exceptions="never"),
    )
    # outermost, so that refusals, errors and pages nobody knows carry the headers too
    app.asgi_handler = Doorkeeper(app.asgi_handler, allowed_hosts(host))
    return app
