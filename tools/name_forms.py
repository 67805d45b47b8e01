"""Inflected forms of place names, by the plain rules of each language, for texts in it.

Only for names that matter (seats, states): the rules overgenerate, and a form that nobody writes
costs a few bytes, while a wrong form on 40,000 names would find places where there are none.
"""

from collections.abc import Iterator

VOWELS = "aeiou"
# Endings that take the place of the last vowel, or follow the last consonant.
# Source: Klajn, Gramatika srpskog jezika (2005), declension of nouns; plural names ("Dečani") apart.
_SERBIAN = {
    "a": ("i", "e", "u", "om"),
    "o": ("u", "a", "om"),
    "e": ("u", "a", "em"),
    "i": ("e", "a", "ima"),
}
_SERBIAN_CONSONANT = ("u", "a", "om", "em")
# Source: Newmark, Hubbard, Prifti, Standard Albanian (1982), definite declension.
_ALBANIAN = {
    "ë": ("a", "ën", "ës", "ë"),
    "i": ("a", "në", "së", "isë", "inë"),
    "e": ("ja", "en", "es"),
}
_ALBANIAN_CONSONANT = ("i", "in", "it")


def serbian_forms(name: str) -> Iterator[str]:
    """Case forms of a Latin name of one word; the fleeting a goes ("Orahovac", "Orahovcu")."""
    if " " in name:
        return
    last = name[-1]
    if last in VOWELS:
        stem = name[:-1]
        yield from (stem + e for e in _SERBIAN.get(last, ()))
        if last == "a" and stem.endswith("k"):
            yield stem[:-1] + "ci"
        return
    yield from (name + e for e in _SERBIAN_CONSONANT)
    if name.endswith("ac"):
        yield from (name[:-2] + "c" + e for e in _SERBIAN_CONSONANT)


def albanian_forms(name: str) -> Iterator[str]:
    """Definite and case forms of a name of one word."""
    if " " in name:
        return
    for ending, forms in _ALBANIAN.items():
        if name.endswith(ending):
            yield from (name[: -len(ending)] + form for form in forms)
            return
    if name[-1] in "kgh":
        yield from (name + form for form in ("u", "un", "ut"))
    elif name[-1] == "j":
        yield from (name + form for form in ("i", "in", "it", "t"))
    elif name[-1] not in VOWELS:
        yield from (name + form for form in _ALBANIAN_CONSONANT)


def adjectival_forms(name: str) -> Iterator[str]:
    """Case forms of "Novo Brdo", "Suva Reka" and their like: an adjective and its noun."""
    parts = name.split(" ")
    if len(parts) != 2:
        return
    first, noun = parts
    if first.endswith("a") and noun.endswith("a"):
        soft = noun[:-2] + "ci" if noun.endswith("ka") else noun[:-1] + "i"
        yield from (
            f"{first[:-1]}oj {soft}",
            f"{first[:-1]}u {noun[:-1]}u",
            f"{first[:-1]}e {noun[:-1]}e",
        )
    elif first.endswith("o") and noun[-1] in "eo":
        yield from (
            f"{first[:-1]}om {noun[:-1]}u",
            f"{first[:-1]}og {noun[:-1]}a",
            f"{first[:-1]}u {noun[:-1]}u",
        )
    elif noun[-1] not in VOWELS:
        yield from (f"{first}om {noun}u", f"{first}og {noun}a", f"{first}u {noun}u")


# How each language customarily writes the other's sounds, longest spelling first.
# Source: Pravopis srpskoga jezika (2010), transcription from Albanian; Drejtshkrimi i gjuhës shqipe.
_ALBANIAN_TO_SERBIAN = (
    ("xh", "dž"), ("gj", "đ"), ("sh", "š"), ("zh", "ž"), ("th", "t"), ("dh", "d"), ("ll", "l"),
    ("rr", "r"), ("ç", "č"), ("q", "ć"), ("ë", "e"), ("y", "i"), ("x", "dz"),
)  # fmt: skip
_SERBIAN_TO_ALBANIAN = (
    ("dž", "xh"), ("lj", "l"), ("č", "ç"), ("ć", "q"), ("đ", "gj"), ("š", "sh"), ("ž", "zh"),
)  # fmt: skip


def in_serbian_spelling(albanian: str) -> str:
    """An Albanian name as Serbian Latin writes its sounds: "Vërmicë" is "Vermice"."""
    return _respelled(albanian, _ALBANIAN_TO_SERBIAN)


def in_albanian_spelling(serbian: str) -> str:
    """A Serbian name as Albanian writes its sounds: "Vilište" is "Vilishte"."""
    return _respelled(serbian, _SERBIAN_TO_ALBANIAN)


def _respelled(name: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        name = name.replace(old, new).replace(old.capitalize(), new.capitalize())
    return name
