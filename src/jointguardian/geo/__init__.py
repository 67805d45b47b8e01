"""Where things are: the gazetteer, municipalities, names in several scripts, distances and grids.

Pure but for reading the gazetteer that ships inside this package; imports nothing but `domain` and
`errors`.
"""

from .distance import bearing_deg, distance_km
from .gazetteer import Gazetteer, best, load_gazetteer
from .grids import CELL_RESOLUTION, cell, from_mgrs, to_mgrs
from .municipality import MunicipalityIndex
from .prior import prior
from .transliterate import fold, to_cyrillic, to_latin
from .wordlists import WordLists, word_lists

__all__ = [
    "CELL_RESOLUTION", "Gazetteer", "MunicipalityIndex", "WordLists", "bearing_deg", "best",
    "cell", "distance_km", "fold", "from_mgrs", "load_gazetteer", "prior", "to_cyrillic",
    "to_latin", "to_mgrs", "word_lists",
]  # fmt: skip
