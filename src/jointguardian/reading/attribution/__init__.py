"""Who is quoted or paraphrased saying what: cues, subjects, contents, speakers."""

from .assembly import Attribution, attributions
from .lexicon import lexicon
from .nearby import Nearby
from .speakers import Speaker

__all__ = ["Attribution", "Nearby", "Speaker", "attributions", "lexicon"]
