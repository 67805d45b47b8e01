"""What `docs/security.md` names is there: each test, file and command."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "security.md").read_text("utf-8")
SOURCES = "\n".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))


@pytest.mark.parametrize("name", sorted(set(re.findall(r"\b(test_\w+)`?", TEXT))))
def test_each_test_that_is_named_is_there(name: str) -> None:
    files = {p.stem for p in (ROOT / "tests").rglob("test_*.py")}
    assert name in files or f"def {name}(" in SOURCES


@pytest.mark.parametrize(
    "path",
    sorted(set(re.findall(r"`((?:web|access|record|sources|exchange|pipeline)/[\w/.]+)`", TEXT))),
)
def test_each_file_that_is_named_is_there(path: str) -> None:
    assert (ROOT / "src" / "jointguardian" / path).exists()


def test_each_chapter_of_asvs_is_answered() -> None:
    chapters = [int(n) for n in re.findall(r"^## V(\d+) ", TEXT, re.MULTILINE)]
    assert chapters == list(range(1, 18))
