"""One file a page, each with its JSON twin, in the order in which a watch-keeper meets them."""

from litestar.types import ControllerRouterHandler

from . import (
    about,
    brief,
    capture,
    forces,
    health,
    incident,
    ogc,
    openapi,
    paste,
    positions,
    report,
    review,
    room,
    search,
    signin,
    stream,
    watch,
)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *room.ROUTES,
    *watch.ROUTES,
    *stream.ROUTES,
    *incident.ROUTES,
    *report.ROUTES,
    *positions.ROUTES,
    *forces.ROUTES,
    *review.ROUTES,
    *search.ROUTES,
    *brief.ROUTES,
    *paste.ROUTES,
    *capture.ROUTES,
    *about.ROUTES,
    *signin.ROUTES,
    *openapi.ROUTES,
    *ogc.ROUTES,
    *health.ROUTES,
)
"""All handlers of the room."""
