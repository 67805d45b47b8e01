"""A reinforcement plan as an operation keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """Which plan of which scenario, by whom and when (ISO), with which version.

    `course` empty: the scenario as it stands; `name` is the course's; `without` are assumptions that were left out;
    `warned`: demand counts at the level of tension of its municipality where that is heavier. `since` and `until` are its first
    and last day. `plan` is one plan of the document that `guardian posture plan --json` prints
    (docs/reference/schema/posture-plan.json).
    """

    id: str
    scenario: str
    title: str
    course: str
    name: str
    without: tuple[str, ...]
    warned: bool
    since: str
    until: str
    words: tuple[str, ...]
    version: str
    by: str
    at: str
    plan: Mapping[str, Any]
