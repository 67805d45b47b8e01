"""Who was where: in and out for certain only, and nothing from silence."""

from datetime import date

import pytest
from mandating import ATLAS, MANDATE, clear, troops

from jointguardian.domain import Observation
from jointguardian.mandate import Evidence
from jointguardian.mandate.presence import Presence, presence


def _told(day: str, *seen: Observation, area: str = "south", party: str = "army") -> Presence:
    evidence = Evidence(ATLAS.plane, seen)
    where, who = MANDATE.areas[area], MANDATE.parties[party]
    return presence(MANDATE, evidence, where, who, date.fromisoformat(day))


def test_silence_is_not_known_and_says_what_is_missing() -> None:
    found = _told("1999-06-17")
    assert (found.state, found.facts) == ("not-known", ())
    assert found.missing


def test_a_sighting_is_in_and_a_verification_is_out() -> None:
    assert _told("1999-06-17", troops()).state == "in"
    assert _told("1999-06-17", troops()).low == 20
    assert _told("1999-06-17", clear()).state == "out"
    assert _told("1999-06-17", clear()).high == 0
    assert _told("1999-06-18", troops()).state == "not-known"
    assert _told("1999-06-20", clear()).state == "out"
    assert _told("1999-06-21", clear()).state == "not-known"


@pytest.mark.parametrize("change", [{"function": "liaison"}, {"permitted": "commander"}])
def test_who_is_exempt_is_in_all_the_same(change: dict[str, object]) -> None:
    assert _told("1999-06-17", troops(**change)).state == "in"


@pytest.mark.parametrize("change", [{"lat": 42.495}, {"within_km": 30.0}, {"low": 0}])
def test_what_is_not_certain_is_not_known(change: dict[str, object]) -> None:
    assert _told("1999-06-17", troops(**change)).state == "not-known"


def test_the_whole_is_out_only_when_each_part_is() -> None:
    north = clear("n", place="north")
    assert _told("1999-06-17", clear(), area="country").state == "not-known"
    assert _told("1999-06-17", clear(), north, area="country").state == "out"


def test_a_force_that_entered_is_in() -> None:
    entry = Observation("e", "entry", "kfor", "1999-06-17", place="south")
    assert _told("1999-06-17", entry, party="force").state == "in"
    assert _told("1999-06-16", entry, party="force").state == "not-known"


def test_the_rules_that_bind_the_party_there_are_named() -> None:
    assert _told("1999-06-15").ordered == ()
    assert _told("1999-06-16").ordered == ("out",)
    assert _told("1999-06-16", area="north").ordered == ()
    assert _told("1999-06-16", party="force").ordered == ()


def test_a_verification_ends_what_was_seen_before_it_and_on_its_day() -> None:
    seen, none = troops(start="1999-06-17"), clear(start="1999-06-17")
    assert _told("1999-06-17", seen, none).state == "in"
    assert _told("1999-06-18", seen, none).state == "out"
    assert _told("1999-06-18", troops(start="1999-06-18"), none).state == "in"
    after = _told("1999-06-19", troops(start="1999-06-18"), none)
    assert after.state == "not-known"
    assert after.missing == ("what became of those seen last on 1999-06-18",)
    assert _told("1999-06-19", troops(start="1999-06-18", low=0), none).state == "not-known"
