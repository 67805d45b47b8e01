"""A radio log's line taken apart, its short words read, and every quotation in the line as it came."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Span
from jointguardian.sources.radio import expand, short_words, words
from jointguardian.sources.shorthand import Shorthand, take_apart

PLACES = {"Zvečan", "Zvecan", "Leposavić", "North Bridge"}
SOURCES = {"KPS", "Village head"}


def apart(line: str) -> Shorthand:
    return take_apart(line, PLACES.__contains__, SOURCES.__contains__)


def told(line: str) -> tuple[str, str, str, str]:
    """When, where, who and the words."""
    made = apart(line)
    parts = (made.when, made.where, made.who)
    when, where, who = (p.value if p else "" for p in parts)
    return when, where, who, made.text.of(line)


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "291030Z 34TDN869395 LMT3 2x shots fired nr bridge, no cas",
            ("291030Z", "34TDN869395", "LMT3", "2x shots fired nr bridge, no cas"),
        ),
        ("1030 Zvečan LMT3: crowd of 40", ("1030", "Zvečan", "LMT3", "crowd of 40")),
        ("LMT3: 1030B, Zvecan, crowd", ("1030B", "Zvecan", "LMT3", "crowd")),
        ("291030ZMAY23 / 34T DN 869 395 / shots", ("291030ZMAY23", "34T DN 869 395", "", "shots")),
        ("now @ old mill by the river, KPS roadblock", ("now", "old mill by the river", "KPS", "roadblock")),
        ("-20m North Bridge stones thrown", ("-20m", "North Bridge", "", "stones thrown")),
        ("10:30 42.9, 20.85 fire seen", ("10:30", "42.9, 20.85", "", "fire seen")),
        ("34TDN869395 1030Z AK47 fire heard", ("1030Z", "34TDN869395", "", "AK47 fire heard")),
        ("fm Village head: road blocked", ("", "", "Village head", "road blocked")),
        ("1030 hrs Leposavić quiet", ("1030 hrs", "Leposavić", "", "quiet")),
    ],
)  # fmt: skip
def test_a_head_is_taken_off_part_by_part(line: str, parts: tuple[str, ...]) -> None:
    assert told(line) == parts


@pytest.mark.parametrize(
    "line",
    [
        "1500 people marched to the bridge",
        "Zvečan mayor was attacked at 1030Z",
        "KPS found a weapon",
        "Two shots were fired; the patrol said: stay away",
        "2023 was calm",
        "291030Z",
        "",
        "   ",
        "40 pers, 3 veh",
        "2x shots fired",
    ],
)
def test_prose_is_left_whole(line: str) -> None:
    assert told(line) == ("", "", "", line)
    assert not apart(line).taken


def test_only_the_first_line_has_a_head() -> None:
    line = "1030 Zvečan LMT3 shots\n1045 Leposavić more shots"
    assert told(line)[3] == "shots\n1045 Leposavić more shots"


def test_short_words_are_written_out_and_lead_back() -> None:
    line = "291030Z 34TDN869395 LMT3 2x shots fired nr bridge, no cas"
    made = expand(line, apart(line).text)
    assert made.text == "2 shots were fired near bridge, no casualties"
    quoted = made.text.index("shots were fired near")
    back = made.back(Span(quoted, quoted + len("shots were fired near")))
    assert back.of(line) == "shots fired nr"
    assert made.back(Span(0, len(made.text))).of(line) == "2x shots fired nr bridge, no cas"


@pytest.mark.parametrize(
    ("line", "full"),
    [
        ("UI veh IVO cp", "unidentified vehicle in the vicinity of checkpoint"),
        ("ui veh", "ui vehicle"),
        ("FoM denied to 3 Pers", "freedom of movement denied to 3 persons"),
        ("2xveh", "2 vehicle"),
        ("recap nrs w/3", "recap nrs w/3"),
    ],
)
def test_a_short_word_is_read_only_where_it_is_one(line: str, full: str) -> None:
    assert expand(line).text == full


def test_the_short_words_of_a_line_are_told_with_what_they_mean() -> None:
    assert short_words("nr the cp, nr it") == (("nr", "near"), ("cp", "checkpoint"))


LINES = st.lists(
    st.sampled_from(
        ["291030Z", "1030", "now", "-20m", "34TDN869395", "34T DN 869 395", "42.9,20.85", "@", "LMT3",
         "KPS", "Zvečan", "fm", ":", ",", "\n", "2x", "nr", "cas", "UI", "shots fired", "IVO", "ž", "😀"]
    ) | st.text(max_size=6),
    max_size=12,
).map(" ".join) | st.text(max_size=80)  # fmt: skip


@given(LINES)
def test_any_line_is_taken_apart_without_a_word_lost(line: str) -> None:
    made = apart(line)
    assert made.text.of(line).strip() or not line.strip() or made.text == Span(0, len(line))
    ends = [p.span for p in (made.when, made.where, made.who) if p]
    assert all(s.end <= made.text.start for s in ends)
    heads = sorted(ends)
    assert all(a.end <= b.start for a, b in pairwise(heads))
    assert not any(line[a.end : b.start].strip(" ,;/|-\n\t") .isalnum()
                   for a, b in pairwise(heads))  # fmt: skip


@given(LINES, st.data())
def test_every_span_of_the_reader_lies_in_the_line(line: str, data: st.DataObject) -> None:
    part = apart(line).text
    made = expand(line, part)
    start = data.draw(st.integers(0, len(made.text)))
    end = data.draw(st.integers(start, len(made.text)))
    back = made.back(Span(start, end))
    assert 0 <= back.start <= back.end <= len(line)
    if end > start:
        assert part.start <= back.start < back.end <= part.end
    for piece in made.pieces:
        if piece.copied and not short_words(piece.source.of(line)):
            assert len(piece.shown.of(made.text)) == len(piece.source.of(line))


@given(LINES)
def test_what_is_not_short_stands_letter_by_letter(line: str) -> None:
    made = expand(line)
    assert "".join(p.source.of(line) for p in made.pieces) == line
    assert expand(made.text).pieces is not None


def test_the_lists_are_words_and_no_rival_entries() -> None:
    lists = words()
    assert all(k == k.lower() for k in lists.any)
    assert all(v and v == v.strip() for v in (*lists.any.values(), *lists.exact.values()))
