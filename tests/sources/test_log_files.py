"""A log's file: tables found below titles, in any encoding; hostile workbooks refused in one line."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import own_logs
from jointguardian.errors import InputError, UnreadableFile
from jointguardian.sources.log_book import read_book
from jointguardian.sources.log_mapping import adapted, propose


def test_the_header_is_found_below_a_title_in_merged_cells() -> None:
    book = read_book(own_logs.patrol_log(), "patrol.xlsx")
    assert book.first.header_row == 4
    assert book.first.title == ("RC-E PATROL LOG", "Invented for a test")
    assert book.first.headers == own_logs.PATROL_HEAD
    assert [n for n, _ in book.first.rows] == [5, 6, 7, 8, 9]
    assert "Codes" in " ".join(book.notes)


def test_sheets_of_the_same_columns_are_one_log() -> None:
    book = read_book(own_logs.daily_table(), "daily.xlsx")
    assert [s.name for s in book.sheets] == ["Week 22", "Week 23"]
    assert book.rows == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_in_any_encoding_says_the_same(encoding: str) -> None:
    book = read_book(own_logs.SERBIAN.encode(encoding), "d.csv")
    assert book.first.headers[3] == "Mesto"
    assert [row[3] for _, row in book.first.rows] == ["Звечан", "Zvečan", "Leposavić"]


def test_windows_code_pages_are_told_apart() -> None:
    latin = own_logs.SERBIAN.replace("Звечан", "Žitkovac")
    book = read_book(latin.encode("cp1250"), "d.csv")
    assert book.first.headers[5] == "Opis događaja"
    french = "Date;Lieu;Événement\n29.05.2023;Zvecan;Réunion à la mairie\n".encode("cp1252")
    assert read_book(french, "f.csv").first.headers[2] == "Événement"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_is_found(separator: str) -> None:
    rows = [["Date", "Place", "Description"], ["29.05.2023", "Zvečan", "A, b; c"]]
    text = "\n".join(separator.join(f'"{c}"' for c in row) for row in rows)
    assert read_book(text.encode(), "x.csv").first.rows[0][1] == ("29.05.2023", "Zvečan", "A, b; c")


def test_fields_are_proposed_by_header_and_content() -> None:
    book = read_book(own_logs.patrol_log(), "patrol.xlsx")
    fields = {c.header: (c.field, c.who) for c in propose(book, "p").columns}
    assert fields["Ser"][0] == "serial"
    assert fields["Grid"][0] == "mgrs"
    assert fields["Type of incident"][0] == "type"
    assert fields["Description of event"][0] == "text"
    assert fields["KFOR inj"] == ("injured", "KFOR")
    assert fields["Civ killed"] == ("killed", "civilians")
    assert fields["Reported by"][0] == "source"
    assert fields["Grade"][0] == "grade"
    assert propose(book, "p").zone == "B"


def test_columns_are_told_by_their_content_where_headers_say_nothing() -> None:
    rows = [("A1", "B1", "C1"), *(("29.05.2023", f"34TDN8693950{n}99", "Stones were thrown at a patrol on the road.") for n in range(5))]  # fmt: skip
    found = [
        c.field for c in propose(read_book(own_logs.workbook(("x", rows)), "x.xlsx"), "x").columns
    ]
    assert found == ["date", "mgrs", "text"]


def test_the_month_stands_first_where_the_column_says_so() -> None:
    assert not propose(read_book(own_logs.daily_table(), "d.xlsx"), "d").day_first


@pytest.mark.parametrize(
    ("header", "field"),
    [("Опис догађаја", "text"), ("Përshkrimi i ngjarjes", "text"), ("Sachverhalt", "text"),
     ("Compte rendu", "text")],
)  # fmt: skip
def test_headers_in_the_languages_of_the_region(header: str, field: str) -> None:
    prose = "Something happened here in the morning hours."
    data = f"Nr;Datum;{header}\n1;29.05.2023;{prose}\n2;30.05.2023;{prose}\n".encode()
    assert propose(read_book(data, "x.csv"), "x").columns[2].field == field


def test_a_saved_mapping_fits_a_file_whose_columns_moved() -> None:
    first = propose(
        read_book(b"Ser;Date;Description\n1;29.05.2023;It was all calm here.\n", "a.csv"), "a"
    )
    moved = read_book(b"Date;Extra;Description;Ser\n30.05.2023;x;It was all calm.;2\n", "b.csv")
    again = adapted(first, moved)
    assert [c.header for c in again.columns] == ["Ser", "Date", "Description", "Extra"]
    with pytest.raises(InputError, match="not there: Ser"):
        adapted(first, read_book(b"Date;Description\n30.05.2023;It was all calm.\n", "c.csv"))


def _with(parts: Mapping[str, bytes]) -> bytes:
    """A good workbook with more parts."""
    page = io.BytesIO(own_logs.patrol_log())
    with zipfile.ZipFile(page, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return page.getvalue()


def _replaced(name: str, content: bytes) -> bytes:
    """A good workbook with one part replaced."""
    page = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(own_logs.patrol_log())) as old,
        zipfile.ZipFile(page, "w") as new,
    ):
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return page.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
HOSTILE = {
    "entities": (_replaced("xl/worksheets/sheet1.xml", BOMB), "entities"),
    "utf-16": (_replaced("xl/worksheets/sheet1.xml", BOMB.decode().encode("utf-16")), "UTF-8"),
    "bomb": (_with({"xl/media/x.bin": bytes(60_000_000)}), "unpacks"),
    "broken": (own_logs.patrol_log()[:3000], "not a readable workbook"),
    "no workbook": (_replaced("xl/workbook.xml", b"<a/>"), "no table"),
    "old": (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "old .xls"),
    "empty": (b" \n", "empty"),
    "binary": (bytes(range(256)) * 4, "binary"),
    "prose": (b"There is no table in here.\nJust words.\n", "no table"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_log_is_refused_in_one_line(name: str) -> None:
    data, said = HOSTILE[name]
    suffix = "csv" if name in ("binary", "prose", "empty") else "xlsx"
    with pytest.raises(UnreadableFile, match=said) as fault:
        read_book(data, f"x.{suffix}")
    assert "\n" not in fault.value.line


def test_macros_and_links_are_parts_that_nothing_opens() -> None:
    link = b'<?xml version="1.0"?><externalLink xmlns:r="r" r:id="rId1"/>'
    macro = b"Sub Auto_Open()"
    data = _with({"xl/vbaProject.bin": macro, "xl/externalLinks/externalLink1.xml": link})
    assert read_book(data, "x.xlsm").rows == 5


def test_of_a_formula_the_stored_value_is_taken_and_a_missing_one_is_told() -> None:
    rows = [("Date", "Description", "Injured"), (date(2023, 5, 29), "Stones were thrown.", "=1+1")]
    book = read_book(own_logs.workbook(("x", rows)), "x.xlsx")
    assert "1 formulas hold no value" in book.notes[0]


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_table_or_one_clear_line(data: bytes) -> None:
    for name in ("x.csv", "x.xlsx"):
        assert "\n" not in _fault(data, name)


def _fault(data: bytes, name: str) -> str:
    try:
        read_book(data, name)
    except InputError as fault:
        return fault.line
    return ""
