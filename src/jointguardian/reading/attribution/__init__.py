"""Who is quoted or paraphrased saying what: cues, subjects, contents, speakers.

`relations` gives every attribution of a text in characters, thoughts and wishes included;
`attributions` those that may be claims, with speakers resolved.
"""

from .assembly import Attribution, attributions
from .lexicon import lexicon
from .nearby import Nearby
from .relations import Relation, relations
from .speakers import Speaker

__all__ = [
    "Attribution", "Nearby", "Relation", "Speaker", "attributions", "lexicon", "relations",
]  # fmt: skip
