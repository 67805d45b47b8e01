"""Attacks as slots: who, of which organisation, against what, whom, with what."""

from functools import cache

import pytest

from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge
from jointguardian.reading.attacks import attack_slots
from jointguardian.reading.document import Document
from jointguardian.reading.steps import named


@cache
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer())


def slots(text: str) -> dict[str, list[str]]:
    found = attack_slots(named(Document(text=text), knowledge()))
    return {
        name: [s.of(text) for s in getattr(found, name)]
        for name in ("perpetrators", "organisations", "targets", "victims", "instruments")
    }


def test_who_burns_what() -> None:
    found = slots("Masked gunmen burned two buses and a police station in the town on Monday.")
    assert found["perpetrators"] == ["Masked gunmen"]
    assert "buses" in found["targets"]


def test_a_passive_names_victim_and_doer() -> None:
    found = slots("The senator Pablo Quiroga was murdered by gunmen in front of his house.")
    assert found["victims"] == ["Pablo Quiroga"]
    assert found["perpetrators"] == ["gunmen"]


def test_the_weapon_is_named_with_what_describes_it() -> None:
    found = slots("Attackers threw a homemade bomb at the embassy.")
    assert found["instruments"] == ["homemade bomb"]
    assert found["targets"] == ["embassy"]


def test_a_name_is_known_without_capitals() -> None:
    found = slots("gunmen killed mayor hilario ochoviejo in his office last night, officials said.")
    assert found["victims"] == ["hilario ochoviejo"]


def test_a_known_group_is_an_organisation() -> None:
    found = slots("Guerrillas of Shining Path destroyed a power pylon with dynamite.")
    assert found["organisations"] == ["Shining Path"]
    assert found["instruments"] == ["dynamite"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels did not attack the embassy.",
        "Soldiers killed four guerrillas in the mountains.",
        "The ministers met on Monday and discussed the budget.",
        "Terrorists could attack a bank.",
    ],
)
def test_what_is_no_attack_on_others_fills_nothing(text: str) -> None:
    assert not any(slots(text).values())


def test_a_group_is_one_by_its_name_and_its_acronym() -> None:
    found = slots(
        "The Irish Republican Army bombed a barracks on Monday. The IRA also burned a bus."
    )
    assert found["organisations"] == ["Irish Republican Army"]


def test_who_is_accused_of_a_murder_is_its_doer() -> None:
    found = slots(
        "The senator Pablo Quiroga was murdered on Monday. "
        "Two policemen were accused of the murder of the senator."
    )
    assert found["perpetrators"] == ["policemen"]


def test_victims_in_a_list_are_each_named() -> None:
    found = slots("Gunmen killed mayor Arben Krasniqi and judge Milan Petrovic in Pristina.")
    assert found["victims"] == ["Arben Krasniqi", "Milan Petrovic"]


@pytest.mark.parametrize(
    ("text", "slot", "told"),
    [
        ("Militants attacked a hotel in Bamako on Friday with grenades.", "targets", "hotel"),
        ("Militants attacked a hotel in Bamako on Friday with grenades.", "instruments", "grenades"),
        ("A church in Beirut was set on fire by a mob.", "targets", "church"),
        ("Boko Haram kidnapped the teacher Amina Yusuf from her home.", "organisations", "Boko Haram"),
    ],
)  # fmt: skip
def test_attacks_of_today_are_told_alike(text: str, slot: str, told: str) -> None:
    assert told in slots(text)[slot]


def test_a_place_is_no_victim() -> None:
    assert slots("Rebels attacked Goma with mortars on Sunday.")["victims"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels blew up a bridge near the town on Monday.",
        "Rebels set fire to a bridge near the town on Monday.",
        "The destruction of a bridge by rebels cut the road on Monday.",
    ],
)
def test_what_is_blown_up_burnt_or_destroyed_is_the_target(text: str) -> None:
    assert slots(text)["targets"] == ["bridge"]
