"""One key for a name however languages spell and inflect it: Vučić, Vuçiqit, Вучића.

Albanian and Serbian write the same sounds with different letters (xh and dž, q and ć, sh and š);
case endings are taken off by trial. Source: the two orthographies (Pravopis srpskoga jezika;
Drejtshkrimi i gjuhës shqipe), as commonly described.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from ...geo import fold

# In this order; on folded words, in which č, ć, ç are c, š is s, ž is z, đ is dj.
_SOUNDS = (
    ("xh", "dz"), ("x", "dz"), ("q", "c"), ("gj", "dj"), ("sh", "s"), ("ch", "c"), ("zh", "z"),
    ("th", "t"), ("dh", "d"), ("ph", "f"), ("lj", "l"), ("nj", "n"), ("y", "i"), ("w", "v"),
)  # fmt: skip
_DOUBLED = re.compile(r"([a-z])\1")
_GLIDE = re.compile(r"(?<=i)j(?=[aeou])")
# Case endings of both languages that names take.
_ENDINGS = (
    "ovima", "ijem", "inim", "ima", "ovi", "oga", "omu", "om", "em", "og", "oj", "im", "ov", "in",
    "it", "ut", "un", "es", "en", "se", "ne", "a", "e", "i", "o", "u", "s", "t", "n",
)  # fmt: skip


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """The key of one word by its sound."""
    key = fold(word)
    for spelt, heard in _SOUNDS:
        key = key.replace(spelt, heard)
    return _GLIDE.sub("", _DOUBLED.sub(r"\1", key))


@lru_cache(maxsize=16384)
def bases(word: str) -> frozenset[str]:
    """What a word in a text may be a case form of, as sounds, itself included."""
    key = sound(word)
    cut = {key[: -len(e)] for e in _ENDINGS if key.endswith(e) and len(key) - len(e) >= 3}
    return frozenset({key} | cut)


@lru_cache(maxsize=16384)
def stems(word: str) -> frozenset[str]:
    """The keys under which a name's word is kept, so that `bases` of its case forms meet them."""
    key = sound(word)
    found = {key}
    if len(key) > 4 and key.endswith("ia"):  # not "srbi", which are people
        found |= {key[:-1] + ending for ending in ("e", "u", "i", "om")}
    elif len(key) > 4 and key[-1] in "aeo":
        found.add(key[:-1])
    if len(key) > 4 and key.endswith("ac"):
        found.add(key[:-2] + "c")
    return frozenset(found)


def alike(written: Iterable[str], name: Iterable[str]) -> bool:
    """Whether words of a text are the words of a name in some case form, one to one."""
    ours, theirs = list(written), list(name)
    return len(ours) == len(theirs) and all(
        bases(a) & stems(b) for a, b in zip(ours, theirs, strict=True)
    )
