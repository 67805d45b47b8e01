"""A tagger and dependency parser for English; `load()` gives the spaCy pipeline."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_path

__version__ = "1.0.0"


def load(*, exclude: Iterable[str] = (), **overrides: Any) -> Language:
    """The pipeline: shared token vectors, Penn Treebank tags, Universal Dependencies.

    The tokenizer is spaCy's own for English, which stands already: reading it from the disk again
    would double the time of loading.
    """
    left_out = {"tokenizer", *exclude}
    return load_model_from_path(Path(__file__).parent / "model", exclude=left_out, **overrides)
