"""What came of warnings: by the definition of escalation, and no better than it was."""

from datetime import date, timedelta

import polars as pl

from jointguardian.domain import GivenWarning
from jointguardian.warning.grid import SIGNS
from jointguardian.warning.outcomes import onsets, outcomes

FIRST = date(2022, 1, 1)


def _signs(*told: tuple[int, float]) -> pl.DataFrame:
    rows = [("area", FIRST + timedelta(n), FIRST + timedelta(n), w) for n, w in told]
    return pl.DataFrame(rows, schema=SIGNS, orient="row")


def _began(signs: pl.DataFrame) -> list[int]:
    found = onsets(signs, "area", FIRST, FIRST + timedelta(400))
    return [(d - FIRST).days for d in found]


def _warning(day: int, level: str = "amber") -> GivenWarning:
    told = (FIRST + timedelta(day)).isoformat()
    return GivenWarning(f"w{day}", "area", told, level, 60.0, 28, told)


def test_an_onset_needs_twice_the_base_and_twenty_a_week() -> None:
    assert _began(_signs((200, 19.9))) == []
    assert _began(_signs((200, 20.0))) == [200]
    steady = [(n, 2.0) for n in range(100, 300)]
    assert _began(_signs(*steady, (250, 13.9))) == []
    assert _began(_signs(*steady, (250, 14.1))) == [250]


def test_what_goes_on_is_no_new_onset() -> None:
    assert _began(_signs((200, 30.0), (210, 60.0), (250, 200.0))) == [200, 250]


def test_each_warning_gets_its_verdict_and_each_onset_its_warning() -> None:
    began = [FIRST + timedelta(n) for n in (50, 150, 300)]
    given = [_warning(40), _warning(152), _warning(200), _warning(390)]
    found = outcomes(given, began, "area", FIRST + timedelta(400))
    assert [(o.verdict, o.lead_days) for o in found] == [
        ("hit", 10), ("late", -2), ("false-alarm", None), ("missed", None), ("pending", None),
    ]  # fmt: skip


def test_a_warning_is_pending_until_its_time_is_up() -> None:
    day = FIRST + timedelta(28)
    assert outcomes([_warning(0)], [], "area", day)[0].verdict == "pending"
    assert outcomes([_warning(0)], [], "area", day + timedelta(1))[0].verdict == "false-alarm"
