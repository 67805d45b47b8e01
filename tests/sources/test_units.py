"""Orders of battle from CSV, Excel, ORBAT Mapper and MSDL: the good rows go in, the others say why."""

from pathlib import Path

import openpyxl
import pytest

from jointguardian.domain import Rejected, Unit
from jointguardian.errors import UnreadableFile
from jointguardian.sources import UnitIntake, read_units

HERE = Path(__file__).parent / "fixtures"
INTAKE = UnitIntake("2023-05-30", "fixture", "Ana")


def read(path: Path) -> tuple[list[Unit], list[Rejected]]:
    rows = list(read_units(path, INTAKE))
    return (
        [r for r in rows if isinstance(r, Unit)],
        [r for r in rows if isinstance(r, Rejected)],
    )


CSV = """name;nation;echelon;personnel;lat;lon;notice_hours;caveats;colour
First Battalion;aut;Battalion;110-120;42,9;20,8;7 days;no night patrols; blue
;ITA;company;;;;;;
Second;Italy;company;;;;;;
Third;ITA;horde;;;;;;
Fourth;ITA;company;many;;;;;
Fifth;ITA;company;;95;20;;;
"""


def test_a_table_gives_its_good_rows_and_a_reason_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(CSV, encoding="utf-8")
    (one,), rejected = read(path)
    assert (one.name, one.nation, one.echelon, one.start) == (
        "First Battalion", "AUT", "battalion", "2023-05-30",
    )  # fmt: skip
    assert (one.personnel_low, one.personnel_best, one.personnel_high) == (110, None, 120)
    assert (one.lat, one.notice_hours, one.caveats) == (42.9, 168, ("no night patrols",))
    assert (one.source, one.by) == ("fixture", "Ana")
    assert [r.row for r in rejected] == [1, 3, 4, 5, 6, 7]
    reasons = " ".join(r.reason for r in rejected)
    for words in ("columns colour", "no name", "alpha-3", "'horde'", "no number or range", "95.0"):
        assert words in reasons


def test_an_excel_sheet_reads_as_the_table_does(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name", "Nation", "Personnel", "Notice hours"])
    sheet.append(["First Battalion", "AUT", 120, 6])
    book.save(tmp_path / "units.xlsx")
    (one,), rejected = read(tmp_path / "units.xlsx")
    assert (one.nation, one.personnel_best, one.notice_hours, rejected) == ("AUT", 120, 6, [])


def test_a_table_without_names_is_refused_with_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("unit,nation\nA,ITA\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match="lacks the column name"):
        read(path)


def test_a_scenario_of_orbat_mapper_keeps_its_tree_and_its_moves() -> None:
    units, rejected = read(HERE / "orbat.json")
    assert [(u.id, u.start, u.parent) for u in units] == [
        ("hq", "2023-05-01", None),
        ("bn", "2023-05-01", "hq"),
        ("bn", "2023-06-01", "hq"),
    ]
    assert units[0].headquarters
    assert (units[1].nation, units[1].personnel_best, units[1].lon) == ("AUT", 400, 21.16)
    assert (units[2].lat, units[2].lon) == (42.9, 20.84)
    assert ["no name" in rejected[0].reason, "Others" in rejected[1].reason] == [True, True]


def test_msdl_gives_units_with_places_from_mgrs_and_leaves_opponents_out() -> None:
    units, rejected = read(HERE / "orbat.xml")
    assert [(u.name, u.echelon, u.function) for u in units] == [
        ("First Battalion", "battalion", "infantry"),
        ("Engineer Company", "company", "engineer"),
    ]
    assert units[1].parent == units[0].id
    assert (units[0].lat, units[0].lon) == (
        pytest.approx(42.907, abs=0.001),
        pytest.approx(20.84, abs=0.001),
    )
    assert "neither friendly nor neutral" in rejected[0].reason


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<MilitaryScenario><Organizations><Units><Unit><Name>&b;</Name></Unit></Units></Organizations></MilitaryScenario>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<MilitaryScenario><Organizations><Units><Unit><Name>&a;</Name></Unit></Units></Organizations></MilitaryScenario>"""


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
def test_xml_with_a_doctype_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "units.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        read(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.xml", "<MilitaryScenario"),
        ("a.xml", "<kml/>"),
        ("a.json", "{"),
        ("a.json", '{"type": "other"}'),
        ("a.json", "[" * 3000),
        ("a.xlsx", "no zip"),
        ("a.doc", "x"),
    ],
)
def test_what_is_no_order_of_battle_says_so_in_one_line(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as fault:
        read(path)
    assert "\n" not in fault.value.line
