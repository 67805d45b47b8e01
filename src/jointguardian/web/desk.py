"""What every route has at hand: the room, who looks, and the templates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar import Request
from litestar.di import NamedDependency

from ..access import Viewer
from .pages import Pages
from .room import Room
from .session import NOBODY, Visitor


@dataclass(frozen=True, slots=True)
class DeskOf:
    """The room, the person of this request, and the pages as that person sees them."""

    room: Room
    viewer: Viewer
    pages: Pages
    visitor: Visitor = NOBODY


Desk = NamedDependency[DeskOf]


def root_of(request: Request[Any, Any, Any]) -> str:
    """The path below which a proxy shows the room, for this request."""
    return str(request.scope.get("state", {}).get("root", ""))


def base_of(request: Request[Any, Any, Any]) -> str:
    """The whole address of the room as this request's sender knows it, without a slash at its end."""
    return str(request.scope.get("state", {}).get("base", ""))


def visitor_at(request: Request[Any, Any, Any]) -> Visitor:
    """Who sent a request, as the doorkeeper found it."""
    who = request.scope.get("user")
    return who if isinstance(who, Visitor) else NOBODY


def desks(room: Room, local: Viewer, pages: Pages) -> Callable[[Request[Any, Any, Any]], DeskOf]:
    """What makes a desk for each request."""

    def desk(request: Request[Any, Any, Any]) -> DeskOf:
        visitor = visitor_at(request)
        mine = pages.seen_by(visitor, root_of(request))
        return DeskOf(room, visitor.viewer(local), mine, visitor)

    return desk
