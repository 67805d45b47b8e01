"""Who may bring a product to which state, and why not."""

from ..access import Viewer, may_see, permits, require
from ..domain import Product
from ..domain.product import APPROVED, DRAFT, PREPARED, RELEASED, WITHDRAWN
from ..errors import InputError, NotPermitted
from ..picture.products import why_not
from .product_store import Steps, marking_of

UNNAMED = ("", "local")
"""Names that are nobody's."""
ACTIONS = {PREPARED: "draft", APPROVED: "approve", RELEASED: "release", WITHDRAWN: "release"}
"""What a person must be permitted to bring a version to a state; back to draft: to draft or approve."""


def require_step(viewer: Viewer, product: Product, steps: Steps, state: str) -> None:
    """Raises NotPermitted or InputError unless the viewer may bring the version to that state now."""
    if state == DRAFT:
        if not permits(viewer, "approve"):
            require(viewer, "draft")
    elif state in ACTIONS:
        require(viewer, ACTIONS[state])
    else:
        raise InputError(f"{state!r} is no state", way_out=f"use {', '.join(ACTIONS)}")
    require_name(viewer)
    if refusal := why_not(state, viewer.name, steps):
        raise InputError(refusal)
    require_sight(viewer, product)


def open_steps(viewer: Viewer, steps: Steps) -> tuple[tuple[str, str], ...]:
    """The states that the version can go to now, each with why the viewer may not; empty if he may."""
    found = []
    for to in (PREPARED, APPROVED, RELEASED, WITHDRAWN, DRAFT):
        action = ACTIONS.get(to, "draft")
        refusal = why_not(to, viewer.name, steps)
        if not refusal.startswith("a product that is"):
            may = permits(viewer, action) or (to == DRAFT and permits(viewer, "approve"))
            named = "" if viewer.name not in UNNAMED else "sign in with your name first"
            found.append((to, refusal or named if may else f"you may not {action}"))
    return tuple(found)


def require_name(viewer: Viewer) -> None:
    """Raises InputError for a viewer without a name of his own."""
    if viewer.name in UNNAMED:
        raise InputError("a product needs a person's name", way_out="sign in, or give --by NAME")


def require_sight(viewer: Viewer, product: Product) -> None:
    """Raises NotPermitted for a product above what the viewer may see."""
    if not may_see(viewer, marking_of(product)):
        raise NotPermitted(f"{viewer.name} may not see what is {marking_of(product)}")
