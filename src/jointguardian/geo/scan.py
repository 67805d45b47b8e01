"""Finding capitalised names in a text by the longest match in a table of folded names."""

import re
from collections.abc import Container, Iterator, Mapping

from ..domain import Span
from .transliterate import fold
from .wordlists import WordLists

# A word: initials with full stops, or letters that apostrophes may part ("Xi'an", "L'Aquila").
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Mt|Ft)\.(?=\s)|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
# What may stand between the words of one name: blanks, one line end, a hyphen.
_GAP = re.compile(r"[ \t\u00a0]+|[ \t]*\r?\n[ \t]*|[ \t]*[-‐‑–][ \t]*|\.?[ \t]+&[ \t]+")
# What stands between a place and the abbreviation of what holds it.
_BEHIND = re.compile(r",[ \t\u00a0]+")
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


class NameFinder:
    """Finds the names of a table in texts: the longest at each point, and abbreviations as written.

    Names of the stop list are not looked for on their own.
    """

    __slots__ = ("_anywhere", "_behind", "_lists", "_longest", "_names")

    def __init__(
        self, names: Container[str], longest: Mapping[str, int], lists: WordLists | None = None
    ) -> None:
        self._names, self._longest = names, longest
        self._lists = lists or WordLists()
        self._anywhere = _alternatives(self._lists.anywhere)
        self._behind = _alternatives(self._lists.behind)

    def find(self, text: str) -> Iterator[tuple[Span, str]]:
        """Spans and folded keys, left to right, without overlap."""
        words = list(_WORD.finditer(text))
        at, last = 0, -2
        while at < len(words):
            found = self._short(text, words[at].start(), last) or self._name(text, words, at)
            if found is None:
                at += 1
                continue
            yield found
            last = found[0].end
            while at < len(words) and words[at].start() < last:
                at += 1

    def _short(self, text: str, start: int, last: int) -> tuple[Span, str] | None:
        """The abbreviation that begins here; `last` is where the name before it ends."""
        match, table = self._anywhere.match(text, start), self._lists.anywhere
        if match is None and _BEHIND.fullmatch(text, last, start):
            match, table = self._behind.match(text, start), self._lists.behind
        if match is None or text[match.end() : match.end() + 1].isalpha():
            return None
        return Span(start, match.end()), table[match[0]]

    def _name(self, text: str, words: list[re.Match[str]], at: int) -> tuple[Span, str] | None:
        """The longest name that begins here."""
        return next(
            (
                (span, key)
                for span, key in self._candidates(text, words, at)
                if self._is_name(text[span.start : span.end], key)
            ),
            None,
        )

    def _candidates(
        self, text: str, words: list[re.Match[str]], at: int
    ) -> Iterator[tuple[Span, str]]:
        """Longest first: where, and the folded key."""
        for size in range(self._run(text, words, at), 0, -1):
            last = words[at + size - 1]
            start, end = words[at].start(), last.end()
            if not (last[0][0].isupper() or (size > 1 and last[0].lower() in _SMALL_LAST)):
                continue
            whole = text[start:end]
            yield Span(start, end), fold(whole)
            short = _POSSESSIVE.sub("", whole)
            if short != whole:
                yield Span(start, start + len(short)), fold(short)

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
        if key in self._lists.stop or key not in self._names:
            return False
        capitals = written.replace(".", "").isupper()
        if key in ACRONYMS:
            return capitals
        return len(key) > 3 or " " in key or (len(key) == 3 and not capitals)


def _alternatives(table: Mapping[str, object]) -> re.Pattern[str]:
    """A pattern of the table's words, the longest first; of none it never matches."""
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
