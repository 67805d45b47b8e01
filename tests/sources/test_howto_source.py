"""The code in docs/howto/new-source.md does what the page says."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jointguardian.domain import Report
from jointguardian.sources import Intake
from jointguardian.sources.layout import batches
from jointguardian.sources.mapped import mapped

PAGE = Path(__file__).parents[2] / "docs" / "howto" / "new-source.md"
MAIL = """\
From: Patrol One <one@mission.example>
Subject: Roadblock
Date: Mon, 03 Mar 2031 22:15:00 +0100
Message-ID: <1@mission.example>
Content-Type: text/plain; charset=utf-8

Two lorries at Donje Brdo.
"""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


def run(code: str, name: str) -> dict[str, Any]:
    scope: dict[str, Any] = {
        "__name__": f"jointguardian.sources.{name}", "__package__": "jointguardian.sources",
    }  # fmt: skip
    exec(compile(code, name, "exec"), scope)
    return scope


def test_the_reader_of_the_first_example_reads_a_message(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_text(MAIL)
    read_mail = run(blocks("python")[0], "mail")["read_mail"]
    (report,) = read_mail(path, Intake(datetime(2031, 3, 6, tzinfo=UTC)))
    assert isinstance(report, Report)
    assert report.text.strip() == "Two lorries at Donje Brdo."
    assert (report.title, report.native_id) == ("Roadblock", "<1@mission.example>")
    assert report.published == "2031-03-03T21:15:00Z"


def test_the_layout_of_the_second_example_reads_a_row(tmp_path: Path) -> None:
    path = tmp_path / "a.tab"
    path.write_text(
        "Event ID\tEvent Date\tSource Name\tCAMEO Code\tIntensity\tTarget Name\tCity\tDistrict\t"
        "Province\tCountry\tLatitude\tLongitude\n"
        "7\t2031-03-03\tA\t0841\t7.0\tB\t\tBrdo\tNorth\tInvented\t42.9\t20.8\n"
    )
    (found,) = batches(path, run(blocks("python")[1], "icews")["ICEWS"])
    (row,) = found.frame.iter_rows(named=True)
    assert (row["type"], row["place"], row["scale"]) == ("retreat", "Brdo", 7.0)


def test_the_mapping_of_the_page_is_one(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(blocks("yaml")[0])
    assert mapped(path).series == "patrols"
