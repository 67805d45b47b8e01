"""spaCy loads without its command line, and still has it for whoever asks."""

import subprocess
import sys

import pytest


def loaded(then: str) -> str:
    program = f"import sys; import jointguardian.reading.syntax.spacy_parser; {then}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr


def test_the_command_line_of_spacy_is_not_loaded() -> None:
    assert loaded("print([m for m in sys.modules if m in ('weasel', 'spacy.cli')])") == "[]"


@pytest.mark.parametrize("name", ["spacy.cli.info", "spacy.cli"])
def test_who_asks_for_it_later_gets_it(name: str) -> None:
    assert loaded(f"import {name}; print(callable({name.split('.info')[0]}.info))") == "True"
