"""A spaCy pipeline as a parser."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from . import shipped  # isort: skip (before spaCy, so that it loads fast)

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import use_ops

from ...domain import Span
from ...errors import UnknownName
from .labels import Arc, universal_arcs
from .lemmas import by_rule, family
from .parse import Parse, Token
from .tags import universal

COMMON = "common_words"
"""The pipeline's table of words that are no names; used where a text has no capitals to tell."""
LEMMAS = "lemma_exceptions"
"""The pipeline's table of base forms that the rules get wrong: `family form` to base form."""
_NOUNS = frozenset({"NN", "NNS", "JJ", "FW", "NNPS"})
# Cased prose has about three capitals in a hundred characters.
_CAPITALS = 0.004
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    seen: str
    first: bool


class Pipeline(Protocol):
    """What is asked of a `spacy.Language`."""

    @property
    def meta(self) -> Mapping[str, Any]:
        """Its name, its version."""
        ...

    @property
    def vocab(self) -> Vocab:
        """The vocabulary that its documents share."""
        ...

    @property
    def tokenizer(self) -> Any:
        """What cuts a text into words."""
        ...

    @property
    def pipeline(self) -> Sequence[tuple[str, Any]]:
        """Its components, in order."""
        ...

    def get_pipe(self, name: str) -> Any:
        """The component of that name."""
        ...

    def has_pipe(self, name: str) -> bool:
        """Whether it has one of that name."""
        ...


@dataclass(frozen=True)
class SpacyParser:
    """Parses with one spaCy pipeline that has a tagger and a parser of Universal Dependencies."""

    pipeline: Pipeline
    exceptions: Mapping[str, str] = field(default_factory=dict, repr=False)
    common: Mapping[str, int] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, name: str) -> "SpacyParser":
        """A pipeline by the name of its package or folder. Raises UnknownName."""
        try:
            # NumPy's own BLAS multiplies a good third faster here than the one that thinc brings.
            with use_ops("numpy", use_blis=False):
                pipeline = _loaded(name)
        except OSError as fault:
            raise UnknownName(
                f"no spaCy pipeline {name!r} is installed here",
                way_out="install its package, or `make install` for the one that ships",
            ) from fault
        if not pipeline.has_pipe("parser") or not pipeline.has_pipe("tagger"):
            raise UnknownName(
                f"the spaCy pipeline {name!r} has no tagger and parser", way_out="name another"
            )
        lookups = pipeline.vocab.lookups
        tables = (lookups.get_table(n) if lookups.has_table(n) else {} for n in (LEMMAS, COMMON))
        return cls(pipeline, *tables)

    @property
    def name(self) -> str:
        """The pipeline's name and version."""
        return f"{self.pipeline.meta['name']} {self.pipeline.meta['version']}"

    def parse(
        self, text: str, sentences: Sequence[Span], merged: Sequence[tuple[Span, str]] = ()
    ) -> Parse:
        """See `Parser.parse`."""
        words = list(self._words(_encodable(text), sentences, merged))
        if not words:
            return Parse()
        doc = Doc(
            self.pipeline.vocab,
            words=[w.seen for w in words],
            sent_starts=[w.first for w in words],
        )
        for _, component in self.pipeline.pipeline:
            doc = component(doc)
        uncased = bool(self.common) and _is_uncased(text)
        tags = [
            self._tag(t, w.seen, uncased)
            for t, w in zip(self._column(doc, "TAG"), words, strict=True)
        ]
        arcs = self._arcs(doc)
        return Parse(
            tuple(
                Token(
                    index=index,
                    span=word.span,
                    text=word.span.of(text),
                    lemma=arc.lemma or self._lemma(word.seen, tag),
                    tag=tag,
                    pos=arc.pos or universal(tag, arc.dep),
                    head=arc.head,
                    dep=arc.dep if arc.head != index else "root",
                )
                for index, (word, tag, arc) in enumerate(zip(words, tags, arcs, strict=True))
            )
        )

    def _arcs(self, doc: Doc) -> list[Arc]:
        """Each word's head and relation, in Universal Dependencies."""
        heads = [i + step for i, step in enumerate(doc.to_array("HEAD").astype("int64").tolist())]
        columns = (self._column(doc, attribute) for attribute in ("DEP", "LEMMA", "POS"))
        arcs = list(map(Arc, heads, *columns))
        return arcs if self.is_universal else universal_arcs(arcs)

    def _column(self, doc: Doc, attribute: str) -> list[str]:
        """One attribute of all words."""
        strings = self.pipeline.vocab.strings
        ids = doc.to_array(attribute).tolist()
        named = {id_: strings[id_] if id_ else "" for id_ in set(ids)}
        return [named[id_] for id_ in ids]

    def _tag(self, tag: str, word: str, uncased: bool) -> str:
        """The tag; in a text without capitals, uncommon nouns are names."""
        name = uncased and tag in _NOUNS and word.isalpha() and word not in self.common
        return "NNP" if name else tag

    @cached_property
    def is_universal(self) -> bool:
        """Whether the parser's labels are those of Universal Dependencies."""
        return "dobj" not in self.pipeline.get_pipe("parser").labels

    def _lemma(self, word: str, tag: str) -> str:
        """The base form; names keep their capitals."""
        if tag.startswith("NNP"):
            return word
        lower, kind = word.lower(), family(tag)
        return (self.exceptions.get(f"{kind} {lower}") if kind else None) or by_rule(lower, kind)

    def _words(
        self, text: str, sentences: Sequence[Span], merged: Sequence[tuple[Span, str]]
    ) -> Iterator[_Word]:
        left = list(merged)[::-1]
        for sentence in sentences:
            first, at = True, sentence.start
            while left and left[-1][0].start < sentence.end:
                span, stand_in = left.pop()
                for word in self._tokens(text, Span(at, span.start)):
                    yield _Word(word, _seen(word.of(text)), first)
                    first = False
                yield _Word(span, stand_in, first)
                first, at = False, span.end
            for word in self._tokens(text, Span(at, sentence.end)):
                yield _Word(word, _seen(word.of(text)), first)
                first = False

    def _tokens(self, text: str, span: Span) -> Iterator[Span]:
        for token in self.pipeline.tokenizer(span.of(text)):
            if not token.is_space:
                start = span.start + token.idx
                yield Span(start, start + len(token.text))


def _loaded(name: str) -> Pipeline:
    """Put together from its files where they are of a known kind; else by spaCy."""
    folder = shipped.folder_of(name)
    try:
        return shipped.load(folder) if folder else spacy.load(name)
    except KeyError:
        return spacy.load(name)


def _is_uncased(text: str) -> bool:
    """Whether capitals are too few to mark names: old wire copy, chat."""
    return sum(map(str.isupper, text)) < _CAPITALS * len(text)


def _encodable(text: str) -> str:
    """The text with a question mark for each half of a character, which spaCy cannot hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _seen(word: str) -> str:
    return word.translate(_PLAIN)
