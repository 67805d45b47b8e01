"""The board narrowed to days; its shifts as events; what nations were on the day of the moment."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Attribute, Issue, Position, Relation, Shift, Span, Stand
from jointguardian.packs import load_pack
from jointguardian.picture import Known
from jointguardian.picture.board import Positions, positions_board

DAM = Issue("dam", "The dam", "Whether it is built.", (("dam",),))


def stand(day: str, stance: str, at: int = 0) -> Stand:
    return Stand(day, stance, "r1", Span(at, at + 4), f"words of {day}", f"c{day}")


def board(*history: Stand, shifts: tuple[Shift, ...] = ()) -> Positions:
    held = Position("Morland", "morland", "The dam", history[0].stance, None, history[0].words, "r1",
                    tuple(s.claim or "" for s in history), None, history, shifts)  # fmt: skip
    related = Relation("Morland", "morland", "Tessaly", None, "rebukes", history)
    return Positions((DAM,), (held,), (related,))


def test_a_day_shows_what_was_said_on_it_and_nothing_else() -> None:
    whole = board(
        stand("2031-05-09", "opposes", 10), stand("2031-05", "warns"), stand("2031-05-01", "supports"),
        shifts=(Shift("2031-05-09", "from supports to opposes", "r1", Span(10, 14)),),
    )  # fmt: skip
    (early,) = whole.only(since="2031-05-01", until="2031-05-01").positions
    assert [s.day for s in early.history] == ["2031-05", "2031-05-01"]
    assert (early.stance, early.shifts, early.quote) == ("warns", (), "words of 2031-05")
    late = whole.only(since="2031-05-09")
    assert late.positions[0].shift == "from supports to opposes"
    (shift,) = late.shifts
    assert (shift.actor, shift.issue, shift.day, shift.quote) == (
        "Morland", "The dam", "2031-05-09", "words of 2031-05-09",
    )  # fmt: skip
    nothing = whole.only(since="2032-01-01")
    assert (nothing.positions, nothing.relations, nothing.shifts) == ((), (), ())


@given(st.lists(st.dates().map(str), min_size=1, max_size=6, unique=True), st.dates().map(str))
def test_before_and_after_a_day_make_the_whole(days: list[str], cut: str) -> None:
    whole = board(*(stand(d, "opposes") for d in sorted(days, reverse=True)))
    parts = [p for b in (whole.only(until=cut), whole.only(since=cut)) for p in b.positions]
    assert {s.day for p in parts for s in p.history} == set(days)


def test_nations_are_shown_as_they_were_on_the_day(known: Known) -> None:
    pack = load_pack("kosovo")
    rows = (
        Attribute("SRB", "eu", "no", "1999-01-01", "x"),
        Attribute("MOR", "eu", "yes", "1999-01-01", "x"),
        Attribute("SRB", "nato", "no", "1999-01-01", "x", end="2000-01-01"),
    )
    made = positions_board(replace(known, actors=pack.actors, attributes=rows))
    assert "SRB" in made.nations.values()
    assert made.attributes == rows[:1]
