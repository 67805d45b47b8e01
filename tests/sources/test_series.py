"""Event series: each provider's columns, what is set aside, and what a row is known by."""

import gzip
import io
import tarfile
import zipfile
from dataclasses import fields
from pathlib import Path

import h3
import polars as pl
import pytest

from jointguardian.domain import SeriesEvent
from jointguardian.domain.vocab import vocabulary
from jointguardian.errors import InputError, UnknownName, UnreadableFile
from jointguardian.sources import SERIES_SCHEMA, SeriesFile, read_series, series_batches, with_cells
from jointguardian.sources import tables as tables_module
from jointguardian.sources.crosswalk import crosswalk

FIXTURES = Path(__file__).parent / "fixtures"
FILES = {
    "ucdp": "ucdp.csv",
    "acled": "acled.csv",
    "gdelt": "gdelt.export.CSV",
    "weis": "weis.csv",
    "cameo": "cameo.csv",
    "csv": "patrols.csv",
}


def read(format: str, path: Path | None = None) -> SeriesFile:  # noqa: A002
    mapping = FIXTURES / "patrols.yaml" if format == "csv" else None
    return read_series(path or FIXTURES / FILES[format], format, mapping=mapping)


def events(series: SeriesFile) -> list[SeriesEvent]:
    return [SeriesEvent(**row) for row in series.frame.iter_rows(named=True)]


def reasons(series: SeriesFile) -> dict[int, str]:
    return {r.row: r.reason for r in series.rejected}


@pytest.mark.parametrize("format", sorted(FILES))
def test_every_series_has_exactly_the_columns_of_an_event(format: str) -> None:  # noqa: A002
    frame = read(format).frame
    assert frame.columns == [f.name for f in fields(SeriesEvent)]
    assert frame.schema == SERIES_SCHEMA
    assert frame.height > 0
    assert frame["native_id"].null_count() == 0
    assert frame["native_id"].n_unique() == frame.height


@pytest.mark.parametrize("format", sorted(FILES))
def test_the_same_file_twice_gives_the_same_rows(format: str) -> None:  # noqa: A002
    first, second = read(format), read(format)
    assert first.frame.equals(second.frame)
    assert first.rejected == second.rejected


def test_ucdp_rows_keep_their_range_and_precision() -> None:
    first, second, third = events(read("ucdp"))
    assert (first.native_id, first.start, first.end) == ("101", "2031-03-03", "2031-03-03")
    assert (first.low, first.best, first.high) == (2, 3, 5)
    assert (first.actor, first.target, first.code) == ("Government of A", "Group B", "1")
    assert (first.type, first.date_precision, first.place) == ("assault", "day", "Donje Brdo")
    assert (first.lat, first.lon, first.scale) == (43.01, 20.80, None)
    assert (second.date_precision, third.date_precision) == ("month", "year")


def test_a_countrys_centre_is_no_place_of_an_event() -> None:
    *_, third = events(read("ucdp"))
    assert (third.lat, third.lon, third.country) == (None, None, "Invented")
    _, second = events(read("gdelt"))
    assert (second.lat, second.lon, second.country) == (None, None, "KV")


def test_bad_ucdp_rows_are_set_aside_with_their_reasons() -> None:
    said = reasons(read("ucdp"))
    assert said == {
        5: "the date is not one",
        6: "the latitude lies outside -90 to 90",
        7: "low, best and high are out of order",
        8: "low is below 0",
        9: "the date lies outside the years 1900 to 2200",
        10: "the date lies outside the years 1900 to 2200",
    }
    assert read("ucdp").rejected[0].raw.startswith("104,2031-13-03")


def test_acled_rows_are_mapped_by_sub_event() -> None:
    first, second, third = events(read("acled"))
    assert (first.start, first.type, first.code) == ("2031-05-29", "assault", "Mob violence")
    assert (first.low, first.best, first.high) == (0, 0, 0)
    assert (second.start, second.type, second.date_precision) == ("2031-05-30", "protest", "week")
    assert second.target == ""
    assert (third.type, third.place, third.date_precision) == (None, "North", "month")
    assert reasons(read("acled")) == {
        5: "the date is not one",
        6: "the longitude lies outside -180 to 180",
        7: "low is not a number",
    }


def test_gdelt_rows_have_cameo_types_and_no_ethnicity() -> None:
    first, second = events(read("gdelt"))
    assert (first.native_id, first.start, first.type, first.scale) == (
        "1",
        "2031-03-03",
        "protest",
        -7.5,
    )
    assert (first.actor, first.target) == ("AAA", 'A CROWD "QUOTE')
    assert (second.type, second.scale) == ("support", None)
    assert reasons(read("gdelt")) == {3: "the date is not one"}
    assert "ETHNIC" not in str(read("gdelt").frame.rows())


def test_weis_weights_come_from_the_row_or_from_goldstein() -> None:
    rows = events(read("weis"))
    assert [r.scale for r in rows] == [-7.0, -7.0, -10.0, 1.0, 2.9]
    assert [r.type for r in rows] == ["protest", "protest", "assault", None, "retreat"]
    assert reasons(read("weis")) == {
        7: "the date is not one",
        8: "no target is given",
        9: "the weight lies outside -10 to 10",
        10: "more fields than columns",
    }


def test_cameo_codes_follow_the_longest_prefix() -> None:
    rows = events(read("cameo"))
    assert [r.type for r in rows] == ["retreat", "assault", None, "assault"]
    assert [r.scale for r in rows] == [None, None, 0.0, -10.0]


def test_identical_rows_are_told_apart_by_their_order_only(tmp_path: Path) -> None:
    longer = tmp_path / "longer.csv"
    header, *rows = (FIXTURES / "weis.csv").read_text().splitlines()
    longer.write_text("\n".join([header, "1991-04-01,AAA,BBB,010,x,1.0", *rows, rows[0]]))
    before, after = read("weis").frame, read("weis", longer).frame
    assert set(before["native_id"]) < set(after["native_id"])
    assert after.height == before.height + 2


def test_a_mapping_file_reads_any_csv() -> None:
    first, second = events(read("csv"))
    assert (first.series, first.native_id, first.start) == ("patrols", "1", "2031-03-03")
    assert (first.type, first.scale, first.best, first.low) == ("assault", -9.0, 0, None)
    assert (second.type, second.lat) == (None, None)
    assert reasons(read("csv")) == {4: "the date is not one"}


@pytest.mark.parametrize(
    ("mapping", "what"),
    [
        ("columns: {actor: Who}", "start"),
        ("columns: {start: Day, colour: Who}", "colour"),
        ("columns: {start: Day}\nunknown: 1", "unknown"),
        ("columns: {start: Day}\ntypes: {A: war}", "war"),
        ("columns: {start: Day}\nscale: {A: 99}", "weight"),
        ("columns: {start: Day}\nseparator: abc", "separator"),
        ("columns: {start: Nowhere}", "nowhere"),
        ("- a list", "mapping"),
        ("{", "mapping"),
    ],
)
def test_a_wrong_mapping_is_one_clear_line(tmp_path: Path, mapping: str, what: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(mapping)
    with pytest.raises(InputError) as caught:
        read_series(FIXTURES / "patrols.csv", "csv", mapping=path)
    assert what in caught.value.line
    assert "\n" not in caught.value.line


def test_an_unknown_format_and_a_missing_mapping_are_refused() -> None:
    with pytest.raises(UnknownName, match="ucdp, acled, gdelt, weis, cameo, csv"):
        read_series(FIXTURES / "ucdp.csv", "excel")
    with pytest.raises(InputError, match="mapping"):
        read_series(FIXTURES / "patrols.csv", "csv")


@pytest.mark.parametrize("format", ["ucdp", "acled", "weis", "cameo"])
def test_wrong_columns_are_named(format: str) -> None:  # noqa: A002
    with pytest.raises(UnreadableFile, match="lacks the column"):
        read(format, FIXTURES / "patrols.csv")
    with pytest.raises(UnreadableFile, match=r"lacks the columns .*side_a, type_of_violence"):
        read("ucdp", FIXTURES / "acled.csv")
    with pytest.raises(UnreadableFile, match="columns, not 61"):
        read("gdelt", FIXTURES / "acled.csv")


def test_packed_tables_are_read_as_they_are(tmp_path: Path) -> None:
    raw = (FIXTURES / "weis.csv").read_bytes()
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(raw))
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        member = tarfile.TarInfo("weis.csv")
        member.size = len(raw)
        archive.addfile(member, io.BytesIO(raw))
    with zipfile.ZipFile(tmp_path / "a.csv.zip", "w") as packed:
        packed.writestr("weis.csv", raw)
    plain = read("weis").frame
    for name in ("a.csv.gz", "a.tar.gz", "a.csv.zip"):
        assert read("weis", tmp_path / name).frame.equals(plain), name


def test_an_archive_that_is_no_single_table_is_one_clear_line(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as packed:
        packed.writestr("a.csv", "x")
        packed.writestr("b.csv", "y")
    with tarfile.open(tmp_path / "none.tar.gz", "w:gz") as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    (tmp_path / "cut.zip").write_bytes((tmp_path / "two.zip").read_bytes()[:40])
    for name, what in (("two.zip", "2 files"), ("none.tar.gz", "no file"), ("cut.zip", "opened")):
        with pytest.raises(UnreadableFile, match=what):
            read("weis", tmp_path / name)


def test_a_packed_table_that_breaks_off_gives_its_rows_and_says_so(tmp_path: Path) -> None:
    header = (FIXTURES / "weis.csv").read_text().splitlines()[0]
    many = "\n".join([header, *(f"1991-04-02,A{i},BBB,224,x,-7.0" for i in range(50_000))])
    packed = gzip.compress(many.encode())
    (tmp_path / "a.csv.gz").write_bytes(packed[: len(packed) // 2])
    found = read("weis", tmp_path / "a.csv.gz")
    assert found.frame.height > 10_000
    assert "breaks off" in found.rejected[-1].reason


def test_a_table_that_ends_in_the_middle_loses_its_last_row_only(tmp_path: Path) -> None:
    raw = (FIXTURES / "ucdp.csv").read_text().splitlines(keepends=True)
    path = tmp_path / "a.csv"
    path.write_text("".join(raw[:2]) + raw[1][:40])
    found = read("ucdp", path)
    assert found.frame.height == 1
    assert len(found.rejected) == 1


def test_a_quotation_mark_that_is_not_closed_costs_its_row_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "date,source,target,code,desc,goldstein\n"
        "1991-04-02,AAA,BBB,224,(RIOT),-7.0\n"
        '1991-04-03,AAA,BBB,224,"(RIOT,-7.0\n'
        "1991-04-04,AAA,BBB,224,(RIOT),-7.0\n"
    )
    found = read("weis", path)
    assert found.frame["start"].to_list() == ["1991-04-02", "1991-04-04"]
    assert [r.row for r in found.rejected] == [3]


def test_empty_and_binary_tables_are_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for raw, what in ((b"", "empty"), (b"\xef\xbb\xbf\n", "empty"), (b"date,\0", "binary")):
        path.write_bytes(raw)
        with pytest.raises(UnreadableFile, match=what):
            read("weis", path)
    with pytest.raises(UnreadableFile, match="no such file"):
        read("weis", tmp_path / "none.csv")


def test_a_table_in_an_old_code_page_keeps_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("date,source,target,code\n1991-04-02,Šešelj,Đurić,223\n".encode("cp1250"))
    assert read("weis", path).frame["actor"].to_list() == ["Šešelj"]


def test_blocks_cut_between_records_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {f: read(f) for f in FILES}
    monkeypatch.setattr(tables_module, "BLOCK_BYTES", 600)
    for format_, one in whole.items():
        small = read(format_)
        assert small.frame.equals(one.frame), format_
        assert [r.reason for r in small.rejected] == [r.reason for r in one.rejected]
    assert len(list(series_batches(FIXTURES / "ucdp.csv", "ucdp"))) > 1


def test_cells_are_those_of_h3_and_rows_without_a_point_have_none() -> None:
    frame = with_cells(read("ucdp").frame)
    assert frame.columns[-1] == "cell"
    assert frame["cell"].to_list() == [
        h3.latlng_to_cell(43.01, 20.80, 7), h3.latlng_to_cell(42.9, 20.7, 7), None,
    ]  # fmt: skip
    assert with_cells(pl.DataFrame(schema=SERIES_SCHEMA)).height == 0


@pytest.mark.parametrize("name", ["ucdp", "acled", "weis", "cameo"])
def test_a_crosswalk_leads_to_plover_types_and_weights_in_range(name: str) -> None:
    found = crosswalk(name)
    types = set(vocabulary("event_types").ids())
    assert {t for t in found.types.values() if t} <= types
    assert all(-10 <= w <= 10 for w in found.scale.values())
    assert len(found.source) > 20
