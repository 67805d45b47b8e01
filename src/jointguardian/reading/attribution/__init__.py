"""Who is quoted or paraphrased saying what: cues, subjects, contents, speakers.

`relations` gives every attribution of a text in characters, thoughts and wishes included;
`attributions` those that may be claims, with speakers resolved.
"""

from .agreement import agreed
from .assembly import Attribution, attributions
from .lexicon import lexicon
from .nearby import Nearby
from .relations import Relation, relations
from .speakers import Speaker
from .told import told

__all__ = [
    "Attribution", "Nearby", "Relation", "Speaker", "agreed", "attributions", "lexicon", "relations",
    "told",
]  # fmt: skip
