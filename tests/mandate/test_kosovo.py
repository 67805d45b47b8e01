"""The Kosovo pack's rules: their dates, their clauses, and June 1999 day by day."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from jointguardian.domain import Observation
from jointguardian.mandate import Evidence, Finding, Mandate, Rule, check, read_atlas
from jointguardian.packs import load_pack
from jointguardian.pipeline.mandate_facts import mandate_of, units_seen

PACK = load_pack("kosovo")
DOC = Path(__file__).parents[2] / "docs" / "models" / "mandate.md"
assert PACK.outline
assert PACK.municipality_polygons
PLANE = read_atlas(PACK.outline, PACK.municipality_polygons).plane


@pytest.fixture(scope="module")
def mandate() -> Mandate:
    read = mandate_of(PACK)
    assert read is not None
    return read


def test_every_provision_has_clause_and_basis(mandate: Mandate) -> None:
    assert all(p.clause and p.basis and p.text for p in mandate.provisions)


@pytest.mark.parametrize(
    ("rule", "first", "last"),
    [
        ("MTA-W2", "1999-06-16", None),
        ("MTA-W3", "1999-06-19", None),
        ("MTA-W4", "1999-06-21", None),
        ("MTA-G1", "1999-06-21", "2001-08-16"),
        ("MTA-W1", "1999-06-10", "1999-06-20"),
        ("MTA-A1", "1999-06-11", "2001-12-27"),
        ("MTA-A3", "1999-06-13", "2001-12-27"),
        ("UCK-7", "1999-06-29", "1999-09-21"),
        ("UCK-H", "1999-08-21", None),
        ("UCK-U", "1999-09-22", None),
        ("MTA-A2", "2001-12-28", "2015-11-19"),
        ("UCK-90", "1999-09-20", None),
    ],
)
def test_a_rule_binds_on_its_days(
    mandate: Mandate, rule: str, first: str, last: str | None
) -> None:
    one = next(r for r in mandate.rules if r.id == rule)
    assert (one.first, one.last) == (first, last)


def test_june_1999_is_replayed_with_its_unknowns(mandate: Mandate) -> None:
    for number in range(9, 31):
        day = date(1999, 6, number)
        found = {f.provision: f for f in check(mandate, Evidence(PLANE, PACK.observations), day)}
        assert ("MTA-W2" in found) == (number >= 16)
        assert ("MTA-W3" in found) == (number >= 19)
        assert ("MTA-W4" in found) == (number >= 21)
        open_ = [f for f in found.values() if f.finding == "not-determinable"]
        assert all(f.missing for f in open_)


def finding(mandate: Mandate, rule: str, day: str, *seen: Observation) -> Finding | None:
    found = check(mandate, Evidence(PLANE, seen), date.fromisoformat(day))
    return next((f for f in found if f.provision == rule), None)


def test_the_sources_in_the_document_are_those_of_the_pack(mandate: Mandate) -> None:
    """Every provision, in the order of its id, with what it rests on and whether it was read."""
    stands = re.findall(
        r"^\| `([^`]+)` \| (read|not read) \| (.+) \|$", DOC.read_text(), re.MULTILINE
    )
    pack = [
        (p.id, "read" if p.verified else "not read", f"{p.instrument.title}, {p.clause}: {p.basis}")
        for p in sorted(mandate.provisions, key=lambda p: p.id)
    ]
    assert stands == pack


def test_a_clause_that_was_read_names_its_copy(mandate: Mandate) -> None:
    for p in mandate.provisions:
        assert not (p.verified and "memory" in p.basis.lower()), p.id


@pytest.mark.parametrize(
    ("sector", "before", "after"),
    [
        ("gsz-c-east", "2001-03-13", "2001-03-14"),
        ("gsz-a", "2001-03-24", "2001-03-25"),
        ("gsz-c-west", "2001-03-24", "2001-03-25"),
        ("gsz-d", "2001-04-13", "2001-04-14"),
        ("gsz-b", "2001-05-23", "2001-05-24"),
    ],
)
def test_each_sector_of_the_ground_safety_zone_opens_on_its_day(
    mandate: Mandate, sector: str, before: str, after: str
) -> None:
    for day, wanted in ((before, "breach"), (after, "not-determinable")):
        seen = Observation("o", "presence", "yugoslav-army", day, place=sector, low=20, high=20,
                           function="combat", means="heavy-arms", permitted="none")  # fmt: skip
        found = finding(mandate, "MTA-G1", day, seen)
        assert found is not None
        assert found.finding == wanted


def test_one_german_ceiling_binds_on_each_day_from_1999_to_2024(mandate: Mandate) -> None:
    ceilings = [r for r in mandate.rules if r.id.startswith("NAT-DEU")]
    day = date(1999, 7, 1)
    while day < date(2024, 6, 1):
        binds = [r.id for r in ceilings if finding_of(r, mandate, day)]
        assert len(binds) == 1, (day, binds)
        day += timedelta(days=61 if day.month == 7 else 30)


def finding_of(rule: Rule, mandate: Mandate, day: date) -> bool:
    return rule.id in {f.provision for f in check(mandate, Evidence(PLANE), day)}


def test_no_source_says_that_zone_3_was_clear_on_the_first_day(mandate: Mandate) -> None:
    found = finding(mandate, "MTA-W1", "1999-06-12", *PACK.observations)
    assert found is not None
    assert found.finding == "not-determinable"


def test_the_delay_in_zone_1_was_permitted(mandate: Mandate) -> None:
    found = finding(mandate, "MTA-W2", "1999-06-16", *PACK.observations)
    assert found is not None
    assert found.finding == "not-determinable"


def test_yugoslavia_agreed_and_not_every_sender_is_known_to_have(mandate: Mandate) -> None:
    host = finding(mandate, "CONS-HOST", "1999-06-12", *PACK.observations)
    sent = finding(mandate, "CONS-SEND", "2024-01-01", *PACK.observations)
    assert host is not None
    assert sent is not None
    assert (host.finding, sent.finding) == ("compliant", "not-determinable")
    assert not {m.split(":")[0] for m in sent.missing} & {"DEU", "AUT", "CHE"}


def test_the_pack_s_own_units_break_no_sector(mandate: Mandate) -> None:
    day = date(2004, 3, 18)
    found = finding(mandate, "FORCE-XB", day.isoformat(), *units_seen(PACK.units, day))
    assert found is not None
    assert found.finding == "not-determinable"
