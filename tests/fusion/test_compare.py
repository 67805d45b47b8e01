"""Comparators: each in 0..1, with a reason, symmetric where it should be."""

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.fusion.compare import COMPARATORS, compatible_types, match, type_likeness
from jointguardian.fusion.profile import Profile, mention
from telling import NORTH, PRIZREN, ZVECAN, make_told

TYPES = ["assault", "protest", "coerce", "mobilize", "retreat", "agree", "sanction", "threaten"]


def profile(rid: str, **changes: object) -> Profile:
    told = make_told(rid, "Protesters attacked soldiers in Zvecan.", **changes)  # type: ignore[arg-type]
    return mention(told, told.reading.events[0]).profile


PROFILES = st.builds(
    lambda kind, day, place, n: profile(
        "r1", kind=kind, day=day, place=place, rows=(("injured", "KFOR", n, None, None),)
    ),
    st.sampled_from(TYPES),
    st.sampled_from(["2023-05-29", "2023-05-30", "2023-05", "2022", None]),
    st.sampled_from([ZVECAN, PRIZREN, NORTH, None]),
    st.integers(0, 50),
)


@given(PROFILES, PROFILES)
def test_each_likeness_lies_in_range_and_gives_a_reason(one: Profile, other: Profile) -> None:
    for comparator in COMPARATORS:
        likeness = comparator.compare(one, other)
        assert likeness is None or (0 <= likeness.value <= 1 and likeness.reason)
    assert 0 <= match(one, other).score <= 1


def test_a_veto_scores_nothing_and_says_why() -> None:
    found = match(profile("r1", place=ZVECAN), profile("r2", place=PRIZREN))
    assert found.score == 0
    assert "km apart" in found.reasons[0]


def test_the_same_happening_scores_high_and_each_reason_is_told() -> None:
    found = match(profile("r1"), profile("r2"))
    assert found.score > 0.85
    assert any("same place" in r for r in found.reasons)


@given(st.sampled_from(TYPES), st.sampled_from(TYPES))
def test_type_likeness_is_symmetric_and_blocks_agree(one: str, other: str) -> None:
    assert type_likeness(one, other) == type_likeness(other, one)
    assert (other in compatible_types(one)) == (type_likeness(one, other) > 0)
