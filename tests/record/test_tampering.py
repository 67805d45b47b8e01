"""Any byte changed in any row, any row missing or added, makes `verify` fail and say where."""

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import polars as pl
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from jointguardian.domain import (
    Camp,
    Incident,
    Judgement,
    Marking,
    Reading,
    Rejected,
    Report,
    ReportHeader,
    Source,
)
from jointguardian.record import Record, Secret, Verification
from jointguardian.record.tables import ROWS, audit_link

AT = datetime(2023, 5, 29, tzinfo=UTC)
TABLES = [t.name for t in (*ROWS, audit_link)]
TEXT = "Proba Ime was at the bridge in Zvečan."


@cache
def full_record() -> Path:
    """A folder with a record that has rows in every table."""
    folder = Path(mkdtemp())
    report = Report("r_1", "Danas", TEXT, hashlib.sha256(TEXT.encode()).hexdigest(), AT, title="T",
                    url="https://example.org", marking=Marking("internal"))  # fmt: skip
    reading = Reading(ReportHeader("r_1", "Danas", None, "en", report.sha256), (), (), (), ())
    series = {
        "native_id": ["1", "2"],
        "start": ["1999-03-24"] * 2,
        "lat": [42.5, None],
        "best": [1, 2],
    }
    incident = Incident(
        "i_1", "clash", "assault", None, None, (), (), ("r_1",), (), 1, (), None, "x"
    )
    with Record.create(f"sqlite:///{folder / 'record.db'}") as record:
        record.add_sources([Source("danas", "Danas")])
        secrets = [Secret("r_1", 0, 9, "Proba Ime")]
        record.add_report(report, reading, secrets, fields={"title": Marking("restricted")})
        record.add_series(pl.DataFrame(series), "ucdp")
        record.add_facts("camps", [Camp("c", "Camp", "pec", "base", 42.6, 20.3, "map")])
        record.add_rejected([Rejected("a.csv", 1, "no date", "x")])
        record.add_incidents([incident], AT)
        record.add_judgement(Judgement("accept", "i_1", {"x": 1}, "analyst", AT))
        assert record.verify().ok
    return folder


def after(change: Callable[[sqlite3.Connection], None]) -> Verification:
    """The verification of a copy that was changed behind the record's back."""
    folder = Path(mkdtemp())
    try:
        for file in full_record().iterdir():
            shutil.copy(file, folder)
        raw = sqlite3.connect(folder / "record.db", isolation_level=None)
        for table in TABLES:
            raw.execute(f"DROP TRIGGER {table}_no_update")
            raw.execute(f"DROP TRIGGER {table}_no_delete")
        change(raw)
        raw.close()
        with Record.open(f"sqlite:///{folder / 'record.db'}") as record:
            return record.verify()
    finally:
        shutil.rmtree(folder)


def cells() -> list[tuple[str, str]]:
    return [(t.name, c.name) for t in (*ROWS, audit_link) for c in t.columns]


def changed(value: object, at: int, by: int) -> object:
    """Another value: one byte of it turned into another one."""
    if value is None:
        return by
    if isinstance(value, int):
        return value + by
    if isinstance(value, float):
        return value + by / 8
    raw = bytearray(value if isinstance(value, bytes) else str(value).encode())
    if not raw:
        return "x"
    raw[at % len(raw)] ^= by
    return bytes(raw)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(cells()), st.integers(0, 500), st.integers(1, 255), st.integers(0, 1))
def test_a_changed_byte_is_found(cell: tuple[str, str], at: int, by: int, last: int) -> None:
    table, column = cell

    def change(raw: sqlite3.Connection) -> None:
        order = "DESC" if last else "ASC"
        seq, value = raw.execute(
            f'SELECT seq, "{column}" FROM {table} ORDER BY seq {order} LIMIT 1'
        ).fetchone()
        new = changed(value, at, by)
        cast = "CAST(? AS TEXT)" if isinstance(value, str) else "?"
        raw.execute("PRAGMA ignore_check_constraints=ON")
        try:
            raw.execute(f'UPDATE {table} SET "{column}" = {cast} WHERE seq = ?', (new, seq))
        except sqlite3.IntegrityError:
            reject()  # the value is taken: the database itself refuses this change

    outcome = after(change)
    assert not outcome.ok
    assert outcome.what


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_row_is_found(table: str) -> None:
    seq = f"SELECT max(seq) FROM {table}"
    outcome = after(lambda raw: raw.execute(f"DELETE FROM {table} WHERE seq = ({seq})").close())
    assert not outcome.ok


@pytest.mark.parametrize("table", [t.name for t in ROWS])
def test_an_added_row_is_found_and_named(table: str) -> None:
    unlike = {
        "report": "identity = 'x', id = 'x'", "rejected": "digest = 'x'", "judgement": "digest = 'x'",
        "series_event": "native_id = 'x'",
    }  # fmt: skip

    def change(raw: sqlite3.Connection) -> None:
        raw.execute(f"CREATE TEMP TABLE one AS SELECT * FROM {table} LIMIT 1")
        raw.execute("UPDATE one SET seq = seq + 1000")
        if table in unlike:
            raw.execute(f"UPDATE one SET {unlike[table]}")
        raw.execute(f"INSERT INTO {table} SELECT * FROM one")

    outcome = after(change)
    assert not outcome.ok
    assert outcome.what.startswith(f"{table}: ")
    assert outcome.broken_at is not None


def test_every_table_has_rows_to_tamper_with() -> None:
    raw = sqlite3.connect(full_record() / "record.db")
    assert all(raw.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES)
    raw.close()


def test_a_search_index_that_lies_is_found() -> None:
    def change(raw: sqlite3.Connection) -> None:
        raw.execute("INSERT INTO report_fts(report_fts) VALUES ('delete-all')")

    assert "index" in after(change).what
