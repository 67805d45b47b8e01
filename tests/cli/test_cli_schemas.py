"""Each command's JSON is documented by a schema that its real output fits."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cli_runner import Guardian

from jointguardian.cli.answers import ANSWERS

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "schema"
PLAN = str(Path(__file__).with_name("plan.yaml"))
CALLS = {
    "alerts": ("alerts", "list", "--json"),
    "brief": ("brief", "--as-of", "2023-05-30", "--format", "json"),
    "forces-movements": ("forces", "movements", "--as-of", "2023-06-01", "--json"),
    "forces-orbat": ("forces", "orbat", "--as-of", "2023-05-30", "--json"),
    "forces-patrols": ("forces", "patrols", "--as-of", "2023-05-30", "--json"),
    "forces-reserves": ("forces", "reserves", "--as-of", "2023-06-01", "--json"),
    "forces-restrictions": ("forces", "restrictions", "--as-of", "2023-05-30", "--json"),
    "forces-strength": ("forces", "strength", "--json"),
    "gaps": ("gaps", "--as-of", "2023-06-30", "--json"),
    "grade": ("grade", "list", "--as-of", "2023-06-30", "--json"),
    "incidents": ("incidents", "--json"),
    "links": ("link", "list", "--json"),
    "mandate-assumptions": ("mandate", "assumptions", "--as-of", "2023-05-30", "--json"),
    "mandate-check": ("mandate", "check", "--as-of", "1999-06-21", "--json"),
    "mandate-commitments": ("mandate", "commitments", "--as-of", "2023-05-30", "--json"),
    "mandate-plan": ("mandate", "plan", PLAN, "--as-of", "2023-10-01", "--json"),
    "mandate-presence": ("mandate", "presence", "--as-of", "1999-06-21", "--json"),
    "mandate-task": ("mandate", "task", "secure-environment", "--as-of", "2023-05-30", "--json"),
    "mandate-tasks": ("mandate", "tasks", "--as-of", "2023-05-30", "--json"),
    "positions": ("positions", "--as-of", "2023-05-30", "--json"),
    "posture-cover": ("posture", "cover", "--p", "3", "--radius", "30", "--json"),
    "posture-plan": ("posture", "plan", "riots-2004", "--course", "all", "--worth", "--json"),
    "posture-scenarios": ("posture", "scenarios", "--json"),
    "product": ("product", "list", "--json"),
    "rejected": ("rejected", "--json"),
    "requests": ("requests", "list", "--json"),
    "review": ("review", "list", "--limit", "40", "--json"),
    "search": ("search", "barricades", "--json"),
    "warn-give": ("warn", "give", "--json"),
    "warn-history": ("warn", "history", "--unit", "zvecan", "--as-of", "2023-05-30", "--json"),
    "warn-problems": ("warn", "problems", "--as-of", "2023-05-30", "--json"),
    "warn-record": ("warn", "record", "--replay-since", "2022-07-01", "--json"),
    "tension": ("tension", "--as-of", "2023-05-30", "--json"),
    "verify": ("verify", "--json"),
}


def _schema(name: str) -> str:
    (schema,), components = msgspec.json.schema_components(
        [ANSWERS[name]], ref_template="#/$defs/{name}"
    )
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "$defs": components,
    }
    return json.dumps(_tidy(whole), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _tidy(value: Any) -> Any:
    """Docstrings on one line: Python 3.13 takes their indentation away, older ones do not."""
    if isinstance(value, dict):
        tidy = {k: _tidy(v) for k, v in value.items()}
        said = tidy.get("description")
        return tidy | ({"description": " ".join(said.split())} if isinstance(said, str) else {})
    return [_tidy(v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ANSWERS)
def test_the_schema_in_the_docs_is_that_of_the_code(
    name: str, request: pytest.FixtureRequest
) -> None:
    path = FOLDER / f"{name}.json"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(_schema(name), "utf-8")
    assert path.read_text("utf-8") == _schema(name), (
        "run pytest --update-golden and look at the change"
    )


@pytest.mark.parametrize("name", CALLS)
def test_what_a_command_prints_fits_its_schema(guardian: Guardian, kosovo: Path, name: str) -> None:
    answer = guardian("-C", kosovo, *CALLS[name])
    assert answer.code == 0
    again = msgspec.json.decode(answer.out.encode(), type=ANSWERS[name])
    assert json.loads(msgspec.json.encode(again)) == answer.json
