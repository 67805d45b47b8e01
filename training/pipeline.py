"""The pipeline that is trained: word features hashed, convolved, shared by a tagger and a parser."""

from dataclasses import dataclass

import spacy
from spacy.language import Language


@dataclass(frozen=True)
class Shape:
    """Sizes: `width` of a word's vector, `depth` of its window (words each side), `rows` of the hash
    table of words, `hidden` units of the parser. Chosen on EWT dev; see README.md.
    """

    width: int = 128
    depth: int = 4
    rows: int = 6000
    hidden: int = 128


def blank(shape: Shape) -> Language:
    """An untrained pipeline for English."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _words(shape)})
    nlp.add_pipe("tagger", config={"model": _tagger(shape)})
    nlp.add_pipe("parser", config={"model": _parser(shape)})
    nlp.meta.update(
        name="jointguardian",
        version="1.0.0",
        author="The Joint Guardian developers",
        license="CC BY-SA 4.0",
        description="A small English tagger and dependency parser, trained on Universal Dependencies EWT.",
    )
    return nlp


def _words(shape: Shape) -> dict[str, object]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": shape.width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": [shape.rows, shape.rows // 4, shape.rows // 2, shape.rows // 4],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": shape.width,
            "depth": shape.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _listener(shape: Shape) -> dict[str, object]:
    return {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": shape.width,
        "upstream": "tok2vec",
    }


def _tagger(shape: Shape) -> dict[str, object]:
    return {"@architectures": "spacy.Tagger.v2", "tok2vec": _listener(shape)}


def _parser(shape: Shape) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": shape.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": _listener(shape),
    }
