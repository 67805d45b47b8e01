"""The reader's word lists, as data; each file names its source."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load(name: str) -> dict[str, Any]:
    """The list in `lexicon/<name>.yaml`, read once."""
    raw = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    table = yaml.load(raw, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return dict(table)


def word_list(name: str) -> tuple[str, ...]:
    """A closed list of words of `lexicon/words.yaml`, in its order."""
    return tuple(str(load("words")[name]).split())
