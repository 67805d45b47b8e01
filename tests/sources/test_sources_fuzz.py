"""Whatever bytes come: rows, rows set aside, or one clear line, and nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointguardian.domain import Rejected, Report
from jointguardian.errors import InputError
from jointguardian.sources import SERIES_FORMATS, SERIES_SCHEMA, read_reports, read_series
from jointguardian.sources.reports import READERS

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2031, 3, 6, 12, tzinfo=UTC)
SEEDS = {
    ".txt": "cp1250.txt", ".md": "note.md", ".html": "page.html", ".htm": "page.html",
    ".jsonl": "reports.jsonl", ".xml": "feed.xml", ".rss": "feed.xml", ".atom": "feed.atom",
    "ucdp": "ucdp.csv", "acled": "acled.csv", "gdelt": "gdelt.export.CSV", "weis": "weis.csv",
    "cameo": "cameo.csv", "csv": "patrols.csv",
}  # fmt: skip
fuzzing = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A good file, cut off, with a stretch of it overwritten or doubled."""
    at = draw(st.integers(0, len(whole)))
    width = draw(st.integers(0, 40))
    foreign = draw(st.one_of(st.binary(max_size=40), st.sampled_from([b'"', b"\n", b"<", b"\xff"])))
    bent = whole[:at] + foreign + whole[at + width :]
    return bent[: draw(st.integers(0, len(bent)))] if draw(st.booleans()) else bent


def made(suffix: str) -> bytes:
    """A good file for a suffix; the packed kinds begin as bytes that claim to be one."""
    if suffix in SEEDS:
        return (FIXTURES / SEEDS[suffix]).read_bytes()
    return PDF if suffix == ".pdf" else b"PK\x03\x04" + b"\0" * 60


PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R
/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 40>> stream
BT /F1 12 Tf 20 100 Td (Road open.) Tj ET
endstream endobj
trailer <</Root 1 0 R /Size 5>>
%%EOF
"""


def answered(read: Callable[[], list[object]]) -> list[object]:
    """What a reader gives; its only exception is one clear line."""
    try:
        return read()
    except InputError as fault:
        if not fault.line or "\n" in fault.line:
            raise AssertionError(f"not one clear line: {fault.line!r}") from fault
        return []


def check_reports(path: Path) -> None:
    for item in answered(lambda: list(read_reports(path, received=NOW))):
        assert isinstance(item, Report | Rejected)
        if isinstance(item, Report):
            assert item.text.strip()
            item.text.encode("utf-8")
            assert "\0" not in item.text
        else:
            assert item.reason
            assert "\n" not in item.reason
            assert len(item.raw) <= 2000


def check_series(path: Path, format_: str) -> None:
    mapping = FIXTURES / "patrols.yaml" if format_ == "csv" else None
    for item in answered(lambda: [read_series(path, format_, mapping=mapping)]):
        assert item.frame.schema == SERIES_SCHEMA  # type: ignore[attr-defined]
        assert item.frame["start"].null_count() == 0  # type: ignore[attr-defined]
        assert all(r.reason for r in item.rejected)  # type: ignore[attr-defined]


@pytest.mark.parametrize("suffix", sorted(READERS))
@fuzzing
@given(data=st.data())
def test_any_bytes_under_any_suffix(suffix: str, tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(data.draw(st.one_of(st.binary(max_size=400), damaged(made(suffix)))))
    check_reports(path)


@pytest.mark.parametrize("suffix", sorted(READERS))
@fuzzing
@given(text=st.text(max_size=300))
def test_any_text_under_any_suffix(suffix: str, tmp_path: Path, text: str) -> None:
    path = tmp_path / f"fuzz{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    check_reports(path)


@pytest.mark.parametrize("format_", SERIES_FORMATS)
@fuzzing
@given(data=st.data())
def test_any_bytes_as_any_series(format_: str, tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "fuzz.csv"
    whole = made(format_)
    header = whole.split(b"\n")[0] + b"\n"
    rows = st.binary(max_size=200).map(lambda b: header + b)
    path.write_bytes(data.draw(st.one_of(st.binary(max_size=200), rows, damaged(whole))))
    check_series(path, format_)


@fuzzing
@given(text=st.text(max_size=120))
def test_any_text_as_a_mapping(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    answered(lambda: [read_series(FIXTURES / "patrols.csv", "csv", mapping=path)])
