"""The pipeline that ships, put together from its files without the rest of spaCy.

What `spacy.load` gives for the same folder parses the same; a test holds it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from .light import parts_only

with parts_only():
    import spacy.tokens  # noqa: F401  isort: skip (the order in which these can be loaded)
    from spacy import util
    from spacy.lang.en.lex_attrs import LEX_ATTRS
    from spacy.lang.en.punctuation import TOKENIZER_INFIXES
    from spacy.lang.en.stop_words import STOP_WORDS
    from spacy.lang.en.syntax_iterators import SYNTAX_ITERATORS
    from spacy.lang.en.tokenizer_exceptions import TOKENIZER_EXCEPTIONS
    from spacy.lang.punctuation import TOKENIZER_PREFIXES, TOKENIZER_SUFFIXES
    from spacy.lang.tokenizer_exceptions import URL_MATCH
    from spacy.ml.models.parser import build_tb_parser_model
    from spacy.ml.models.tagger import build_tagger_model
    from spacy.ml.models.tok2vec import (
        MaxoutWindowEncoder,
        MultiHashEmbed,
        build_Tok2Vec_model,
        tok2vec_listener_v1,
    )
    from spacy.pipeline.dep_parser import DependencyParser  # type: ignore[import-not-found]
    from spacy.pipeline.tagger import Tagger  # type: ignore[import-not-found]
    from spacy.pipeline.tok2vec import Tok2Vec
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from spacy.tokens import Doc
    from spacy.vectors import Vectors  # type: ignore[import-not-found]
    from spacy.vocab import Vocab, create_vocab
    from thinc.api import Config

_LAYERS: Mapping[str, Callable[..., Any]] = {
    "spacy.Tok2Vec.v2": build_Tok2Vec_model,
    "spacy.MultiHashEmbed.v2": MultiHashEmbed,
    "spacy.MaxoutWindowEncoder.v2": MaxoutWindowEncoder,
    "spacy.Tok2VecListener.v1": tok2vec_listener_v1,
    "spacy.Tagger.v2": build_tagger_model,
    "spacy.TransitionBasedParser.v2": build_tb_parser_model,
}
_COMPONENTS: Mapping[str, Callable[..., Any]] = {
    "tok2vec": Tok2Vec, "tagger": Tagger, "parser": DependencyParser,
}  # fmt: skip
_SETTINGS = {
    "tagger": ("overwrite", "neg_prefix", "label_smoothing"),
    "parser": ("update_with_oracle_cut_size", "learn_tokens", "min_action_freq"),
}


@dataclass(frozen=True)
class Shipped:
    """As much of a `spacy.Language` as parsing needs."""

    meta: Mapping[str, Any]
    vocab: Vocab
    tokenizer: Tokenizer
    pipeline: list[tuple[str, Callable[[Doc], Doc]]]

    def get_pipe(self, name: str) -> Callable[[Doc], Doc]:
        """The component of that name."""
        return self._named[name]

    def has_pipe(self, name: str) -> bool:
        """Whether it has a component of that name."""
        return name in self._named

    @cached_property
    def _named(self) -> dict[str, Callable[[Doc], Doc]]:
        return dict(self.pipeline)


def folder_of(package: str) -> Path | None:
    """Where an installed package keeps its model, if it keeps one that can be put together here."""
    spec = find_spec(package) if package.isidentifier() else None
    for root in (spec and spec.submodule_search_locations) or ():
        if Path(root, "model", "config.cfg").is_file():
            return Path(root, "model")
    return None


def load(folder: Path) -> Shipped:
    """The pipeline of that folder. Raises KeyError for a layer or component unknown here."""
    config = Config().from_disk(folder / "config.cfg", interpolate=True)
    if config["nlp"]["lang"] != "en":
        raise KeyError(config["nlp"]["lang"])
    vocab = _vocab(folder / "vocab")
    parts: list[tuple[str, Any]] = [
        (name, _component(name, config["components"][name], vocab))
        for name in config["nlp"]["pipeline"]
    ]
    for name, part in parts:
        part.from_disk(folder / name, exclude=["vocab"])
    first = dict(parts)["tok2vec"]
    for name, part in parts:
        if name != "tok2vec":
            first.find_listeners(part)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return Shipped(meta, vocab, _tokenizer(vocab), parts)


def _component(name: str, section: Mapping[str, Any], vocab: Vocab) -> Any:
    settings = {k: section[k] for k in _SETTINGS.get(name, ()) if k in section}
    return _COMPONENTS[section["factory"]](vocab, _layer(section["model"]), name=name, **settings)


def _layer(section: Mapping[str, Any]) -> Any:
    """A layer with the layers inside it."""
    given = {k: _layer(v) if isinstance(v, dict) else v for k, v in section.items()}
    return _LAYERS[given.pop("@architectures")](**given)


def _vocab(folder: Path) -> Vocab:
    english = SimpleNamespace(
        lex_attr_getters=LEX_ATTRS,
        stop_words=STOP_WORDS,
        writing_system={"direction": "ltr", "has_case": True, "has_letters": True},
        syntax_iterators=SYNTAX_ITERATORS,
    )
    made: Vocab = create_vocab("en", english)
    made.vectors = Vectors(strings=made.strings)
    return made.from_disk(folder)


def _tokenizer(vocab: Vocab) -> Tokenizer:
    """spaCy's own for English."""
    return Tokenizer(
        vocab,
        rules=TOKENIZER_EXCEPTIONS,
        prefix_search=util.compile_prefix_regex(TOKENIZER_PREFIXES).search,
        suffix_search=util.compile_suffix_regex(TOKENIZER_SUFFIXES).search,
        infix_finditer=util.compile_infix_regex(TOKENIZER_INFIXES).finditer,
        url_match=URL_MATCH,
    )
