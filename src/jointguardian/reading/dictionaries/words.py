"""Words as dictionaries see them: upper case, no full stops, no accents, hyphens and underscores cut."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['.&/][^\W_]+)*")


@lru_cache(maxsize=65536)
def keys(text: str) -> tuple[str, ...]:
    """The words of a dictionary entry or of a token ("Al-Qaeda": AL, QAEDA; "U.S.": US)."""
    plain = _plain(text).upper()
    if plain.endswith("N'T"):
        return (*_WORD.findall(plain[:-3]), "N'T")
    return tuple(w.replace(".", "") for w in _WORD.findall(plain))


def _plain(text: str) -> str:
    text = text.replace("’", "'")
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
