"""The Kosovo pack's rules: their dates, their clauses, and June 1999 day by day."""

from datetime import date

import pytest

from jointguardian.mandate import Evidence, Mandate, check, read_atlas
from jointguardian.packs import load_pack
from jointguardian.pipeline.mandate_facts import mandate_of

PACK = load_pack("kosovo")


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
        ("MTA-A1", "1999-06-11", "2001-12-27"),
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
    assert PACK.outline
    assert PACK.municipality_polygons
    plane = read_atlas(PACK.outline, PACK.municipality_polygons).plane
    for number in range(9, 31):
        day = date(1999, 6, number)
        found = {f.provision: f for f in check(mandate, Evidence(plane, PACK.observations), day)}
        assert ("MTA-W2" in found) == (number >= 16)
        assert ("MTA-W3" in found) == (number >= 19)
        assert ("MTA-W4" in found) == (number >= 21)
        open_ = [f for f in found.values() if f.finding == "not-determinable"]
        assert all(f.missing for f in open_)
