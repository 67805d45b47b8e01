"""The vocabularies load, are closed, and hang together."""

import re

import pytest

from jointguardian.domain.grade import CREDIBILITY, RELIABILITY
from jointguardian.domain.marking import LEVELS
from jointguardian.domain.vocab import vocabulary, vocabulary_names
from jointguardian.errors import InputError

EXPECTED = {
    "event_types", "stances", "statuses", "casualty_kinds", "actor_kinds", "place_precision",
    "date_precision", "reliability", "credibility", "strength_kinds", "movement_kinds", "markings",
    "units",
}  # fmt: skip
QUADS = {
    "verbal-cooperation": {"agree", "consult", "support", "concede"},
    "material-cooperation": {"cooperate", "aid", "retreat"},
    "verbal-conflict": {"request", "accuse", "reject", "threaten"},
    "material-conflict": {"protest", "sanction", "mobilize", "coerce", "assault"},
}


def test_every_vocabulary_of_the_design_ships() -> None:
    assert set(vocabulary_names()) >= EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_term_is_unique_and_says_what_it_means(name: str) -> None:
    found = vocabulary(name)
    assert found.name == name
    assert len(found.source) > 20
    assert len(set(found.ids())) == len(found.ids())
    for term in found.terms:
        assert term.means.endswith("."), term
        assert term.label


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_vocabulary_is_closed(name: str) -> None:
    assert "no such term" not in vocabulary(name)
    with pytest.raises(InputError, match=f"vocabulary {name}"):
        vocabulary(name)["no such term"]


def test_the_sixteen_plover_types_fall_into_their_quad_classes() -> None:
    types = vocabulary("event_types")
    assert len(types.terms) == 16
    for quad, members in QUADS.items():
        assert {t.id for t in types.terms if t.quad == quad} == members


def test_a_cameo_code_belongs_to_one_type_only() -> None:
    codes = [code for t in vocabulary("event_types").terms for code in t.cameo]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"\d{2,4}", code) for code in codes)
    assert {c[:2] for c in codes} == {f"{n:02}" for n in range(3, 21)}


def test_grades_and_markings_are_the_ones_that_the_code_knows() -> None:
    assert "".join(vocabulary("reliability").ids()) == RELIABILITY
    assert "".join(vocabulary("credibility").ids()) == CREDIBILITY
    assert vocabulary("markings").ids() == LEVELS
