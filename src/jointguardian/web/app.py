"""The application: routes, guards and errors put together."""

import time
from pathlib import Path

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.middleware import DefineMiddleware
from litestar.static_files import create_static_files_router
from litestar.utils.sync import AsyncCallable

from ..access import Viewer
from ..access.door import Door
from .api_schema import NamedTuples
from .desk import desks
from .guards import Doorkeeper, Unforged, allowed_hosts, csrf
from .pages import Pages
from .problems import handlers
from .room import Room
from .routes import ROUTES
from .routes.assets import asset
from .routes.openapi import CONFIG
from .session import Doorway, Throttle

STATIC = Path(__file__).parent / "static"
STANDING_OPEN = Doorway()
LARGEST_BODY = 12_000_000
"""Bytes; twice the longest text that an operation takes by default, as a form encodes it."""


def create_app(
    room: Room,
    *,
    viewer: Viewer,
    host: str = "127.0.0.1",
    door: Door | None = None,
    doorway: Doorway = STANDING_OPEN,
) -> Litestar:
    """The room with the rights of `viewer`, for a server bound to `host`.

    `door` keeps password, sessions and tokens (without one they live as long as the app);
    `doorway` says below which path, for which names and how long.
    """
    door = door or Door(None)
    pages = Pages(room.title, room.moments)
    pages.environment.globals["replays"] = getattr(room, "replays", False)
    app = Litestar(
        route_handlers=[
            *ROUTES,
            asset,
            create_static_files_router(path="/static", directories=[STATIC], name="static"),
        ],
        dependencies={"desk": Provide(desks(room, viewer, pages), sync_to_thread=False)},
        middleware=[DefineMiddleware(Unforged, config=csrf(door))],
        state=State({"door": door, "doorway": doorway, "throttle": Throttle(time.monotonic)}),
        exception_handlers=handlers(pages),
        request_max_body_size=LARGEST_BODY,
        openapi_config=CONFIG,
        plugins=[NamedTuples()],
        logging_config=None,
    )
    _wrap_once(app)
    # outermost, so that refusals, errors and pages nobody knows carry the headers too
    hosts = allowed_hosts(host) | doorway.names
    app.asgi_handler = Doorkeeper(app.asgi_handler, hosts, door, doorway)
    return app


def _wrap_once(app: Litestar) -> None:
    """Litestar 2.25 wraps a function for its thread once more each time that a path gets a method.

    The outer wrapper would then give back the inner one's coroutine in place of an answer.
    """
    for route in app.routes:
        for handler, _ in getattr(route, "route_handler_map", {}).values():
            while isinstance(handler.fn, AsyncCallable) and isinstance(
                handler.fn.func, AsyncCallable
            ):
                handler._fn = handler.fn.func
