"""Planned moves against rules: what would break, what is in line, what cannot be told."""

from mandating import ATLAS, MANDATE

from jointguardian.domain import Observation
from jointguardian.mandate import Evidence
from jointguardian.mandate.plans import Move, Trial, tried, would_break


def there(low: float, day: str = "2023-07-01") -> Observation:
    return Observation(
        "s", "strength", "DEU", day, place="country", low=low, high=low, complete=True
    )


def germans(id_: str = "m", **told: object) -> Move:
    told = {"low": 120, "high": 120, "place": "north", "arrives": True, **told}
    return Move(id_, "DEU", "2023-07-10", **told)  # type: ignore[arg-type]


def army(**told: object) -> Move:
    told = {"low": 20, "high": 20, "lat": 42.2, "lon": 20.5, **told}
    return Move("m", "yugoslav-army", "1999-06-20", **told)  # type: ignore[arg-type]


def trial(rule: str, *moves: Move, seen: tuple[Observation, ...] = ()) -> Trial | None:
    """The trial of the last move against a rule."""
    last = tried(MANDATE, Evidence(ATLAS.plane, seen), ATLAS.plane, moves)[-1]
    return next((t for t in last if t.provision == rule), None)


def outcome(rule: str, *moves: Move, seen: tuple[Observation, ...] = ()) -> str | None:
    one = trial(rule, *moves, seen=seen)
    return one.outcome if one else None


def test_a_ceiling_is_passed_with_those_who_are_there() -> None:
    made = trial("ceiling", germans(), seen=(there(300),))
    assert made is not None
    assert made.outcome == "would break"
    assert (made.low, made.clause, made.verified) == (420, "Article 2", False)
    assert made.finding is not None
    assert made.finding.facts
    assert outcome("ceiling", germans(), seen=(there(280),)) == "in line"


def test_numbers_that_are_hidden_or_old_leave_a_ceiling_open() -> None:
    made = trial("ceiling", germans())
    assert made is not None
    assert made.outcome == "not determinable"
    assert made.missing
    assert outcome("ceiling", germans(), seen=(there(300, "2023-01-01"),)) == "not determinable"


def test_a_later_fact_does_not_speak_of_the_day_of_the_move() -> None:
    later = there(10, "2023-09-01")
    assert outcome("ceiling", germans(), seen=(later,)) == "not determinable"


def test_a_number_above_the_ceiling_breaks_it_alone() -> None:
    assert outcome("ceiling", germans(low=500, high=500)) == "would break"


def test_who_is_there_already_does_not_add() -> None:
    assert outcome("ceiling", germans(arrives=False), seen=(there(300),)) == "in line"
    assert outcome("ceiling", germans(arrives=None), seen=(there(300),)) == "not determinable"


def test_moves_before_it_count_too() -> None:
    moves = (germans("a", low=60, high=60), germans("b", low=60, high=60))
    assert outcome("ceiling", moves[0], seen=(there(300),)) == "in line"
    assert outcome("ceiling", *moves, seen=(there(300),)) == "would break"


def test_a_zone_is_closed_to_whom_it_is_closed_and_open_to_others() -> None:
    assert outcome("out", army(function="combat", permitted="none")) == "would break"
    assert outcome("out", army(function="liaison")) == "in line"
    assert outcome("out", army()) == "not determinable"
    assert outcome("out", army(lat=42.8)) is None
    assert outcome("out", germans()) is None


def test_near_the_line_nothing_is_certain() -> None:
    near = army(lat=42.49, function="combat", permitted="none")
    assert outcome("out", near) == "not determinable"


def test_a_rule_that_is_over_or_not_yet_in_force_is_not_tried() -> None:
    early = Move("m", "DEU", "2022-01-10", "2022-02-01", 500, 500, "north", arrives=True)
    assert outcome("ceiling", early) is None


def test_a_move_that_breaks_a_rule_is_told_apart() -> None:
    known = Evidence(ATLAS.plane, (there(300),))
    broken, fine = tried(MANDATE, known, ATLAS.plane, [germans("a"), army(function="liaison")])
    assert would_break(broken)
    assert not would_break(fine)
