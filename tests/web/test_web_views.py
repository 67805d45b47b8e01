"""The pure parts behind the pages."""

import socket
from datetime import UTC, datetime

import pytest
from fake_room import incident
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Position, Reserve, Span
from jointguardian.errors import InputError
from jointguardian.web.asked import Asked, asked
from jointguardian.web.guards import allowed_hosts, is_local
from jointguardian.web.server import serve
from jointguardian.web.views.board import board
from jointguardian.web.views.counts import groups
from jointguardian.web.views.forces import ladder
from jointguardian.web.views.highlight import Mark, pieces
from jointguardian.web.views.words import number, period

SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda s: Span(*s))


@given(st.text(alphabet="ab█é𝒳 \n<", max_size=50), st.lists(SPANS, max_size=8))
def test_pieces_give_back_the_whole_text(text: str, spans: list[Span]) -> None:
    made = pieces(text, [Mark(f"m{n}", "event", s, "") for n, s in enumerate(spans)])
    assert "".join(p.text for p in made) == text
    assert all(p.sealed == bool(p.text.strip("█") == "" and p.text) for p in made)


@given(st.text(min_size=1, max_size=50), SPANS)
def test_a_mark_covers_exactly_its_characters(text: str, span: Span) -> None:
    made = pieces(text, [Mark("m", "claim", span, "")])
    marked = "".join(p.text for p in made if "m" in p.ids)
    inside = 0 <= span.start < span.end <= len(text)
    assert marked == (span.of(text) if inside else "")


def test_a_mark_is_anchored_once_where_it_begins() -> None:
    made = pieces(
        "one two three", [Mark("a", "event", Span(0, 7), ""), Mark("b", "place", Span(4, 7), "")]
    )
    assert [p.begins for p in made] == [("a",), ("b",), ()]


def test_counts_of_one_group_span_a_range_and_say_what_updates() -> None:
    (group,) = groups(incident(("r_early", "r_late")))
    assert (group.range, group.updated, group.rivals) == ("25–93", True, False)
    assert [t.words for t in group.rows] == ["", "updates 25"]


def test_numbers_and_periods_are_short() -> None:
    assert number(28000) == "28\u202f000"
    assert period("2023-05-26", "2023-05-30") == "26–30 May 2023"
    assert period("2023-05", None) == "May 2023"
    assert period(None, None) == "date not known"


def test_the_board_has_a_cell_for_each_actor_and_issue() -> None:
    held = [
        Position("A", None, "x", "opposes", "2022-01-01", "", "r", ()),
        Position("A", None, "x", "supports", "2023-01-01", "", "r", ()),
        Position("B", None, "y", "states", None, "", "r", ()),
    ]
    made = board(tuple(held))
    assert made.issues == ("x", "y")
    assert [p.stance for p in made.rows[0][1][0]] == ["supports", "opposes"]
    assert made.rows[1][1][0] == ()


def test_the_ladder_says_same_day_and_unknown_arrival() -> None:
    base = Reserve("a", "A", "", "2004-03-18", None, None, "2004-03-18", 350, None, "", "invented")
    rungs = ladder((base, Reserve("b", "B", "", None, 7, 7, None, None, None, "", "invented")))
    assert rungs[0].taken == "the same day"
    assert (rungs[1].taken, rungs[1].notice) == ("", "7 days")


def test_a_day_stays_a_day_in_links() -> None:
    assert asked("2023-05-30").link("/") == "/?as_of=2023-05-30"
    exact = Asked(datetime(2023, 5, 30, 20, tzinfo=UTC))
    assert exact.page("/x", at="1-2") == "/x?as_of=2023-05-30T20%3A00%3A00Z&at=1-2"
    assert Asked(since="2023-05-01", place="a b").link("/") == "/?since=2023-05-01&place=a+b"


def test_only_this_machine_is_served() -> None:
    assert is_local("127.0.0.1")
    assert is_local("::1")
    assert not is_local("0.0.0.0")
    assert not is_local("example.org")
    assert "[::1]" in allowed_hosts("127.0.0.1")
    with pytest.raises(InputError, match="other machines"):
        serve(object(), host="0.0.0.0")  # type: ignore[arg-type]


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="--port"):
            serve(object(), port=taken.getsockname()[1])  # type: ignore[arg-type]
