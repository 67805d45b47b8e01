"""A filter is one line: what is written is what is understood, and comes back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.errors import InputError
from jointguardian.picture.watch.filter import FACETS, Filter, Term, parse_filter

values = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1).filter(
    lambda v: '"' not in v
)
terms = st.builds(
    Term, st.sampled_from(["place", "actor", "source", "text"]), values, st.booleans()
)


@given(st.lists(terms, max_size=8, unique=True))
def test_a_filter_written_and_read_is_the_same(some: list[Term]) -> None:
    wanted = Filter(tuple(some))
    assert parse_filter(str(wanted)) == wanted


def test_names_quotes_words_and_minus_are_understood() -> None:
    found = parse_filter('type:protest place:"North Mitrovica" -source:Tanjug stones is:unread')
    assert [(t.name, t.value, t.out) for t in found.terms] == [
        ("type", "protest", False),
        ("place", "North Mitrovica", False),
        ("source", "Tanjug", True),
        ("text", "stones", False),
        ("is", "unread", False),
    ]


def test_a_date_time_group_becomes_its_day() -> None:
    assert str(parse_filter("known:291030ZMAY23..2023-05-31")) == "known:2023-05-29..2023-05-31"


def test_a_chip_taken_away_leaves_the_others() -> None:
    wanted = parse_filter("type:protest is:unread")
    assert str(wanted.without(wanted.terms[0])) == "is:unread"
    assert wanted.toggled("type", "protest") == parse_filter("is:unread")
    assert wanted.toggled("type", "assault").holds("type", "assault")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("colour:red", "use one of"),
        ("is:blue", "unread"),
        ("state:finished", "working"),
        ("known:2023-13", "month"),
        ("known:..", "range"),
        ("happened:2023-05-31..2023-05-29", "backwards"),
        ("x" * 1_001, "at most"),
        (" ".join(f"w{n}" for n in range(41)), "at most"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_would_do(line: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_filter(line)
    assert said in refused.value.line


def test_every_facet_can_be_named() -> None:
    fit = {"is": "unread", "state": "open", "kind": "report"}
    for name in FACETS:
        assert parse_filter(f"{name}:{fit.get(name, 'x')}").having(name)
