"""The scoreboard counts as it says; a score that cannot be trusted is worth nothing."""

import pytest
from benchmarks.reading import reached, table
from benchmarks.reading_sets.muc import counts
from benchmarks.reading_sets.scoring import Counts, Row, accuracy, f1, interval


def test_f1_is_of_all_documents_together() -> None:
    assert f1([Counts(1, 1, 0), Counts(2, 0, 2)]) == pytest.approx(2 * 3 / (2 * 3 + 1 + 2))
    assert f1([]) == f1([Counts(0, 3, 3)]) == 0


def test_accuracy_leaves_out_what_was_not_asked() -> None:
    assert accuracy([Counts(3, 1, 9)]) == 0.75


def test_an_interval_holds_the_score_and_is_the_same_each_time() -> None:
    units = [Counts(n % 3, 1, n % 2) for n in range(40)]
    low, high = interval(units, f1)
    assert low < f1(units) < high
    assert interval(units, f1) == (low, high)


def test_less_is_better_where_a_row_says_so() -> None:
    assert reached(Row("s", "x", 1.1, 1, must=2, lower=True), 2)
    assert not reached(Row("s", "x", 2.1, 1, must=2, lower=True), 2)
    assert not reached(Row("f", "x", 0.39, 1, must=0.4), 0.4)


def test_what_falls_short_stands_out_in_the_table() -> None:
    page = table([Row("short", "x", 0.39, 1, must=0.4), Row("far", "x", 0.9, 1, 0.4, 0.8)])
    assert "| **.390** |" in page
    assert page.splitlines()[-1].rstrip(" |").endswith("aim")


GOLD = {
    "PerpInd": [[["gunmen", 3]], [["two gunmen", 9], ["gunmen", 12]]],
    "PerpOrg": [], "Target": [[["\"old\" bridge", 1]]], "Victim": [], "Weapon": [],
}  # fmt: skip
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")


def filled(**told: list[str]) -> dict[str, list[str]]:
    return {slot: told.get(slot, []) for slot in SLOTS}


def test_each_mention_can_stand_for_one_entity_only() -> None:
    told = filled(PerpInd=["gunmen", "two gunmen"], Target=["old bridge", "car"])
    assert counts(told, GOLD, SLOTS) == Counts(3, 0, 1)
    assert counts(filled(PerpInd=["gunmen"]), GOLD, ("PerpInd",)) == Counts(1, 1, 0)
