"""What a user can name is documented: each command, setting and event type."""

import re
from pathlib import Path

import msgspec
import pytest
import typer

from jointguardian.cli import application
from jointguardian.domain.vocab import vocabulary, vocabulary_names
from jointguardian.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"
COMMANDS = typer.main.get_command(application())


def _command_names() -> list[str]:
    return sorted(COMMANDS.commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", _command_names())
def test_each_command_is_documented(command: str) -> None:
    assert f"`guardian {command}" in (DOCS / "reference" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("command", _command_names())
def test_each_command_and_option_explains_itself(command: str) -> None:
    made = COMMANDS.commands[command]  # type: ignore[attr-defined]
    assert made.help
    assert all(getattr(p, "help", None) for p in made.params if p.name != "help")


@pytest.mark.parametrize("setting", [f.name for f in msgspec.structs.fields(Settings)])
def test_each_setting_is_documented(setting: str) -> None:
    assert f"| `{setting}` |" in (DOCS / "reference" / "settings.md").read_text("utf-8")


@pytest.mark.parametrize("term", vocabulary("event_types").ids())
def test_each_event_type_is_documented(term: str) -> None:
    assert f"`{term}`" in (DOCS / "glossary.md").read_text("utf-8")


@pytest.mark.parametrize("name", vocabulary_names())
def test_each_vocabulary_names_its_source_and_meanings(name: str) -> None:
    found = vocabulary(name)
    assert found.source
    assert all(t.means for t in found.terms)


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"
