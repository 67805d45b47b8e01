"""Words of a text with their offsets, folded so that diacritics do not matter."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ..domain import Span

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:(?:-|['’](?!s\b))[^\W\d_]+)*|\d+(?:[.,]\d+)*|['’]s\b|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark; `folded` is its lower case without diacritics."""

    span: Span
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def tokens(text: str, within: Span) -> list[Token]:
    """The words and marks inside a stretch of text."""
    found = _WORD.finditer(text, within.start, within.end)
    return [Token(Span(*m.span()), m[0], fold(m[0])) for m in found]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, Latin diacritics dropped, đ and ß spelt out as dj and ss."""
    plain = unicodedata.normalize("NFKD", word.lower())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.replace("đ", "dj").replace("ß", "ss").replace("’", "'").replace("ı", "i")
