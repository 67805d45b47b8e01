"""Wordings of groups, and whose counting a number is."""

import pytest

from jointguardian.fusion.parties import (
    containing,
    counting_line,
    group,
    known_party,
    one_line,
    settle,
    side,
)


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("KFOR troops", "KFOR"),
        ("NATO peacekeepers", "KFOR"),
        ("international soldiers", "KFOR"),
        ("Italian KFOR soldiers", "Italian soldiers"),
        ("19 Hungarians", "Hungarian soldiers"),
        ("ethnic Serb protesters", "Serbs"),
        ("Kosovo Police officers", "Kosovo Police"),
        ("a police officer killed by Serb gunmen", "Police"),
        ("suspected attackers", "attackers"),
        ("people", "total"),
    ],
)
def test_wordings_of_people(wording: str, name: str) -> None:
    assert group(wording) == name


def test_ministries_are_states_not_soldiers() -> None:
    assert known_party("Italian Defense Ministry") == "Italy"
    assert known_party("Government of Serbia") == "Serbia"
    assert known_party("a passer-by") is None


def test_protesters_take_the_name_of_the_party_involved() -> None:
    assert settle("protesters", {"Serbs", "KFOR"}) == "Serbs"
    assert settle("protesters", {"KFOR"}) == "protesters"


def test_nations_of_the_force_are_part_of_it() -> None:
    assert containing("Italian soldiers") == "KFOR"
    assert containing("Serbs") is None
    assert side("Italian soldiers") == side("KFOR") == "KFOR"


def test_lines_of_counting() -> None:
    assert counting_line("the hospital in Kosovska Mitrovica") == "hospital"
    assert counting_line("Aleksandar Vučić") == "Serbian authorities"
    assert counting_line("NATO-led KFOR force") == "force"
    assert counting_line("Ministry of Defence of Italy") == "contributing nations"
    assert counting_line(None) == "unattributed"
    assert one_line("KFOR", "force", "unattributed")
    assert not one_line("Serbs", "hospital", "Serbian authorities")
