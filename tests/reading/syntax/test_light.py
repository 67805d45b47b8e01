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


def test_parsing_needs_no_training_schemas_or_other_components() -> None:
    program = "from jointguardian.reading.syntax import builtin_parser; builtin_parser()"
    unused = ("spacy.training.corpus", "spacy.pipeline.ner", "spacy.displacy", "pydantic.v1")
    loaded_of = f"{program}; print([m for m in sys.modules if m in {unused}])"
    assert loaded(loaded_of) == "[]"


@pytest.mark.parametrize(
    "later",
    [
        "import spacy; nlp = spacy.blank('en'); print(len(nlp('One two.')))",
        "from spacy.language import Language; print(len(Language()('One two .')))",
        "from spacy.lang.en import English; print(len(English()('One two.')))",
        "import spacy; nlp = spacy.load('jointguardian_en'); print(len(nlp('One two.')))",
        "import spacy; from spacy.matcher import PhraseMatcher; nlp = spacy.blank('en');"
        "m = PhraseMatcher(nlp.vocab, attr='LOWER'); m.add('x', [nlp('one')]);"
        "print(2 + len(m(nlp('One two'))))",
    ],
)
def test_spacy_is_whole_for_who_asks_after_a_parse(later: str) -> None:
    first = "from jointguardian.reading.syntax import builtin_parser; builtin_parser()"
    assert loaded(f"{first}; {later}") == "3"


def test_nothing_stands_in_once_spacy_is_whole() -> None:
    left = (
        "import spacy; spacy.blank('en'); from jointguardian.reading.syntax import light;"
        "print([(n, k) for n, m in list(sys.modules.items()) if n.startswith('spacy')"
        " for k, v in vars(m).items() if type(v).__module__ == light.__name__])"
    )
    assert loaded(left) == "[]"


def test_who_imported_spacy_first_parses_too() -> None:
    program = (
        "import sys, spacy; from jointguardian.domain import Span;"
        "from jointguardian.reading.syntax import builtin_parser;"
        "print(builtin_parser().parse('He left.', [Span(0, 8)]).tokens[0].dep)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "nsubj", done.stderr
