"""The policy: one function for what is seen, one for what is done."""

from ..domain.marking import LEVELS, Marking
from ..errors import NotPermitted
from .viewer import Viewer

ROLES: dict[str, frozenset[str]] = {
    "reader": frozenset(),
    "watch-keeper": frozenset({"judge", "draft"}),
    "analyst": frozenset({"judge", "unseal", "draft", "assess"}),
    "approver": frozenset({"approve"}),
    "release-officer": frozenset({"release"}),
    "custodian": frozenset({"erase"}),
}
ACTIONS = frozenset[str]().union(*ROLES.values())
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def may_see(viewer: Viewer, marking: Marking) -> bool:
    """Level high enough, every compartment, and one organisation in common where release is limited.

    An unknown level is above every viewer, and a viewer of an unknown level sees nothing.
    """
    return (
        _RANK.get(viewer.level, -1) >= _RANK.get(marking.level, len(LEVELS))
        and marking.compartments <= viewer.compartments
        and (not marking.releasable_to or bool(marking.releasable_to & viewer.organisations))
    )


def permits(viewer: Viewer, action: str) -> bool:
    """Whether one of the viewer's roles allows the action (one of `ACTIONS`)."""
    return any(action in ROLES.get(role, frozenset()) for role in viewer.roles)


def require(viewer: Viewer, action: str) -> None:
    """Raises NotPermitted unless the viewer may do the action."""
    if not permits(viewer, action):
        roles = sorted(role for role, may in ROLES.items() if action in may)
        raise NotPermitted(
            f"{viewer.name} may not {action}", way_out=f"it takes the role {' or '.join(roles)}"
        )
