"""Coverage: which sites serve a demand best, with a proof of how good the answer is.

`solve` answers a `Wish` on `Places`; every answer has a status, a bound and a gap, and a time limit is never
called optimal.
"""

from .answer import Answer
from .files import FORMATS, read_places
from .models import MODELS, Wish, solve
from .places import Places

__all__ = ["FORMATS", "MODELS", "Answer", "Places", "Wish", "read_places", "solve"]
