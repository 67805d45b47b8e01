"""Bounds, parts of a group, and relations between counts."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jointguardian.domain import Casualty, Count, Span
from jointguardian.fusion import Told, fuse
from jointguardian.fusion.counts import fits

Make = Callable[..., Told]


def row(n: int, qualifier: str | None = None) -> Count:
    return Count("injured", "Serbs", n, qualifier, None, "r", None)


@pytest.mark.parametrize(
    ("one", "other", "both_can_be_right"),
    [
        (row(52), row(50, "at least"), True),
        (row(48), row(50, "at least"), False),
        (row(25), row(25), True),
        (row(25, "about"), row(26), True),
        (row(25, "about"), row(30), False),
        (row(40), row(50, "up to"), True),
        (row(52), row(53), False),
    ],
)
def test_a_bound_is_met_or_not(one: Count, other: Count, both_can_be_right: bool) -> None:
    assert fits(one, other) is both_can_be_right
    assert fits(other, one) is both_can_be_right


def with_rows(told: Told, *rows: Casualty) -> Told:
    """The report with these casualty rows, each with its characters."""
    (event,) = told.reading.events
    made = replace(event, casualties=rows)
    return replace(told, reading=replace(told.reading, events=(made,)))


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def test_some_of_them_are_part_of_their_group_and_rival_nothing(tell: Make) -> None:
    text = "Vucic said 52 Serbs were injured. Three of the Serbs were badly hurt."
    told = with_rows(
        tell("r1", text, actors=("KFOR",), recipients=("Serbs",)),
        Casualty("injured", "Serbs", 52, 52, 52, None, "Vucic", None, at(text, "52 Serbs")),
        Casualty("injured", "Serbs", 3, 3, 3, None, "Vucic", None, at(text, "Three of the Serbs")),
    )
    (incident,) = fuse([told])
    some = next(c for c in incident.counts if c.n == 3)
    assert some.relation is None
    assert some.part_of is not None
    assert incident.counts[some.part_of].n == 52
    assert incident.contradictions == ()


def test_some_of_a_force_named_by_nation_are_part_of_the_force(tell: Make) -> None:
    text = "25 of its troops, 11 of them Italian, were injured."
    told = with_rows(
        tell("r1", text),
        Casualty("injured", "KFOR troops", 25, 25, 25, None, "KFOR", None, at(text, "25")),
        Casualty("injured", "Italian troops", 11, 11, 11, None, "KFOR", None, at(text, "11")),
    )
    (incident,) = fuse([told])
    assert [(c.group, c.part_of) for c in incident.counts] == [
        ("Italian soldiers", 1),
        ("KFOR", None),
    ]


def test_people_without_a_name_are_named_by_the_words_at_the_number(tell: Make) -> None:
    text = "Serbian media report at least 50 injured citizens."
    told = with_rows(
        tell("r1", text, actors=("KFOR",), recipients=("Serbs",)),
        Casualty(
            "injured", "persons", 50, 50, None, "at least", None, None, at(text, "at least 50")
        ),
    )
    assert fuse([told])[0].counts[0].group == "Serbs"


def test_a_smaller_number_of_another_counter_on_the_same_day_rivals(tell: Make) -> None:
    media = tell("r1", "41 hurt.", rows=(("injured", "Italians", 14, None, "Italian ministry"),))
    force = tell("r2", "11 hurt.", hours=1, rows=(("injured", "Italians", 11, None, "KFOR"),))
    (incident,) = fuse([media, force])
    assert incident.counts[1].relation == "rivals"
    assert "14 (Italian ministry in Outlet r1" in incident.contradictions[0]


def test_a_zero_is_a_count(tell: Make) -> None:
    told = tell("r1", "Nobody was killed.", rows=(("killed", "persons", 0, None, None),))
    assert fuse([told])[0].counts[0].n == 0


def test_of_them_means_the_group_named_last(tell: Make) -> None:
    text = "NATO troops moved in to disperse Serb protesters, and the violence injured 52 of them."
    told = with_rows(
        tell("r1", text, actors=("KFOR",), recipients=("Serbs",)),
        Casualty("injured", "NATO troops", 52, 52, 52, None, None, None, at(text, "52 of them")),
    )
    (count,) = fuse([told])[0].counts
    assert count.group == "Serbs"


def test_two_nations_together_are_the_force(tell: Make) -> None:
    text = "More than 30 Italian and Hungarian soldiers of KFOR were hurt."
    who = "Italian and Hungarian soldiers"
    told = with_rows(
        tell("r1", text),
        Casualty("injured", who, 30, 30, None, "more than", None, None, at(text, "More than 30")),
    )
    (count,) = fuse([told])[0].counts
    assert count.group == "KFOR"


def test_of_how_many_is_no_count(tell: Make) -> None:
    text = "By evening three of the 30 attackers were dead."
    told = with_rows(
        tell("r1", text, actors=("Kosovo Police",), recipients=("attackers",)),
        Casualty("killed", "attackers", 3, 3, 3, None, None, None, at(text, "three")),
        Casualty("killed", "attackers", 30, 30, 30, None, None, None, at(text, "30")),
    )
    assert [c.n for c in fuse([told])[0].counts] == [3]


def test_a_force_is_no_part_of_the_crowd_that_it_faced(tell: Make) -> None:
    text = "Protesters numbered 53 hurt, and 30 of the KFOR soldiers were hurt."
    told = with_rows(
        tell("r1", text),
        Casualty("injured", "Serbs", 53, 53, 53, None, None, None, at(text, "53")),
        Casualty("injured", "KFOR", 30, 30, 30, None, None, "Serbs", at(text, "30")),
    )
    parts = {c.group: c.part_of for c in fuse([told])[0].counts}
    assert parts == {"Serbs": None, "KFOR": None}


def test_of_two_counts_known_at_once_the_larger_updates(tell: Make) -> None:
    rows = {"a": 41, "z": 25}
    told = [
        tell(rid, f"{n} soldiers of KFOR hurt.", rows=(("injured", "KFOR", n),))
        for rid, n in rows.items()
    ]
    counts = fuse(told)[0].counts
    assert [(c.n, c.relation) for c in counts] == [(25, None), (41, "updates")]
