"""Serbian Cyrillic and Latin, and the one folded form in which names are compared.

Source: the two official Serbian alphabets (Vuk Karadžić 1818, Gaj 1830): 30 letters each, one to
one, with the digraphs lj, nj and dž for one Cyrillic letter.
"""

import re
import unicodedata

_PAIRS = (
    ("а", "a"), ("б", "b"), ("в", "v"), ("г", "g"), ("д", "d"), ("ђ", "đ"), ("е", "e"), ("ж", "ž"),
    ("з", "z"), ("и", "i"), ("ј", "j"), ("к", "k"), ("л", "l"), ("љ", "lj"), ("м", "m"), ("н", "n"),
    ("њ", "nj"), ("о", "o"), ("п", "p"), ("р", "r"), ("с", "s"), ("т", "t"), ("ћ", "ć"), ("у", "u"),
    ("ф", "f"), ("х", "h"), ("ц", "c"), ("ч", "č"), ("џ", "dž"), ("ш", "š"),
)  # fmt: skip
TO_LATIN = dict(_PAIRS)
TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _PAIRS}

# Cyrillic letters of the neighbouring languages, as their own romanisations read when folded.
_OTHER_CYRILLIC = {
    "ѓ": "gj", "ќ": "kj", "ѕ": "dz", "й": "j", "щ": "sht", "ъ": "a", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ё": "yo", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip
# Letters that Unicode does not decompose; "ð" stands here because gazetteers confuse Ð with Đ.
_PLAIN = {
    "đ": "dj", "ð": "dj", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
_FOLDED = str.maketrans({**TO_LATIN, **_OTHER_CYRILLIC})
_FOLDED_PLAIN = str.maketrans(_PLAIN)
_DROPPED = re.compile(r"['’‘ʼʻ`´.·]")
_SPACED = re.compile(r"[^a-z0-9\u0080-\uffff]+")


def _cased(source: str, target: str, *, next_upper: bool) -> str:
    """`target` in the case of the letter `source`: "Љ" is "LJ" before a capital and "Lj" else."""
    if source.islower() or not target:
        return target
    return target.upper() if next_upper or len(target) == 1 else target[0].upper() + target[1:]


def _neighbour_upper(text: str, at: int, length: int) -> bool:
    """Whether the letter after, or at the end of a word the letter before, is a capital."""
    after = text[at + length : at + length + 1]
    if after.isalpha():
        return after.isupper()
    return at > 0 and text[at - 1].isupper()


def to_latin(text: str) -> str:
    """Serbian Cyrillic as Serbian Latin; all other characters stay as they are."""
    return "".join(
        _cased(c, TO_LATIN[c.lower()], next_upper=_neighbour_upper(text, i, 1))
        if c.lower() in TO_LATIN
        else c
        for i, c in enumerate(text)
    )


def to_cyrillic(text: str) -> str:
    """Serbian Latin as Serbian Cyrillic; letters outside the alphabet (q, w, x, y) stay Latin.

    The digraphs lj, nj and dž always become one letter, which is wrong in a few words where a
    prefix meets a root ("nadživeti"); place names of the area hold none.
    """
    out: list[str] = []
    at = 0
    while at < len(text):
        width = 2 if text[at : at + 2].lower() in TO_CYRILLIC else 1
        piece = text[at : at + width]
        letter = TO_CYRILLIC.get(piece.lower(), piece)
        out.append(letter.upper() if piece[0].isupper() else letter)
        at += width
    return "".join(out)


def fold(text: str) -> str:
    """The key under which names are compared: lower-case, without accents, in Latin letters.

    Apostrophes and full stops vanish ("U.S." is "us"), everything else that is neither letter nor
    digit becomes one space ("Ibar-Lepenac" is "ibar lepenac"). "Zvečan", "Zveçan", "Zvecan" and
    "Звечан" are all "zvecan"; "Đakovica" and "Djakovica" are both "djakovica".
    """
    if text.isascii():
        plain = text.lower()
    else:
        lowered = unicodedata.normalize("NFC", text).lower().translate(_FOLDED)
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_FOLDED_PLAIN))
        # A few letters, such as mathematical capitals, become capitals only when decomposed.
        plain = "".join(c for c in decomposed if not unicodedata.combining(c)).lower()
    return _SPACED.sub(" ", _DROPPED.sub("", plain)).strip()
