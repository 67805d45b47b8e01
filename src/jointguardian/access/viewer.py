"""Somebody who looks: a person with an account, a service, or the one local user."""

from dataclasses import dataclass

from ..domain.marking import LEVELS


@dataclass(frozen=True, slots=True)
class Viewer:
    """`level` is the highest one of `domain.marking.LEVELS` that the viewer is cleared for.

    `organisations` are those he belongs to (a nation's ISO code, "NATO", "EU"); `roles` are keys of
    `access.policy.ROLES`.
    """

    name: str
    level: str = "public"
    compartments: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


EVERYBODY = Viewer("everybody")
"""What is kept for all rests on what all may see."""
LOCAL = Viewer(
    name="local",
    level=LEVELS[-1],
    roles=frozenset({"analyst", "approver", "release-officer", "custodian"}),
)
"""The one user of an operation on his own machine. He sees all levels; a compartment is opened to
him, as to everybody, only by `dataclasses.replace(LOCAL, compartments=...)`."""
