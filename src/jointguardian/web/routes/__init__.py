
from litestar.types import ControllerRouterHandler

from . import (
    about,
    brief,
    health,
    incident,
    openapi,
    paste,
    positions,
    report,
    review,
    room,
    search,
    signin,
)

ROUTES: tuple[ControllerRouterHandler, ...] = (
    *room.ROUTES,
    *incident.ROUTES,
    *report.ROUTES,
    *positions.ROUTES,
    *review.ROUTES,
    *search.ROUTES,
    *brief.ROUTES,
    *paste.ROUTES,
    *about.ROUTES,
    *signin.ROUTES,
    *openapi.ROUTES,
    *health.ROUTES,
)
"""All handlers of the room."""
