"""Spans count code points."""

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Span

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda p: Span(min(p), max(p)))


@given(st.text(), spans)
def test_a_span_gives_back_the_characters(text: str, span: Span) -> None:
    assert span.of(text) == "".join(list(text)[span.start : span.end])


def test_an_astral_character_counts_once() -> None:
    assert Span(1, 2).of("a🕊b") == "🕊"


@given(spans, spans)
def test_overlap_is_the_number_of_shared_positions(one: Span, two: Span) -> None:
    shared = set(range(*one)) & set(range(*two))
    assert one.overlap(two) == two.overlap(one) == len(shared)


@given(spans, spans)
def test_a_span_contains_another_when_all_of_it_is_shared(one: Span, two: Span) -> None:
    if one.contains(two):
        assert one.overlap(two) == two.end - two.start


@given(spans)
def test_a_span_contains_itself(span: Span) -> None:
    assert span.contains(span)
