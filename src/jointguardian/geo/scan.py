"""Finding capitalised names in a text by the longest match in a table of folded names."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from ..domain import Span
from .transliterate import fold

# A word: initials with full stops, or letters that apostrophes may part ("Xi'an", "L'Aquila").
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Mt|Ft)\.(?=\s)|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# What may stand between the words of one name: blanks, one line end, a hyphen.
_GAP = re.compile(r"[ \t\u00a0]+|[ \t]*\r?\n[ \t]*|[ \t]*[-‐‑–][ \t]*|\.?[ \t]+&[ \t]+")
# What may stand between a given name and a surname.
_NAME_GAP = re.compile(r"[ \t\u00a0]+(?:[A-ZÀ-Ž]\.[ \t]+)?|[ \t]*\r?\n[ \t]*")
_POSSESSIVE = re.compile(r"['’ʼ]s$|(?<=s)['’ʼ]$")
# Names that are small words or common abbreviations in lower case: only in capitals.
ACRONYMS = frozenset(
    {"us", "usa", "uk", "uae", "drc", "fyrom", "fry", "frg", "gdr", "ussr", "sfry", "prc", "sad"}
)
_SMALL_INSIDE = frozenset(
    {
        "of", "the", "and", "de", "la", "le", "les", "du", "des", "da", "do", "dos", "di", "del",
        "della", "el", "al", "an", "am", "im", "in", "i", "e", "të", "te", "së", "se", "na", "nad",
        "pri", "u", "kod", "on", "upon", "sur", "y", "od", "part", "dhe", "aan", "den", "över",
    }
)  # fmt: skip
# A name may begin ("northern Kosovo") or end ("Ibar bridge") with a small letter only by these.
_SMALL_FIRST = frozenset(
    {
        "northern", "north", "southern", "south", "western", "west", "eastern", "east", "central",
        "sever", "severno", "severu", "severa", "severnom", "severnem", "sjever", "sjeveru",
        "sjeverni", "sjevernom", "sjevernoj", "zapad", "jug", "istok", "veri", "veriu", "veriun",
        "veriut", "nord", "former", "the", "municipality", "monastery", "lake", "river", "bridge",
        "reka", "lumi", "jezero", "manastir", "manastiru", "main",
    }
)  # fmt: skip
_SMALL_LAST = frozenset(
    {
        "north", "crossing", "checkpoint", "point", "monastery", "bridge", "river", "lake", "canal",
        "waterway", "dam", "camp", "municipality", "airport", "airfield", "base", "mine", "mines",
        "plant", "station", "headquarters", "valley", "region", "plain", "town", "village",
    }
)  # fmt: skip
# Prepositions after which a name is a place even when a person of that name was met before.
_LOCATIVE = frozenset(
    {"in", "near", "at", "from", "to", "outside", "around", "u", "kod", "iz", "në", "nga", "bei"}
)
# Titles whose bearer is a person, never a place.
_TITLES = frozenset(
    {
        "mr", "mrs", "ms", "dr", "gen", "lt", "col", "sgt", "capt", "maj", "cpl", "adm", "prof",
        "general", "colonel", "captain", "sergeant", "major", "admiral", "professor", "sir", "lord",
        "judge", "senator", "sen", "rep", "gov", "mayor", "deputy", "spokesman", "spokeswoman",
    }
)  # fmt: skip


class NameFinder:
    """Finds the names of a table in texts.

    `stop` are folded names that are not looked for on their own; `given` are folded given names:
    what follows one is a surname ("Ron Redmond"), then and later in the same text, but for a
    place by a preposition ("in Redmond"). `doubtful` are folded names that are mostly surnames:
    they count only with a preposition or the region after a comma ("Clinton, Iowa").
    """

    __slots__ = ("_doubtful", "_given", "_longest", "_names", "_stop")

    def __init__(
        self,
        names: Mapping[str, object],
        longest: Mapping[str, int],
        stop: Collection[str] = (),
        given: Collection[str] = (),
        doubtful: Collection[str] = (),
    ) -> None:
        self._names, self._longest = names, longest
        self._stop, self._given, self._doubtful = stop, given, doubtful

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Spans and folded keys, left to right, without overlap."""
        words = list(_WORD.finditer(text))
        surnames = self._surnames(text, words)
        at = 0
        while at < len(words):
            taken = 0
            for size, span, key in self._candidates(text, words, at):
                written = text[span.start : span.end]
                if self._is_name(written, key) and not (
                    size == 1 and self._is_person(text, words, at, key, surnames)
                ):
                    yield span, key
                    taken = size
                    break
            at += taken or 1

    def _candidates(
        self, text: str, words: list[re.Match[str]], at: int
    ) -> Iterator[tuple[int, Span, str]]:
        """Longest first: how many words, where, and the folded key."""
        for size in range(self._run(text, words, at), 0, -1):
            last = words[at + size - 1]
            start, end = words[at].start(), last.end()
            if not (last[0][0].isupper() or (size > 1 and last[0].lower() in _SMALL_LAST)):
                continue
            whole = text[start:end]
            yield size, Span(start, end), fold(whole)
            short = _POSSESSIVE.sub("", whole)
            if short != whole:
                yield size, Span(start, start + len(short)), fold(short)

    def _run(self, text: str, words: list[re.Match[str]], at: int) -> int:
        """How many words from here could make one name; 0 when none begins here."""
        first = words[at][0]
        capital = first[0].isupper()
        if not capital and first not in _SMALL_FIRST:
            return 0
        most = self._longest.get(fold(first).split(" ")[0], 1)
        size = 1
        while size < most and at + size < len(words):
            word = words[at + size]
            if not _GAP.fullmatch(text, words[at + size - 1].end(), word.start()):
                break
            small = word[0].lower()
            if not (word[0][0].isupper() or small in _SMALL_INSIDE or small in _SMALL_LAST):
                break
            size += 1
        return size if capital or size > 1 else 0

    def _is_name(self, written: str, key: str) -> bool:
        if key not in self._names or key in self._stop:
            return False
        capitals = written.replace(".", "").isupper()
        if key in ACRONYMS:
            return capitals
        return len(key) > 3 or " " in key or (len(key) == 3 and not capitals)

    def _surnames(self, text: str, words: list[re.Match[str]]) -> frozenset[str]:
        """Folded words that follow a given name or a title somewhere in the text."""
        found = set()
        for before, word in pairwise(words):
            if (
                word[0][0].isupper()
                and before[0][0].isupper()
                and _NAME_GAP.fullmatch(text, before.end(), word.start())
                and fold(before[0]) in self._given
            ):
                found.add(fold(_POSSESSIVE.sub("", word[0])))
        return frozenset(found)

    def _is_person(
        self, text: str, words: list[re.Match[str]], at: int, key: str, surnames: Collection[str]
    ) -> bool:
        """Whether a name of one word stands for a person here."""
        before = words[at - 1][0] if at else ""
        folded = fold(before)
        if before[:1].isupper() and (folded in self._given or folded in _TITLES):
            return key in surnames or folded in _TITLES
        after = words[at + 1] if at + 1 < len(words) else None
        between = text[words[at].end() : after.start()] if after else ""
        if after and after[0][0].isupper() and key in self._given and _NAME_GAP.fullmatch(between):
            return True
        if key not in surnames and key not in self._doubtful:
            return False
        in_region = after is not None and between == ", " and fold(after[0]) in self._names
        return before.lower() not in _LOCATIVE and not in_region
