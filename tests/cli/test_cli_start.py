"""What a reading leaves unloaded, and that options are still checked."""

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from jointguardian.cli.plain_values import take_plain_values


def test_a_reading_loads_no_library_that_it_does_not_use(tmp_path: Path) -> None:
    report = tmp_path / "one.txt"
    report.write_text("KFOR said that 30 soldiers were wounded in Zvecan.")
    program = (
        "import sys; from jointguardian.cli import main\n"
        f"try: main(['read', {str(report)!r}, '--json'])\n"
        "except SystemExit: pass\n"
        "unused = ('pydantic', 'rich.console', 'sqlalchemy', 'spacy.cli',"
        " 'jointguardian.reading.dictionaries')\n"
        "print([m for m in unused if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stderr.splitlines()[-1] == "[]"
    assert '"events"' in done.stdout


@pytest.fixture
def app() -> typer.Typer:
    take_plain_values()
    made = typer.Typer()

    @made.command()
    def show(
        text: str = "none", number: int = 3, folder: Path = Path(), many: list[str] | None = None
    ) -> None:
        typer.echo(f"{text!r} {number!r} {folder!s} {list(many or ())}")

    return made


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ([], "'none' 3 . []"),
        (["--text", "Zvečan", "--number", "4"], "'Zvečan' 4 . []"),
        (
            ["--folder", "here/there", "--many", "a", "--many", "b"],
            "'none' 3 here/there ['a', 'b']",
        ),
    ],
)
def test_values_arrive_as_typer_gives_them(app: typer.Typer, given: list[str], shown: str) -> None:
    assert CliRunner().invoke(app, given).stdout.strip() == shown


def test_a_wrong_number_is_still_refused(app: typer.Typer) -> None:
    assert CliRunner().invoke(app, ["--number", "x"]).exit_code == 2
