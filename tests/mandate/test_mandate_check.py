"""Breach on what is certain, compliance on a verification, and nothing on silence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mandating import ATLAS, MANDATE, clear, found, troops, verdict

from jointguardian.domain import Observation
from jointguardian.mandate import Evidence, check

OPEN = "not-determinable"


def test_silence_says_nothing() -> None:
    finding = found("out", "1999-06-17")
    assert finding is not None
    assert (finding.finding, finding.facts) == (OPEN, ())
    assert any("nothing is recorded of the army in the south" in m for m in finding.missing)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [("1999-06-15", None), ("1999-06-16", OPEN), ("1999-06-17", "breach"), ("1999-06-20", "breach"),
     ("1999-06-21", OPEN)],
)  # fmt: skip
def test_troops_seen_break_the_rule_as_long_as_they_speak_for(day: str, wanted: str | None) -> None:
    assert verdict("out", day, troops()) == wanted


def test_what_was_seen_before_the_rule_bound_breaks_nothing() -> None:
    assert verdict("out", "1999-06-16", troops(start="1999-06-15")) == OPEN
    assert verdict("out", "1999-06-16", troops(start="1999-06-14", end="1999-06-18")) == "breach"


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"function": "liaison"}, OPEN),
        ({"function": ""}, OPEN),
        ({"permitted": "commander"}, OPEN),
        ({"permitted": ""}, OPEN),
        ({"permitted": "mayor"}, "breach"),
        ({"lat": 42.495}, OPEN),
        ({"lat": 42.6}, OPEN),
        ({"within_km": 30.0}, OPEN),
        ({"within_km": 5.0}, "breach"),
        ({"who": "militia"}, OPEN),
        ({"who": ""}, OPEN),
        ({"who": "kfor"}, OPEN),
        ({"start": "1999-06"}, OPEN),
        ({"start": "1999-06-01", "end": "1999-06"}, OPEN),
        ({"low": None, "high": None}, "breach"),
        ({"low": 0, "high": 30}, OPEN),
        ({"unit": "vehicles", "low": 3}, "breach"),
        ({"lat": None, "lon": None, "place": "south"}, "breach"),
        ({"lat": None, "lon": None, "place": "north"}, OPEN),
        ({"lat": None, "lon": None, "place": "country"}, OPEN),
        ({"lat": None, "lon": None}, OPEN),
        ({"what": "flight"}, OPEN),
    ],
)
def test_a_breach_needs_every_condition_for_certain(change: dict[str, object], wanted: str) -> None:
    assert verdict("out", "1999-06-17", replace(troops(), **change)) == wanted  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, "compliant"),
        ({"complete": False}, OPEN),
        ({"place": "north"}, OPEN),
        ({"place": "country"}, "compliant"),
        ({"place": None}, OPEN),
        ({"who": "yugoslav-army"}, OPEN),
        ({"low": None, "high": None}, OPEN),
        ({"low": 0, "high": 4}, OPEN),
        ({"low": 4, "high": 4}, OPEN),
        ({"low": 4, "high": 4, "function": "liaison"}, "compliant"),
        ({"start": "1999-06-14"}, OPEN),
        ({"start": "1999-06"}, OPEN),
    ],
)
def test_compliance_needs_a_verification_of_the_whole(
    change: dict[str, object], wanted: str
) -> None:
    assert verdict("out", "1999-06-18", replace(clear(), **change)) == wanted  # type: ignore[arg-type]


def test_a_verification_from_before_the_rule_bound_speaks_for_its_days() -> None:
    assert verdict("out", "1999-06-16", clear(start="1999-06-15")) == "compliant"
    assert verdict("out", "1999-06-16", clear(start="1999-06-12")) == OPEN
    assert (
        verdict("out", "1999-06-16", clear(start="1999-06-15"), troops(start="1999-06-15"))
        == "compliant"
    )


def test_a_later_verification_ends_a_breach_and_later_troops_end_compliance() -> None:
    assert verdict("out", "1999-06-18", troops(), clear(start="1999-06-18")) == "compliant"
    assert verdict("out", "1999-06-18", troops(start="1999-06-18"), clear()) == "breach"
    assert verdict("out", "1999-06-18", troops(start="1999-06-18", permitted=""), clear()) == OPEN
    assert (
        verdict("out", "1999-06-18", troops(start="1999-06-18"), clear(start="1999-06-18"))
        == "breach"
    )


def test_the_parts_verified_between_them_are_the_whole() -> None:
    whole = replace(MANDATE, rules=tuple(replace(r, where=MANDATE.areas["country"]) for r in MANDATE.rules if r.id == "out"))  # fmt: skip
    both = clear("s", place="south"), clear("n", "1999-06-18", place="north")
    one = found("out", "1999-06-18", *both, of=whole)
    assert one is not None
    assert one.finding == "compliant"
    assert {u.seen.id for u in one.facts} == {"s", "n"}
    half = found("out", "1999-06-18", both[0], of=whole)
    assert half is not None
    assert half.finding == OPEN


def strength(n: int, day: str, **told: object) -> Observation:
    return replace(
        Observation("g", "strength", "DEU", day, place="country", low=n, high=n, complete=True),
        **told,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("n", "seen", "day", "wanted"),
    [
        (400, "2023-08-01", "2023-09-01", "compliant"),
        (401, "2023-08-01", "2023-09-01", "breach"),
        (70, "2023-05-20", "2023-07-01", "compliant"),
        (401, "2023-05-20", "2023-07-01", OPEN),
        (70, "2023-03-20", "2023-07-01", OPEN),
        (70, "2023-07-01", "2023-10-02", OPEN),
        (70, "2023-07-01", "2023-10-01", "compliant"),
        (70, "2023-06-15", "2023-06-20", OPEN),
        (70, "2023-06-15", "2023-05-31", None),
        (70, "2023-12-15", "2024-02-01", OPEN),
        (70, "2023-12-15", "2025-01-01", None),
    ],
)
def test_a_ceiling_holds_within_its_days(n: int, seen: str, day: str, wanted: str | None) -> None:
    assert verdict("ceiling", day, strength(n, seen)) == wanted


def arms(what: str, n: float, day: str, id_: str = "w", **told: object) -> Observation:
    made = Observation(id_, what, "army", day, place="country", low=n, high=n, unit="weapons")
    return replace(made, **told)  # type: ignore[arg-type]


def test_a_share_is_of_what_was_declared() -> None:
    declared = arms("declared", 1000, "1999-06-21", "d")
    assert (
        verdict("weapons", "1999-07-21", arms("handed-over", 300, "1999-07-20"), declared)
        == "compliant"
    )
    assert (
        verdict("weapons", "1999-07-21", arms("handed-over", 299, "1999-07-20"), declared) == OPEN
    )
    few = arms("handed-over", 299, "1999-07-20", complete=True)
    assert verdict("weapons", "1999-07-21", few, declared) == "breach"
    early = arms("handed-over", 299, "1999-07-10", complete=True)
    assert verdict("weapons", "1999-07-21", early, declared) == OPEN
    assert verdict("weapons", "1999-07-21", arms("handed-over", 300, "1999-07-20")) == OPEN
    unsure = replace(declared, high=2000)
    assert verdict("weapons", "1999-07-21", arms("handed-over", 599, "1999-07-20"), unsure) == OPEN
    assert (
        verdict("weapons", "1999-07-21", arms("handed-over", 600, "1999-07-20"), unsure)
        == "compliant"
    )


def response(id_: str, who: str, at: str, **told: object) -> Observation:
    made = Observation(
        id_, "response", who, at, place="south", low=1, high=1, unit="times", about="i1"
    )
    return replace(made, **told)  # type: ignore[arg-type]


def test_who_acts_first_is_known_only_by_the_hour() -> None:
    force = response("f", "kfor", "2023-05-29T10:00")
    police = response("p", "kosovo-police", "2023-05-29T09:00")
    late = response("p", "kosovo-police", "2023-05-29T11:00")
    log = response("l", "", "2023-05-29T12:00", complete=True)
    assert verdict("turn", "2023-05-29", force, police) == OPEN
    assert verdict("turn", "2023-05-29", force, late) == "breach"
    assert verdict("turn", "2023-05-29", force) == OPEN
    assert verdict("turn", "2023-05-29", force, log) == "breach"
    assert (
        verdict("turn", "2023-05-29", force, response("p", "kosovo-police", "2023-05-29")) == OPEN
    )


SEEN = st.builds(
    lambda n, day, kind, where, known: (troops if kind else clear)(
        f"o{n}", f"1999-06-{day}",
        **({"lat": 42.2 + where / 10} if kind else {"place": ("south", "north", "country")[where]}),
        **({"permitted": ("none", "", "commander")[known]} if kind else {"high": (0, 3, None)[known]}),
    ),
    st.integers(0, 9), st.integers(14, 20), st.booleans(), st.integers(0, 2), st.integers(0, 2),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(SEEN, unique_by=lambda o: o.id, max_size=6), st.randoms())
def test_the_order_of_facts_does_not_matter(seen: list[Observation], dice: object) -> None:
    mixed = sorted(seen, key=lambda _: dice.random())  # type: ignore[attr-defined]
    for day in range(14, 22):
        when = date(1999, 6, day)
        one = check(MANDATE, Evidence(ATLAS.plane, seen), when)
        assert one == check(MANDATE, Evidence(ATLAS.plane, mixed), when)


@settings(deadline=None)
@given(st.lists(SEEN, unique_by=lambda o: o.id, max_size=6))
def test_no_rule_is_kept_on_missing_facts(seen: list[Observation]) -> None:
    for day in range(14, 22):
        when = date(1999, 6, day)
        for finding in check(MANDATE, Evidence(ATLAS.plane, seen), when):
            if finding.finding == "compliant":
                assert finding.facts
                verified = [o for o in seen if o.complete and o.high == 0]
                assert any(
                    when - timedelta(3) <= date.fromisoformat(o.start) <= when for o in verified
                )


@settings(deadline=None)
@given(st.lists(SEEN, unique_by=lambda o: o.id, max_size=6))
def test_facts_entered_one_by_one_are_as_facts_entered_at_once(seen: list[Observation]) -> None:
    grown = Evidence(ATLAS.plane)
    for n, one in enumerate(seen, 1):
        grown.add(one)
        when = date(1999, 6, 18)
        assert check(MANDATE, grown, when) == check(MANDATE, Evidence(ATLAS.plane, seen[:n]), when)
