"""Wire copies and mirrors count once."""

import pytest

from jointguardian.fusion.memo import Memo
from jointguardian.fusion.origins import Origins, credit
from jointguardian.fusion.signature import bands, likeness, signature
from telling import make_told

WIRE = (
    "Two peacekeepers were hurt on Tuesday when a convoy came under fire near the river crossing, "
    "the mission said, adding that it had opened an inquiry and that patrols would go on."
)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("KINSHASA (AFP) - Fighters entered the town.", "afp"),
        ("Fighters entered the town, Reuters reported.", "reuters"),
        ("The Associated Press has learned that two men were held.", "ap"),
        ("The army fired flares, the National News Agency said.", "nna"),
        ("Nicosia, according to the Cyprus News Agency, lodged a complaint.", "cna"),
        ("Reuters reported five dead, but TASS reported seven.", None),
        ("Our correspondent saw the convoy leave at dawn.", None),
        ("Officials on the map of the beta version said so.", None),
    ],
)
def test_a_text_credits_the_agency_it_repeats(text: str, agency: str | None) -> None:
    assert credit(text) == agency


def test_two_outlets_that_repeat_one_agency_are_one_origin() -> None:
    told = [
        make_told("r1", "Gunmen attacked a post, AFP reported.", source="Daily"),
        make_told("r2", "PARIS (AFP) - A post was attacked by gunmen.", source="Gazette"),
        make_told("r3", "I saw the attack on the post myself.", source="Witness"),
    ]
    assert len(set(Origins(Memo()).of("g", told).values())) == 2


def test_a_near_copy_has_the_origin_of_the_earlier_text() -> None:
    told = [
        make_told("r1", WIRE, source="First"),
        make_told("r2", WIRE + " More follows.", source="Second", hours=2),
        make_told("r3", "A village on the other side held its market as usual today, and nothing was heard.",
                  source="Third"),
    ]  # fmt: skip
    found = Origins(Memo()).of("g", told)
    assert found["r1"] == found["r2"] != found["r3"]


def test_signatures_estimate_likeness_and_share_bands() -> None:
    one, near, other = (
        signature(t)
        for t in (
            WIRE,
            WIRE + " More.",
            "An entirely different text of a dozen words on the price of bread.",
        )
    )
    assert one is not None
    assert near is not None
    assert other is not None
    assert likeness(one, one) == 1
    assert likeness(one, near) > 0.7 > 0.2 > likeness(one, other)
    assert set(bands(one)) & set(bands(near))
    assert signature("Only a few words.") is None
