"""What is worked out from the record and kept: for everybody from what everybody may know, then for a viewer."""

from collections.abc import Iterator
from dataclasses import replace

from ..access import Viewer
from ..domain import Marking
from ..domain.marking import LEVELS


def sights(viewer: Viewer) -> Iterator[tuple[Viewer, Marking]]:
    """The lowest sight with no marking, and then the viewer's own with the marking of it."""
    lowest = replace(viewer, level=LEVELS[0], compartments=frozenset(), organisations=frozenset())
    yield lowest, Marking()
    if lowest != viewer:
        yield viewer, own_marking(viewer)


def own_marking(viewer: Viewer) -> Marking:
    """The marking of what a viewer's whole sight went into."""
    return Marking(viewer.level, viewer.compartments)
