"""The order of battle given out and taken in again: what a format can hold comes back."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointguardian.domain import Unit
from jointguardian.domain.vocab import vocabulary
from jointguardian.exchange.msdl import to_msdl
from jointguardian.exchange.orbat_mapper import to_orbat_mapper
from jointguardian.exchange.units_csv import units_to_csv
from jointguardian.sources import UnitIntake, read_units

DAY = "2023-05-30"
INTAKE = UnitIntake(DAY, "file")
UNITS = (
    Unit("hq", "Headquarters <&>", DAY, headquarters=True, function="command", echelon="brigade"),
    Unit("bn", "Šesti bataljon", DAY, "AUT", "battalion", "infantry", "hq", personnel_low=400,
         personnel_best=400, personnel_high=400, place="Prizren", lat=42.21, lon=20.74,
         notice_hours=6, capabilities=("liaison",), caveats=("no night patrols",), invented=True),
)  # fmt: skip


def again(tmp_path: Path, name: str, raw: bytes) -> list[Unit]:
    path = tmp_path / name
    path.write_bytes(raw)
    rows = list(read_units(path, INTAKE))
    assert all(isinstance(r, Unit) for r in rows), rows
    return [r for r in rows if isinstance(r, Unit)]


def test_csv_brings_everything_back(tmp_path: Path) -> None:
    found = again(tmp_path, "u.csv", units_to_csv(UNITS))
    assert found == [replace(u, source="file") for u in UNITS]


WORDS = st.text("abcČž'\";, =+@\n", min_size=1, max_size=12).filter(
    lambda t: t.strip(" \n'") and t.strip()[0] not in "=+@-'"
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    WORDS,
    st.sampled_from(vocabulary("echelons").ids()),
    st.sampled_from(vocabulary("unit_functions").ids()),
    st.integers(0, 50),
    st.integers(0, 50),
)
def test_csv_of_any_unit_comes_back(
    tmp_path: Path, name: str, echelon: str, function: str, low: int, more: int
) -> None:
    unit = Unit("u", " ".join(name.split()), DAY, "", echelon, function, personnel_low=low,
                personnel_high=low + more, personnel_best=low, source="s")  # fmt: skip
    assert again(tmp_path, "u.csv", units_to_csv([unit])) == [unit]


@pytest.mark.parametrize(("name", "make"), [("u.json", to_orbat_mapper), ("u.xml", to_msdl)])
def test_other_programs_formats_bring_tree_symbol_nation_and_place_back(
    tmp_path: Path, name: str, make: object
) -> None:
    found = {u.name: u for u in again(tmp_path, name, make(UNITS, "Test", DAY))}  # type: ignore[operator]
    head, battalion = found["Headquarters <&>"], found["Šesti bataljon"]
    assert battalion.parent == head.id == "hq"
    assert (head.headquarters, head.echelon) == (True, "brigade")
    assert (battalion.echelon, battalion.function) == ("battalion", "infantry")
    assert (battalion.nation, battalion.lat, battalion.personnel_best) == ("AUT", 42.21, 400)


@pytest.mark.parametrize("make", [to_orbat_mapper, to_msdl])
def test_readiness_is_not_given_away(make: object) -> None:
    raw = make(UNITS, "Test", DAY).decode()  # type: ignore[operator]
    assert "night patrols" not in raw
    assert "invented" in raw


def test_a_name_that_a_spreadsheet_would_run_is_quoted() -> None:
    unit = Unit("u", "=1+1", DAY)
    assert b"'=1+1" in units_to_csv([unit])
