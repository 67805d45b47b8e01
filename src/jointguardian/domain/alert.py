"""An alert: a rule that came true somewhere, what was done with it, and what was sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertRule:
    """When to call attention. `kind` is `level`, `rise` or `silence`.

    `level`: a unit stands at `level` or above; `rise`: its level went up by `steps` within `days`;
    `silence`: no report named a place for `days`. `units` limits it to some units (none: all).
    """

    id: str
    kind: str
    level: str = "red"
    steps: int = 2
    days: int = 14
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """`rule` came true for `unit` on `day`: `words` say what, `refs` what it rests on.

    `state` is raised, acknowledged, dismissed or released; `by`, `at` and `note` are of the last turn.
    `sent` are the addresses that took it, `failed` those that did not with the reason.
    """

    id: str
    rule: str
    unit: str
    day: str
    words: str
    refs: tuple[str, ...] = ()
    state: str = "raised"
    by: str = ""
    at: str = ""
    note: str = ""
    sent: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
