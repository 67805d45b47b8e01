"""What an indicator says of a place at a time, with its reasons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """`value` in `unit`, beside the `base` it is compared with (None: too little history).

    `state`: observed, not-observed, or nobody-looked (no report reached us from there, which is
    not the same as quiet). `reasons` are sentences; `rests_on` the ids of incidents, claims or
    reports counted. A value is no level: levels need a model with a back-test.
    """

    id: str
    label: str
    place: str | None
    value: float
    unit: str
    base: float | None
    state: str
    reasons: tuple[str, ...]
    rests_on: tuple[str, ...]
