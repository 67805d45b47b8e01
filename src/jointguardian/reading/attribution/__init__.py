"""Who is quoted or paraphrased saying what: cues, subjects, contents, speakers."""

from .assembly import Attribution, attributions
from .lexicon import lexicon
from .speakers import Speaker

__all__ = ["Attribution", "Speaker", "attributions", "lexicon"]
