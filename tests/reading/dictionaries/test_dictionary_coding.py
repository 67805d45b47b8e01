"""Coding sentences with dictionaries of both styles."""

from datetime import date

import pytest
from dictionary_files import SEQUENCES, TREES, coded, known, tuples

from jointguardian.reading.dictionaries import Choices
from jointguardian.reading.dictionaries.cameo import combined, refused

WORDS, TREE = known(SEQUENCES), known(TREES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway criticized Sweden.", {("NOR", "SWE", "111")}),
        ("Norway derided Sweden on Monday.", {("NOR", "SWE", "112")}),
        ("Norway sharply criticized Sweden.", {("NOR", "SWE", "113")}),
        ("Norway had very sharply criticized Sweden.", {("NOR", "SWE", "114")}),
        ("Sweden was criticized by Norway.", {("NOR", "SWE", "111")}),
        ("Norway met Sweden.", {("NOR", "SWE", "040"), ("SWE", "NOR", "041")}),
        ("Norway sent wool blankets to Sweden.", {("NOR", "SWE", "073")}),
        ("Norway sent letters to Sweden.", set()),
        ("Norway broke off talks with Sweden.", {("NOR", "SWE", "164")}),
        ("Norway obtained a loan from Denmark.", {("DNK", "NOR", "071")}),
        ("The Norwegian government criticized Swedish soldiers.", {("NORGOV", "SWEMIL", "111")}),
        ("Lawmakers from Norway criticized the army of Sweden.", {("NORLEG", "SWEMIL", "111")}),
        ("Norway and Denmark criticized Sweden.", {("NOR", "SWE", "111"), ("DNK", "SWE", "111")}),
        ("Norway criticized the Twins.", {("NOR", "AAA", "111"), ("NOR", "BBB", "111")}),
        ("Norway and Sweden agreed yesterday.", {("NOR", "SWE", "057"), ("SWE", "NOR", "057")}),
        ("Norway criticized Oslo.", set()),
        ("The farmer criticized Sweden.", set()),
    ],
)  # fmt: skip
def test_sequences(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert tuples(text, WORDS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway attacked Sweden.", {("NOR", "SWE", "190")}),
        ("Sweden was attacked by Norway.", {("NOR", "SWE", "190")}),
        ("Norway held talks with Sweden.", {("NOR", "SWE", "046"), ("SWE", "NOR", "046")}),
        ("Norway wants to help Sweden.", {("NOR", "SWE", "033")}),
        ("Norway sent rockets to Sweden.", {("NOR", "SWE", "072")}),
        ("Norway sent aid to Sweden.", {("NOR", "SWE", "071")}),
        ("Norway said that Sweden attacked Denmark.", {("NOR", "SWE", "112")}),
        ("Norway received promises from Sweden.", {("SWE", "NOR", "030")}),
        ("Norway did not help Sweden.", {("NOR", "SWE", "122")}),
        ("Norway did not attack Sweden.", set()),
    ],
)  # fmt: skip
def test_trees(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert tuples(text, TREE) == expected


def test_the_day_of_publication_decides_a_dated_code() -> None:
    text = "Lina Berg criticized Sweden."
    assert tuples(text, WORDS, day=date(2005, 1, 1)) == {("NOROPP", "SWE", "111")}
    assert tuples(text, WORDS, day=date(2015, 5, 5)) == {("NORMIL", "SWE", "111")}


def test_spans_lie_in_the_text_and_name_the_parties() -> None:
    text = "On Monday the Norwegian government criticized Sweden again."
    (coding,) = coded(text, WORDS)
    assert coding.source_span
    assert "Norwegian government" in coding.source_span.of(text)
    assert coding.target_span
    assert coding.target_span.of(text) == "Sweden"
    assert "criticized" in coding.span.of(text)


def test_a_discard_rules_out_its_sentence_or_the_whole_report() -> None:
    text = "Norway criticized Sweden. Sweden criticized Norway at the chess cup."
    one = known(SEQUENCES, discards="CHESS CUP\n")
    assert tuples(text, one) == {("NOR", "SWE", "111")}
    assert tuples(text, known(SEQUENCES, discards="+CHESS CUP\n")) == set()


def test_an_event_without_a_target_is_given_when_asked_for() -> None:
    text = "Norway criticized the farmers."
    assert coded(text, WORDS) == ()
    (coding,) = coded(text, WORDS, choices=Choices(dyads=False))
    assert (coding.source, coding.target) == ("NOR", "---")


def test_codes_are_put_together_as_the_codebook_numbers_them() -> None:
    assert combined("030", "072") == "0332"
    assert combined("020", "0841") == "0253"
    assert combined("100", "061") == "1011"
    assert combined("010", "190") == "015"
    assert combined("030", "040") == "040"
    assert combined("160", "072") == "1622"
    assert combined("", "190") == "190"
    assert refused("070") == "122"
    assert refused("190") == ""


def test_an_empty_text_and_a_very_long_sentence_are_coded() -> None:
    assert coded(" ", WORDS) == ()
    coded("Norway and " * 400 + "Sweden criticized Denmark.", WORDS)
    coded("Norway and " * 400 + "Sweden attacked Denmark.", TREE)
