"""Ids: random for what is entered, stable for what is derived."""

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain.ids import derived_id, digest, new_id


def test_new_ids_differ_and_carry_their_prefix() -> None:
    made = {new_id("r") for _ in range(200)}
    assert len(made) == 200
    assert all(i.startswith("r_") and len(i) == 22 for i in made)


@given(st.dictionaries(st.text(), st.integers()))
def test_a_digest_does_not_hang_on_the_order_of_keys(value: dict[str, int]) -> None:
    assert digest(value) == digest(dict(reversed(value.items())))


def test_a_set_has_one_digest() -> None:
    assert digest(frozenset({"b", "a"})) == digest(frozenset({"a", "b"}))


def test_a_derived_id_follows_its_inputs() -> None:
    assert derived_id("e", "r1", 3) == derived_id("e", "r1", 3)
    assert derived_id("e", "r1", 3) != derived_id("e", "r1", 4)
