"""What a person decided: a row that fusion and grading read the next time."""

from dataclasses import dataclass, field
from datetime import datetime

KINDS = ("accept", "merge", "split", "correct", "grade", "seal", "reject", "choose")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`kind` is one of `KINDS`; `subject` the id of what is judged; `body` the decision's values.

    `by` names the person, `at` (aware) when, `reason` why, in the person's words.
    """

    kind: str
    subject: str
    body: dict[str, str | int | float | bool | list[str] | None] = field(
        default_factory=dict, hash=False
    )
    by: str = ""
    at: datetime | None = None
    reason: str = ""
