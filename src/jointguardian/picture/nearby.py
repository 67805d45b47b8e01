"""What words point back to: their sentence and the one before it."""

import re
from collections.abc import Sequence

from ..domain import Span
from .folding import fold

# A sentence ends at a line, or at a stop before a capital, a quotation mark or a figure.
_END = re.compile(r"\n+|(?<=[a-zà-žа-я0-9)”\"'’][.!?])\s+(?=[\"“'‘A-ZÀ-ŽА-Я0-9])")
_REACH = 600
"""How many characters either side are looked at: a sentence longer than that is cut."""
_POINTS = re.compile(
    r"(?<!\w)(?<!of )(it|them|this|these|otherwise|such|the (?:move|decision|plan|step|act|vote|matter|incident|statement"
    r"|request|offer|idea|proposal))(?!\w)",
    re.IGNORECASE,
)
_OF_WHOM = frozenset({"accuses", "blames", "condemns", "denies", "opposes", "praises", "supports"})
_HARM = re.compile(
    r"(?<!\w)(?:attack|assault|injur|wound|kill|hurt|shot|shoot|beat|violence|persecut|mistreat|intimidat|abduct|kidnap"
    r"|set upon|set also upon|upon|fire[ds]? (?:on|at)|pressure)\w*(?:(?! by )[^.;:]){0,60}$",
    re.IGNORECASE,
)
_DEED = re.compile(r"\s(?:of|for) \w+ing(?!\w)")
_JOINED = re.compile(
    r"^[\w’'-]+(?: [\w’'-]+)?(?:,| and| or|, and) (?:the )?(?:\w+ )?$", re.IGNORECASE
)
SHORT = 3
"""So few words ("Serbia") say of whom, and not of what."""
LEANING = 8
"""Longer words say themselves what they are about, with a pronoun in them or without."""


def points_back(words: str, stance: str) -> bool:
    """Whether words lean on what was said before them: a pronoun, "the move", or whom alone one blames."""
    length = len(words.split())
    bare = stance in _OF_WHOM and length <= SHORT
    return bare or (length <= LEANING and _POINTS.search(words) is not None)


def is_harmed(name: str, words: str) -> bool:
    """Whether words name somebody as whom harm was done to: "attacks on the guards", "wounding guards"."""
    at = _place(name, words)
    return at is not None and _HARM.search(words[:at]) is not None


def meant(words: str, names: Sequence[str]) -> tuple[str, ...]:
    """Of the names in a rebuke or praise, whom it is for: the first named, and those joined to him.

    "Kurti of driving out the Serbs" is about Kurti, "attacks on the guards" about no guard. Names that
    do not stand in the words (a pronoun stood for them) count where no other does.
    """
    rest = words.rpartition(" while ")[2].partition(" but ")[0]
    head = _DEED.split(rest, maxsplit=1)[0]
    placed = sorted((at, n) for n in names if (at := _place(n, head)) is not None)
    blamed = [(at, n) for at, n in placed if not is_harmed(n, head)]
    if not blamed:
        return tuple(n for n in names if _place(n, words) is None)
    kept = [blamed[0]]
    for at, name in blamed[1:]:
        if _JOINED.search(head[kept[-1][0] : at]):
            kept.append((at, name))
    return tuple(n for _, n in kept)


def _place(name: str, words: str) -> int | None:
    """Where a name begins in words: whole, or by its last word alone; marks and case do not count."""
    last = fold(name).rsplit(" ", 1)[-1]
    for wanted in (fold(name), last):
        if found := re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", fold(words)):
            return found.start()
    return None


def sentence_of(text: str, span: Span) -> Span:
    """The sentence, or sentences, in which a span stands."""
    first, last = max(0, span.start - _REACH), min(len(text), span.end + _REACH)
    found = (e.end() for e in _END.finditer(text, first, span.start + 1))
    ends = [end for end in found if end <= span.start]
    after = _END.search(text, span.end, last)
    return Span(ends[-1] if ends else first, after.start() if after else last)


def sentence_before(text: str, sentence: Span) -> Span | None:
    """The sentence before one, in the same report; None at the beginning."""
    end = len(text[: sentence.start].rstrip())
    return sentence_of(text, Span(end - 1, end)) if end else None
