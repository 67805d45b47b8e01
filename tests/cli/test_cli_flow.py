"""The flow through the command line, on the demonstration's operation."""

import json
import sqlite3
from pathlib import Path

from cli_runner import Guardian

TEXT = (
    "At least 12 Italian soldiers from KFOR were injured in Zvecan on Monday, 29 May 2023.\n"
    "Serbian President Aleksandar Vucic said that 52 Serbs were hurt.\n"
)


def _zvecan(found: list[dict]) -> dict:  # type: ignore[type-arg]
    """The incident of 29 May 2023 with the most reports."""
    return max((i for i in found if i["start"] == "2023-05-29"), key=lambda i: len(i["reports"]))


def test_read_prints_the_documented_shape(guardian: Guardian, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    read = guardian("read", tmp_path / "page.txt", "--published", "2023-05-30", "--json").json
    assert set(read) == {"report", "events", "claims", "figures", "places"}
    event = next(e for e in read["events"] if e["casualties"])
    assert {"id", "type", "mode", "status", "actors", "recipients", "start", "end", "date_precision", "places",
            "casualties", "means", "asserted_by", "span", "confidence"} <= set(event)  # fmt: skip
    counts = {(c["kind"], c["low"]) for e in read["events"] for c in e["casualties"]}
    assert ("injured", 12) in counts
    assert any("Vu" in (c["speaker"] or "") for c in read["claims"])
    assert "Zve" in json.dumps(read["places"])


def test_read_takes_a_file_of_reports_and_answers_a_line_each(
    guardian: Guardian, tmp_path: Path
) -> None:
    rows = [
        {"id": f"r{n}", "source": "Post", "published": "2023-05-30", "text": TEXT} for n in range(3)
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, rows)))
    answer = guardian("read", tmp_path / "r.jsonl", "--json")
    assert [json.loads(line)["report"]["id"] for line in answer.out.splitlines()] == [
        "r0",
        "r1",
        "r2",
    ]


def test_zvecan_is_one_incident_with_both_groups_apart(guardian: Guardian, kosovo: Path) -> None:
    found = guardian(
        "-C", kosovo, "incidents", "--since", "2023-05-22", "--until", "2023-06-12", "--json"
    ).json
    zvecan = _zvecan(found)
    assert len(zvecan["reports"]) >= 11
    injured = [c for c in zvecan["counts"] if c["kind"] == "injured"]
    assert {25, 30, 41} <= {c["n"] for c in injured}
    assert {52, 53} <= {c["n"] for c in injured}
    assert {"updates", "rivals"} <= {c["relation"] for c in injured}
    assert any("52" in text and "53" in text for text in zvecan["contradictions"])


def test_what_came_later_is_not_known_on_the_evening(guardian: Guardian, kosovo: Path) -> None:
    def injured(as_of: str) -> set[int]:
        found = guardian("-C", kosovo, "incidents", "--as-of", as_of, "--json").json
        return {c["n"] for c in _zvecan(found)["counts"] if c["kind"] == "injured"}

    assert 93 not in injured("2023-05-30")
    assert 93 in injured("2024-12-31")


def test_the_level_is_withheld_and_the_coverage_shown(guardian: Guardian, kosovo: Path) -> None:
    tension = guardian("-C", kosovo, "tension", "--as-of", "2023-05-30", "--json").json
    assert tension["level"] == "red"
    assert tension["why"].startswith("Index ")
    assert tension["followed"][0]["reasons"]
    assert any(c["municipality"] == "zvecan" and c["reports"] for c in tension["coverage"])
    assert {"material-conflict", "hostile-claims", "silence"} <= {
        i["id"] for i in tension["indicators"]
    }


def test_every_sentence_of_the_brief_has_references(
    guardian: Guardian, kosovo: Path, tmp_path: Path
) -> None:
    for form in ("md", "html", "json"):
        path = tmp_path / f"sitrep.{form}"
        assert (
            guardian(
                "-C", kosovo, "brief", "--as-of", "2023-05-30", "--format", form, "-o", path
            ).code
            == 0
        )
        assert "Zve" in path.read_text("utf-8")


def test_exports_are_written(guardian: Guardian, kosovo: Path, tmp_path: Path) -> None:
    path = tmp_path / "incidents.geojson"
    assert guardian("-C", kosovo, "export", "geojson", "-o", path).code == 0
    assert json.loads(path.read_text("utf-8"))["features"]


def test_search_finds_words_but_no_private_name(guardian: Guardian, kosovo: Path) -> None:
    assert guardian("-C", kosovo, "search", "barricades", "--json").json
    assert guardian("-C", kosovo, "search", "Pantic", "--json").json == []


def test_no_private_name_lies_readable_in_the_record(kosovo: Path) -> None:
    raw = b"".join(path.read_bytes() for path in sorted(kosovo.glob("record*")))
    assert b"Pantic" not in raw
    assert b"Bunjaku" not in raw
    assert b"Vucic" in raw


def test_the_record_verifies_and_says_where_it_breaks(guardian: Guardian, tmp_path: Path) -> None:
    folder = tmp_path / "op"
    (tmp_path / "page.txt").write_text(TEXT)
    guardian("init", folder, "--pack", "kosovo")
    guardian("-C", folder, "ingest", "reports", tmp_path / "page.txt", "--published", "2023-05-30")
    assert guardian("-C", folder, "verify").code == 0
    _tamper(folder / "record.db")
    broken = guardian("-C", folder, "verify")
    assert (broken.code, broken.out) == (1, "")
    assert "breaks" in broken.err


def _tamper(path: Path) -> None:
    with sqlite3.connect(path) as db:
        for (trigger,) in db.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            db.execute(f'drop trigger "{trigger}"')
        db.execute("update report set text = replace(text, '12', '21')")
    db.close()


def test_the_same_file_twice_changes_nothing(guardian: Guardian, tmp_path: Path) -> None:
    folder = tmp_path / "op"
    (tmp_path / "page.txt").write_text(TEXT)
    guardian("init", folder, "--pack", "kosovo")
    ingest = ("-C", folder, "ingest", "reports", tmp_path / "page.txt", "--json")
    assert guardian(*ingest).json["new"] == 1
    before = guardian("-C", folder, "incidents", "--json").out
    again = guardian(*ingest).json
    assert (again["new"], again["same"]) == (0, 1)
    assert guardian("-C", folder, "incidents", "--json").out == before


def test_the_demonstration_runs_twice_and_keeps_what_a_person_added(
    guardian: Guardian, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    first = guardian("demo", "--dir", folder, "--no-serve")
    assert first.code == 0
    assert "contradictions" in first.out
    assert "sitrep.md" in first.out
    (tmp_path / "mine.txt").write_text("A patrol saw a lighthouse near Zvecan on 29 May 2023.")
    guardian("-C", folder, "ingest", "reports", tmp_path / "mine.txt", "--published", "2023-05-29")
    assert guardian("demo", "--dir", folder, "--no-serve").code == 0
    assert guardian("-C", folder, "search", "lighthouse", "--json").json
