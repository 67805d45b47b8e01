"""`guardian forces`: what a person reads, and files in and out."""

import shutil
from pathlib import Path

import pytest
from cli_runner import Guardian

AT = ("--as-of", "2023-05-30")
RELEASED = ("--released-by", "Ana", "--to", "UN")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("orbat", "  Regional Command West (Italy)"),
        ("strength", "in-area"),
        ("patrols", "week of 2023-05-29"),
        ("restrictions", "for a person to decide"),
        ("reserves", "2023-06-06"),
        ("movements", "Operational Reserve Force for the Western Balkans"),
    ],
)
def test_each_part_is_read_by_a_person(
    guardian: Guardian, kosovo: Path, command: str, words: str
) -> None:
    answer = guardian("-C", kosovo, "forces", command, *AT)
    assert answer.code == 0
    assert words in answer.out


def test_an_order_of_battle_goes_out_and_comes_in(
    guardian: Guardian, kosovo: Path, tmp_path: Path
) -> None:
    own = shutil.copytree(kosovo, tmp_path / "own")
    path = tmp_path / "orbat.csv"
    assert guardian("-C", own, "forces", "export", "csv", "-o", path, *RELEASED).code == 0
    again = guardian("-C", own, "forces", "import", path)
    assert again.out.startswith("0 rows new or changed")
    path.write_text("name,nation\nNew,ITA\n,ITA\n", encoding="utf-8")
    some = guardian("-C", own, "forces", "import", path, "--start", "2023-05-01")
    assert some.out.startswith("1 rows new or changed, 0 already there, 1 kept aside")
    assert "the unit has no name" in some.err


@pytest.mark.parametrize(
    "wrong",
    [
        ("import", "nowhere.csv"),
        ("export", "docx", "-o", "x", "--released-by", "Ana", "--to", "UN"),
        ("export", "csv", "-o", "x"),
        ("export", "csv", "-o", "x", "--released-by", " ", "--to", "UN"),
        ("strength", "--kind", "rumoured"),
        ("patrols", "--week", "soon"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(
    guardian: Guardian, kosovo: Path, wrong: tuple[str, ...]
) -> None:
    answer = guardian("-C", kosovo, "forces", *wrong)
    assert answer.code == 2
    assert answer.err.count("\n") == 1
