"""What the commander must know: an information requirement, open, answered or closed."""

from dataclasses import dataclass

KINDS = ("ccir", "pir", "ffir")
STATES = ("open", "answered", "closed")


@dataclass(frozen=True, slots=True)
class Requirement:
    """`kind` is one of `KINDS`: commander's critical, priority intelligence, friendly force.

    `indicators` are what would answer it, `places` where to look; `answer` stands with `refs`,
    what it rests on. Days are ISO, `at` an ISO moment.
    """

    id: str
    text: str
    kind: str
    owner: str
    valid_from: str
    by: str
    at: str
    valid_to: str | None = None
    indicators: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    state: str = "open"
    answer: str = ""
    refs: tuple[str, ...] = ()
    note: str = ""
