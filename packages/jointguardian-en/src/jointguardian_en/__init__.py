"""A tagger and dependency parser for English; `load()` gives the spaCy pipeline."""

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_path

__version__ = "1.0.0"


def load(**overrides: Any) -> Language:
    """The pipeline: shared token vectors, Penn Treebank tags, Universal Dependencies."""
    return load_model_from_path(Path(__file__).parent / "model", **overrides)
