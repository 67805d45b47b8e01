"""What every route has at hand: the room, who looks, and the templates."""

from dataclasses import dataclass

from litestar.di import NamedDependency

from ..access import Viewer
from .pages import Pages
from .room import Room


@dataclass(frozen=True, slots=True)
class DeskOf:
    """The room, its viewer, and its pages."""

    room: Room
    viewer: Viewer
    pages: Pages


Desk = NamedDependency[DeskOf]
