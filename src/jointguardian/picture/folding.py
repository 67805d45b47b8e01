"""Names without marks and case, so that spellings of one name are one."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(name: str) -> str:
    """A name without marks and case."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()
