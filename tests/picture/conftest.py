"""A small known world of our own making: the clash, a barricade, forces, sectors."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from jointguardian.domain import Municipality, Reserve, Sector, Strength
from jointguardian.fusion import Told, fuse
from jointguardian.picture import Known
from telling import PRIZREN, make_told

ZVECAN_ROW = Municipality(
    "zvecan", "Zvečan", {"sq": "Zveçan", "sr-Latn": "Zvečan"}, 42.9, 20.8, 123.0, 16000, 2011,
    "Serb", "census", True,
)  # fmt: skip
PRIZREN_ROW = Municipality(
    "prizren", "Prizren", {"sq": "Prizren"}, 42.2, 20.7, 640.0, 177000, 2011, "Albanian", "census"
)


def known_from(told: list[Told], **changes: Any) -> Known:
    """What is known of these reports, with the forces of the day."""
    base: dict[str, Any] = {
        "operation": "KFOR demonstration",
        "as_of": datetime(2023, 5, 30, 18, tzinfo=UTC),
        "reports": tuple(t.report for t in told),
        "readings": tuple(t.reading for t in told),
        "incidents": fuse(told),
        "sources": tuple({t.source.name: t.source for t in told}.values()),
        "strengths": (
            Strength("in-area", "TOTAL", "2023-05", 3800, 3800, 3800, "NATO placemat, May 2023"),
            Strength("in-area", "TOTAL", "2023-07", 4500, 4500, 4500, "NATO placemat, July 2023"),
            Strength("ordered", "TOTAL", "2023-05-30", 700, 700, 700, "NATO, 30 May 2023"),
        ),
        "reserves": (
            Reserve("orf", "Operational Reserve Force", "reinforcement", "2023-05-30", 7, 14,
                    "2023-06-04", 700, None, "", "NATO, 30 May 2023"),
            Reserve("late", "Later reserve", "reinforcement", "2023-10-01", 7, None, None, 200,
                    None, "", "NATO, October 2023"),
        ),
        "sectors": (
            Sector("rce", "Regional Command East", "US", "2019-01-01", None, ("zvecan",), "NATO"),
            Sector("mnb-n", "Brigade North", "FR", "1999-06-12", "2010-01-01", ("zvecan",), "NATO"),
        ),
        "municipalities": (ZVECAN_ROW, PRIZREN_ROW),
    }  # fmt: skip
    return Known(**{**base, **changes})


@pytest.fixture
def told() -> list[Told]:
    """Reports of 29 and 30 May 2023."""
    return [
        make_told("r1", "KFOR says about 25 of its soldiers were injured in an unprovoked attack.",
                  rows=(("injured", "KFOR soldiers", 25, "about", "KFOR"),),
                  claims=(("KFOR", "accuses", ("Serbs",), "an unprovoked attack"),)),
        make_told("r2", "The crowd was sitting peacefully when KFOR began to beat Serbs.", hours=1,
                  kind="protest", actors=("KFOR",), recipients=("Serbs",)),
        make_told("r3", "Serbs put up a barricade on the road to Prizren, the minister of the "
                  "gangs said: the situation is tense.", hours=2, kind="protest", place=PRIZREN,
                  actors=("Serbs",), recipients=(),
                  claims=(("The minister", "warns", (), "the situation is tense"),)),
        make_told("r4", "KFOR raised its count to 30. Vucic said 52 Serbs were hurt by terrorists.",
                  hours=18, recipients=("KFOR", "Serbs"),
                  rows=(("injured", "KFOR soldiers", 30, None, "KFOR"),
                        ("injured", "Serbs", 52, None, "Aleksandar Vucic")),
                  claims=(("Aleksandar Vucic", "accuses", ("terrorists",), "hurt by terrorists"),)),
        make_told("r5", "The hospital treated 53 Serbs.", hours=19, actors=("KFOR",),
                  recipients=("Serbs",),
                  rows=(("injured", "Serbs", 53, None, "Mitrovica hospital"),)),
    ]  # fmt: skip


@pytest.fixture
def known(told: list[Told]) -> Known:
    """All of it, on the evening of 30 May."""
    return known_from(told)


@pytest.fixture
def earlier(told: list[Told]) -> Known:
    """What was known on the evening of 29 May."""
    return known_from(told[:3], as_of=datetime(2023, 5, 29, 22, tzinfo=UTC))


@pytest.fixture
def know() -> Callable[..., Known]:
    """Make a known world of told reports."""
    return known_from
