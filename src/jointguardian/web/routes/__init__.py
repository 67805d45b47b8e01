"""One file a page, each with its JSON twin, in the order in which a watch-keeper meets them."""

from litestar.types import ControllerRouterHandler

from . import (
    about,
    brief,
    capture,
    forces,
    handover,
    health,
    incident,
    log,
    ogc,
    openapi,
    paste,
    positions,
    products,
    replay,
    report,
    requirements,
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
    *handover.ROUTES,
    *stream.ROUTES,
    *incident.ROUTES,
    *report.ROUTES,
    *positions.ROUTES,
    *forces.ROUTES,
    *replay.ROUTES,
    *review.ROUTES,
    *search.ROUTES,
    *brief.ROUTES,
    *products.ROUTES,
    *requirements.ROUTES,
    *log.ROUTES,
    *paste.ROUTES,
    *capture.ROUTES,
    *about.ROUTES,
    *signin.ROUTES,
    *openapi.ROUTES,
    *ogc.ROUTES,
    *health.ROUTES,
)
"""All handlers of the room."""
