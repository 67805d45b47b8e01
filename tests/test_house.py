"""The house keeps its order: who may import whom, and no output outside the edges."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "jointguardian"

ANYONE = {"errors", "domain"}
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "domain": set(),
    "settings": set(),
    "geo": set(),
    "compute": set(),
    "access": set(),
    "packs": set(),
    "record": {"access", "geo"},
    "sources": {"geo"},
    "reading": {"geo", "compute"},
    "fusion": {"geo", "compute"},
    "measures": {"geo"},
    "warning": {"measures", "geo", "compute"},
    "forecast": {"measures", "geo", "compute"},
    "displacement": {"measures", "geo", "compute"},
    "posture": {"measures", "geo", "compute"},
    "mandate": {"measures", "geo", "compute"},
    "picture": {"measures", "geo"},
    "alerts": {"picture"},
    "exchange": {"picture", "geo"},
}
BELOW_PIPELINE = set(ALLOWED)
EDGE = {"pipeline", "picture", "exchange", "alerts", "access", "settings"}
ALLOWED |= {"pipeline": BELOW_PIPELINE, "web": EDGE, "cli": EDGE | {"web"}}


def _modules() -> list[Path]:
    return sorted(p for p in ROOT.rglob("*.py") if "node_modules" not in p.parts)


def _room(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    """The rooms that a module imports, function-local imports included."""
    package = ("jointguardian", *path.relative_to(ROOT).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[tuple[str, ...]] = []
        if isinstance(node, ast.Import):
            names = [tuple(a.name.split(".")) for a in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            base += tuple((node.module or "").split(".")) if node.module else ()
            names = [(*base, a.name) for a in node.names]
        yield from (n[1] for n in names if n[0] == "jointguardian" and len(n) > 1)


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    room = _room(path)
    if room in ("__init__", "__main__"):
        return
    assert room in ALLOWED, (
        f"{room} has no place in the house: add it to the allow-list with a reason"
    )
    allowed = ALLOWED[room] | ANYONE | {room, "__version__"}
    strangers = {name for name in _imports(path) if name not in allowed}
    assert not strangers, f"{room} may not import {sorted(strangers)}"


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}


@pytest.mark.parametrize(
    "path", [p for p in _modules() if _room(p) != "cli"], ids=lambda p: str(p.relative_to(ROOT))
)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    assert not _calls(path) & {"print", "sys.exit", "exit", "quit"}


def test_the_record_is_opened_by_the_pipeline_alone() -> None:
    openers = {_room(p) for p in _modules() if _calls(p) & {"Record.open", "Record.create"}}
    assert openers <= {"pipeline", "record"}
