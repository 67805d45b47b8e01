"""The password and the tokens from the command line; what a served room refuses without one."""

import io
import json
from pathlib import Path

import pytest

from jointguardian.access.door import Door
from jointguardian.cli import main
from jointguardian.errors import InputError
from jointguardian.pipeline import create_operation
from jointguardian.web.server import serve
from jointguardian.web.session import Doorway

PASSWORD = "four quiet green hills"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("op") / "watch"
    create_operation(made, title="Watch").record.close()
    return made


def run(folder: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["-C", str(folder), *arguments])
    return int(ended.value.code or 0)


def test_a_password_is_read_from_stdin_and_kept_hashed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert run(folder, "user", "password") == 0
    door = Door.of(folder)
    assert door.locked
    assert door.opens(PASSWORD)
    assert not door.opens(PASSWORD[:-1])
    assert run(folder, "user", "password", "--remove") == 0
    assert not door.locked


def test_a_short_password_is_refused_in_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "p"
    kept.write_text("short\n")
    assert run(folder, "user", "password", "--file", str(kept)) == 2
    assert "12" in capsys.readouterr().err


def test_a_token_is_printed_once_and_can_be_withdrawn(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "user", "token", "Feeder") == 0
    token = capsys.readouterr().out.strip()
    door = Door.of(folder)
    assert door.bearer(token) == "Feeder"
    assert run(folder, "user", "tokens", "--json") == 0
    assert [t["name"] for t in json.loads(capsys.readouterr().out)] == ["Feeder"]
    assert run(folder, "user", "withdraw", "Feeder") == 0
    assert door.bearer(token) is None


@pytest.mark.parametrize(
    ("host", "doorway"),
    [
        ("0.0.0.0", Doorway()),
        ("::", Doorway()),
        ("192.0.2.7", Doorway()),
        ("room.example", Doorway()),
        ("127.0.0.1", Doorway(names=frozenset({"room.example"}))),
        ("127.0.0.1", Doorway(proxies=frozenset({"127.0.0.1"}))),
    ],
)
def test_without_a_password_nobody_else_is_let_in(host: str, doorway: Doorway) -> None:
    with pytest.raises(InputError, match="no password"):
        serve(None, host=host, port=1, doorway=doorway)  # type: ignore[arg-type]


@pytest.mark.parametrize("extra", [["--root-path", "/a b"], ["--logs", "loud"]])
def test_wrong_ways_to_serve_are_said_in_one_line(
    folder: Path, extra: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "serve", *extra) == 2
    assert capsys.readouterr().err.count("\n") == 1
