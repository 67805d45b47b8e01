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
    "fr": "de la le les des et en un une du que pour dans est qui sur par plus au a ont été",
}  # fmt: skip
_SETS = {tag: frozenset(words.split()) for tag, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters looked at
_LEAST = 0.08  # share of little words below which nothing is said


def language_of(text: str) -> str | None:
    """The language's tag, None when the text says too little."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    cyrillic = _cyrillic(text[:_SAMPLE])
    if cyrillic:
        return cyrillic
    counts = Counter(words)
    share = {tag: sum(counts[w] for w in known) / len(words) for tag, known in _SETS.items()}
    croatian = share.pop("hr")
    best = max(share, key=lambda tag: share[tag])
    if share[best] < _LEAST:
        return None
    return "hr" if best == "sr" and croatian > 0 else best


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
    return "uk" if any(letters[c] for c in "іїєґ") else "ru"
