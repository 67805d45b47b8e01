"""Likelihood by one yardstick, confidence apart: what a text may not say, and what to write instead."""

import pytest

from jointguardian.errors import InputError
from jointguardian.picture.brief import flags, yardstick, yardsticks
from jointguardian.picture.brief.yardstick import checked

PHIA = yardstick("phia")


@pytest.mark.parametrize("name", yardsticks())
def test_the_terms_rise_and_name_their_source(name: str) -> None:
    found = yardstick(name)
    assert found.source
    assert all(t.low < t.high for t in found.terms)
    assert [t.low for t in found.terms] == sorted(t.low for t in found.terms)


@pytest.mark.parametrize(
    ("text", "use"),
    [
        ("The protest may well spread", "likely"),
        ("A barricade is possibly set up again", "realistic possibility"),
        ("It is roughly even chance", "realistic possibility"),
        ("It cannot be ruled out that shots are fired", "highly unlikely"),
        ("The convoy will certainly be stopped", "almost certain"),
    ],
)
def test_a_word_outside_the_yardstick_is_flagged_with_the_term_to_use(text: str, use: str) -> None:
    (flag,) = flags(text, PHIA, estimate=True)
    assert flag.use == use
    assert use in flag.line


def test_the_same_word_is_another_term_by_another_yardstick() -> None:
    (flag,) = flags("It is possibly so", yardstick("icd203"), estimate=True)
    assert flag.use in ("unlikely", "roughly even chance")


def test_likelihood_and_confidence_in_one_sentence_are_flagged() -> None:
    found = flags("It is likely, with high confidence, that it spreads", PHIA, estimate=True)
    assert any("mixed with a likelihood" in f.what for f in found)
    assert any("field of its own" in f.what and f.word == "likely" for f in found)


def test_a_fact_holds_no_estimate() -> None:
    (flag,) = flags("It is highly likely that KFOR fired", PHIA, estimate=False)
    assert flag.word == "highly likely"
    assert "this is a fact" in flag.what


def test_quotations_and_months_are_left_alone() -> None:
    assert flags("The mayor said “it may well spread”", PHIA, estimate=False) == ()
    assert (
        flags("On 29 May 2023 the road was closed; May 2023 was quiet", PHIA, estimate=True) == ()
    )


def test_a_loaded_word_outside_of_quotation_marks_is_flagged() -> None:
    (flag,) = flags("The terrorists left", PHIA, estimate=True)
    assert "loaded" in flag.what


@pytest.mark.parametrize(
    ("text", "term", "confidence", "reason", "line"),
    [
        ("", "likely", "low", "one source", "empty"),
        ("x", "maybe", "low", "one source", "no term"),
        ("x", "likely", "55 %", "one source", "no confidence"),
        ("x", "likely", "low", " ", "no reason"),
    ],
)
def test_an_estimate_that_is_not_whole_is_refused(
    text: str, term: str, confidence: str, reason: str, line: str
) -> None:
    with pytest.raises(InputError, match=line):
        checked(text, term, confidence, reason, PHIA)


def test_a_synonym_is_its_term() -> None:
    assert checked("x", "probable", "high", "three origins", PHIA).term == "likely"
    assert PHIA["likely"].words == "it is likely that"
    assert PHIA["remote chance"].words == "there is a remote chance that"


def test_an_unknown_yardstick_is_refused() -> None:
    with pytest.raises(InputError, match="phia"):
        yardstick("gut")
