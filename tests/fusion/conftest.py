"""Told reports of our own making."""

from collections.abc import Callable

import pytest

from jointguardian.fusion import Told
from telling import NORTH, make_told


@pytest.fixture
def tell() -> Callable[..., Told]:
    """Make a told report."""
    return make_told


@pytest.fixture
def zvecan() -> list[Told]:
    """The clash in our own words: two groups, updates, rivals, parts, and two accounts."""
    return [
        make_told("r1", "KFOR says about 25 of its soldiers were injured in an unprovoked attack.",
                  rows=(("injured", "KFOR soldiers", 25, "about", "KFOR"),), reliability="B",
                  claims=(("KFOR", "accuses", ("Serbs",), "an unprovoked attack"),)),
        make_told("r2", "The crowd was sitting when KFOR began to beat Serbs, an outlet says.",
                  kind="protest", actors=("KFOR",), recipients=("Serbs",), hours=1),
        make_told("r3", "At least 50 citizens were injured, local media say.", hours=2,
                  actors=("KFOR",), recipients=("Serbs",),
                  rows=(("injured", "citizens", 50, "at least", "Serbian media"),)),
        make_told("r4", "KFOR raised its count to 30: 11 Italians and 19 Hungarians. Vucic said 52 "
                  "Serbs were injured.", hours=18,
                  recipients=("KFOR", "Serbs"),
                  rows=(("injured", "KFOR soldiers", 30, None, "KFOR"),
                        ("injured", "Italians", 11, None, "KFOR"),
                        ("injured", "Hungarians", 19, None, "KFOR"),
                        ("injured", "Serbs", 52, None, "Aleksandar Vucic"))),
        make_told("r5", "The Mitrovica hospital treated 53 Serbs.", hours=20,
                  actors=("KFOR",), recipients=("Serbs",),
                  rows=(("injured", "Serbs", 53, None, "Mitrovica hospital"),)),
        make_told("r6", "KFOR now says 93 of its soldiers were injured on 29 May.", hours=2000,
                  place=NORTH, rows=(("injured", "KFOR soldiers", 93, None, "KFOR"),)),
    ]  # fmt: skip
