"""Which language a text is in, where nothing says so: its little words, and its letters.

Serbian, Croatian, Bosnian and Montenegrin in Latin script share the tag `sr`, unless words that
are only Croatian tip it to `hr`. Source of the words: any grammar; they are the commonest ones.
"""

import re
from collections import Counter

_WORDS = {
    "en": "the of and to in that is was for on with as at by from are were has have been said",
    "sq": "dhe në të që një për me nga është ka janë se si kanë më u i e së ishte tha nuk",
    "sr": "je u na i da se su za od sa koji koje koja kako ne bi biti što šta ili o ali nije",
    "hr": "tko također tijekom tjedna glede uvjetom netko točno tisuća siječnja veljače ožujka travnja "
    "svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
    "sl": "je in na se da ki za so v z pri tudi bi po od iz še kot ne bil pa ter",
    "de": "der die und das in den von zu mit ist auf für im dem nicht ein eine sich hat sind des",
    "it": "di che il la e per un del in una con è dei nel della al da sono le ha gli i più",
    "es": "el la los las de del que y en un una por con para se su al es lo como más pero fue ha han",
    "pt": "o os as de da do dos das que e em um uma para com não na no por se mais foi ao à são pelo",
    "nl": "de het een en van in op te dat is zijn met voor niet aan er om door bij ook naar heeft uit",
    "pl": "w i na z że się do nie jest o jak po przez od za ale co są oraz dla które który został był",
    "ro": "și în de la cu pe că a un o nu din este mai care pentru sunt fost după au prin sau cel al",
    "hu": "a az és hogy nem egy is meg volt ez de csak már mint még el vagy kell után szerint között",
    "tr": "ve bir bu için ile da de olarak olan daha çok gibi kadar sonra göre ne en var değil dedi",
    "fr": "de la le les des et en un une du que pour dans est qui sur par plus au a ont été",
}  # fmt: skip
_SETS = {tag: frozenset(words.split()) for tag, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters looked at
_LEAST = 0.08  # share of little words below which nothing is said
# A tag is overruled by a text of at least so many words whose own language's little words are
# so many times as frequent as the tag's. Own choice.
_ENOUGH, _CLEARLY = 12, 2.5
# A text of this many words with next to no English little words is in a language unknown to us.
_LONG, _HARDLY = 30, 0.02
UNDETERMINED = "und"
"""The tag of a language that is none of those known here. Source: ISO 639-2."""
_KIN = (frozenset({"sr", "hr", "bs", "sh", "cnr", "me"}), frozenset({"mk", "bg"}))
# Scripts that one language, or its best known one, is written in: the first letter and the last.
_SCRIPTS = (
    ("el", "\u0370", "\u03ff"), ("hy", "\u0530", "\u058f"), ("he", "\u0590", "\u05ff"),
    ("ar", "\u0600", "\u06ff"), ("hi", "\u0900", "\u097f"), ("th", "\u0e00", "\u0e7f"),
    ("ka", "\u10a0", "\u10ff"), ("am", "\u1200", "\u137f"), ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"), ("zh", "\u4e00", "\u9fff"),
)  # fmt: skip


def spoken(tag: str | None, text: str) -> str:
    """The language of a text by its tag, or by its words where there is none or it is wrong.

    "und" where a longer text is in no language that is known here, "en" where it says too little.
    """
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    found = language_of(text)
    if tag is None:
        return found or (UNDETERMINED if _foreign(words) else "en")
    main = tag.split("-")[0]
    if found is None or found == main or any({found, main} <= kin for kin in _KIN):
        return tag
    if _other_script(text[:_SAMPLE]):
        return found if main in _SETS else tag
    share = _shares(words)
    certain = len(words) >= _ENOUGH and main in _SETS
    return found if certain and share[found] > _CLEARLY * share[main] else tag


def _foreign(words: list[str]) -> bool:
    return len(words) >= _LONG and _shares(words)["en"] < _HARDLY


def _shares(words: list[str]) -> dict[str, float]:
    """The share of each language's little words among the words."""
    counts = Counter(words)
    return {tag: sum(counts[w] for w in known) / len(words) for tag, known in _SETS.items()}


def language_of(text: str) -> str | None:
    """The language's tag, None when the text says too little."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    script = _other_script(text[:_SAMPLE])
    if script:
        return script
    share = _shares(words)
    croatian = share.pop("hr")
    best = max(share, key=lambda tag: share[tag])
    if share[best] < _LEAST:
        return None
    return "hr" if best == "sr" and croatian > 0 else best


def _other_script(text: str) -> str | None:
    """The language by its script, where most letters are not Latin."""
    letters = Counter(c for c in text.lower() if c.isalpha())
    half = sum(letters.values()) / 2
    for tag, first, last in _SCRIPTS:
        if sum(n for c, n in letters.items() if first <= c <= last) >= half > 0:
            return "ja" if tag == "zh" and any("\u3040" <= c <= "\u30ff" for c in letters) else tag
    return _cyrillic(text)


def _cyrillic(text: str) -> str | None:
    """The Cyrillic languages by letters that only they have."""
    letters = Counter(text.lower())
    total = sum(n for c, n in letters.items() if c.isalpha())
    if 2 * sum(n for c, n in letters.items() if "\u0400" <= c <= "\u04ff") < total:
        return None
    if any(letters[c] for c in "ѓќѕ"):
        return "mk"
    if any(letters[c] for c in "ђћљњџј"):
        return "sr"
    if letters["ъ"] and not letters["ы"] and not letters["э"]:
        return "bg"
    return "uk" if any(letters[c] for c in "іїєґ") else "ru"
