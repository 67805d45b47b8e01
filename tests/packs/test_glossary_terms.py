"""The glossary lists every word of every vocabulary, with its meaning."""

from pathlib import Path

import pytest

from jointguardian.domain.vocab import vocabulary, vocabulary_names

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", vocabulary_names())
def test_each_term_stands_in_the_glossary_with_its_meaning(name: str) -> None:
    rows = [line for line in GLOSSARY.splitlines() if line.startswith("| `")]
    missing = [
        term.id
        for term in vocabulary(name).terms
        if not any(row.startswith(f"| `{term.id}` |") and term.means in row for row in rows)
    ]
    assert missing == []


@pytest.mark.parametrize(
    "noun",
    ["Source", "Report", "Event", "Claim", "Figure", "Incident", "Grade", "Position", "Strength",
     "Task", "Commitment", "Assumption", "Actor", "Place", "Unit", "Provision"],
)  # fmt: skip
def test_each_noun_of_the_design_is_explained(noun: str) -> None:
    assert f"| {noun} |" in GLOSSARY
