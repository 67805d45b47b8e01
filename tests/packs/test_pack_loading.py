"""A pack is checked as a whole: unknown keys and wrong values are refused in one clear line."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from jointguardian import packs
from jointguardian.errors import SettingsError, UnknownName
from jointguardian.packs import load_pack, pack_names

NOUNS = (
    "sources",
    "actors",
    "strengths",
    "reserves",
    "camps",
    "sectors",
    "movements",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A pack `small` with no rows, found instead of those that ship."""
    small = tmp_path / "small"
    small.mkdir()
    (small / "pack.yaml").write_text("title: Small\n", encoding="utf-8")
    (small / "reports.jsonl").write_text("", encoding="utf-8")
    for noun in NOUNS:
        (small / f"{noun}.yaml").write_text("rows: []\n", encoding="utf-8")
    monkeypatch.setattr(packs, "files", lambda _: tmp_path)
    load_pack.cache_clear()
    yield small
    load_pack.cache_clear()


def test_the_kosovo_pack_ships() -> None:
    assert "kosovo" in pack_names()


def test_an_unknown_pack_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownName, match="use one of kosovo"):
        load_pack("atlantis")


def test_a_pack_without_municipalities_loads(folder: Path) -> None:
    pack = load_pack("small")
    assert (pack.title, pack.marking, pack.replay) == ("Small", "public", False)
    assert pack.municipalities == ()
    assert pack.municipality_polygons is None


def test_polygons_are_handed_on_as_bytes(folder: Path) -> None:
    (folder / "municipalities.geojson").write_bytes(b"{}")
    assert load_pack("small").municipality_polygons == b"{}"


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        (
            "camps.yaml",
            "rows:\n  - {id: a, colour: red}\n",
            r"camps\.yaml row 1: unknown key 'colour'",
        ),
        ("camps.yaml", "rows:\n  - {id: a}\n", r"camps\.yaml row 1: .*name"),
        ("camps.yaml", "rows: 7\n", r"camps\.yaml: holds no list"),
        ("camps.yaml", "rows: [7]\n", r"camps\.yaml row 1: is not a mapping"),
        ("camps.yaml", "colour: red\n", r"camps\.yaml: unknown keys"),
        ("camps.yaml", "rows: [\n", r"camps\.yaml: not YAML"),
        ("pack.yaml", "title: T\ncolour: red\n", r"pack\.yaml: unknown key 'colour'"),
        ("pack.yaml", "title: T\nmoments:\n  - {label: a}\n", r"pack\.yaml moment 1: .*as_of"),
        ("reports.jsonl", "{\n", r"reports\.jsonl row 1: not JSON"),
        (
            "reports.jsonl",
            '{"id": "1", "source": "s", "text": "t"}\n',
            r"row 1: has neither published",
        ),
        ("reports.jsonl", '{"id": "1", "source": "s", "text": "t", "x": 1}\n', r"unknown key 'x'"),
        (
            "reports.jsonl",
            '{"id": "1", "source": "s", "text": "t", "published": "yesterday"}\n',
            r"row 1: .*yesterday",
        ),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(
    folder: Path, file: str, content: str, message: str
) -> None:
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=message) as refused:
        load_pack("small")
    assert "\n" not in str(refused.value)


def test_dates_stay_as_precise_as_written(folder: Path) -> None:
    row = "rows:\n  - {kind: planned, scope: TOTAL, date: 2023-05, low: 1, best: 2, high: 3, source: s}\n"
    (folder / "strengths.yaml").write_text(row, encoding="utf-8")
    assert load_pack("small").strengths[0].date == "2023-05"


@pytest.mark.parametrize(
    ("published", "received"),
    [
        ("2023-05-30", "2023-05-30T18:00:00+00:00"),
        ("2023-05", "2023-05-01T18:00:00+00:00"),
        ("2023-05-30T10:00:00Z", "2023-05-30T10:00:00+00:00"),
        ("2023-05-30T10:00:00+02:00", "2023-05-30T08:00:00+00:00"),
    ],
)
def test_a_report_counts_as_received_when_published(
    folder: Path, published: str, received: str
) -> None:
    line = f'{{"id": "1", "source": "s", "text": "t", "published_inferred": "{published}"}}\n'
    (folder / "reports.jsonl").write_text(line, encoding="utf-8")
    report = load_pack("small").reports[0]
    assert report.received.isoformat() == received
    assert report.published_inferred
