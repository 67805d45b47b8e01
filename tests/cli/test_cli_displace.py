"""`guardian displace`: on files, with JSON as its schemas say, and one clear line for what can't be used."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from cli_runner import Guardian

from jointguardian.cli.answers import ANSWERS

DAYS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A town in conflict, a town between, two camps over a border; 300 a day are counted in the camps."""
    inputs, source = tmp_path / "c" / "input_csv", tmp_path / "c" / "source_data"
    inputs.mkdir(parents=True)
    source.mkdir()
    (inputs / "sim_period.csv").write_text(f"StartDate,2026-01-01\nLength,{DAYS}\n")
    (inputs / "locations.csv").write_text(
        "#name,region,country,latitude,longitude,location_type,conflict_date,population\n"
        "Front,,Home,42,21,conflict_zone,0,50000\nMiddle,,Home,42,20.5,town,,20000\n"
        "North,,Away,42.5,20,camp,,9000\nSouth,,Away,41.5,20,camp,,6000\n"
    )
    (inputs / "routes.csv").write_text(
        "#name1,name2,distance,forced_redirection\nFront,Middle,60,\nMiddle,North,80,\nMiddle,South,90,\n"
    )
    (inputs / "conflicts.csv").write_text("#Day,Front\n" + "".join(f"{d},1\n" for d in range(DAYS)))
    (source / "data_layout.csv").write_text("North,north.csv\nSouth,south.csv\n")
    for name, per_day in (("north", 200), ("south", 100)):
        (source / f"{name}.csv").write_text(
            "".join(
                f"{date(2026, 1, 1) + timedelta(days=d)},{per_day * d}\n" for d in range(0, DAYS, 5)
            )
        )
    return tmp_path / "c"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("displace-validate", ("validate", "--runs", "16")),
        ("displace-validate", ("validate", "--mode", "fidelity")),
        ("displace-run", ("run", "--runs", "16")),
        (
            "displace-compare",
            ("compare", "--change", "close-road:Middle,South:10-", "--runs", "16"),
        ),
    ],
)
def test_what_is_printed_fits_its_schema(
    guardian: Guardian, folder: Path, name: str, arguments: tuple[str, ...]
) -> None:
    answer = guardian("displace", arguments[0], folder, *arguments[1:], "--json")
    assert answer.code == 0
    msgspec.json.decode(answer.out, type=ANSWERS[name], strict=False)


def test_all_days_are_written(guardian: Guardian, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "days.csv"
    assert guardian("displace", "run", folder, "--runs", "16", "--out", out).code == 0
    rows = list(csv.DictReader(out.open()))
    assert len(rows) == 2 * DAYS
    assert rows[-1]["date"] == "2026-02-09"
    assert all(float(r["low"]) <= float(r["high"]) for r in rows)


def test_a_calibration_is_kept_and_used(guardian: Guardian, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "members.json"
    assert guardian("displace", "calibrate", folder, "--out", out, "--runs", "16").code == 0
    answer = guardian("displace", "validate", folder, "--members", out, "--json")
    assert json.loads(answer.out)["runs"] == 16


def test_a_seed_reproduces(guardian: Guardian, folder: Path) -> None:
    asked = ("displace", "run", folder, "--runs", "8", "--seed", "5", "--json")
    assert guardian(*asked).out == guardian(*asked).out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("validate", "--mode", "best"), "unknown mode 'best'"),
        (("validate", "--scale", "0"), "a scale of 0"),
        (("run", "--out", "days.xls"), "unknown kind of file"),
        (("compare",), "nothing to change"),
        (("compare", "--change", "close-road:Front,North"), "no road from Front to North"),
        (("validate", "--runs", "-4"), "--runs -4"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_line(
    guardian: Guardian, folder: Path, arguments: tuple[str, ...], says: str
) -> None:
    answer = guardian("displace", arguments[0], folder, *arguments[1:])
    assert answer.code == 2
    assert says in answer.err
    assert len(answer.err.strip().splitlines()) == 1
