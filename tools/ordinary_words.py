"""Finds which place names are ordinary words: src/jointguardian/geo/data/ordinary.txt.

    .venv/bin/python tools/ordinary_words.py ../shared/data/coding/ud/ewt-train.conllu.gz \
        ../shared/data/kosovo/reports.jsonl

Counts words of texts marked "train" (UD English EWT, CC BY-SA 4.0; our own reports). A name of one
word is ordinary when the texts have it in small letters more often than with a capital inside
a sentence. Only the words are kept, no text.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jointguardian.geo import load_gazetteer
from jointguardian.geo.transliterate import fold

OUT = Path(__file__).resolve().parent.parent / "src/jointguardian/geo/data/ordinary.txt"
HEAD = """# Names of places that are ordinary English words ("Reading", "Mobile"): they count as places only
# with evidence. Found by tools/ordinary_words.py in UD English EWT, train (CC BY-SA 4.0), and in
# our own reports: words alone, no text.
"""
# Others by hand, which the texts hold too seldom.
MORE = [
    "mobile",
    "reading",
    "nice",
    "bath",
    "orange",
    "split",
    "surprise",
    "normal",
    "enterprise",
    "liberty",
    "paradise",
    "independence",
    "male",
    "van",
    "hope",
    "delta",
    "progress",
    "superior",
    "natal",
    "wedding",
    "hail",
    "bar",
    "tank",
    "mission",
    "golden",
    "young",
    "rich",
    "early",
    "best",
    "summit",
    "mercury",
    "liberal",
    "freedom",
    "unity",
    "pearl",
    "grace",
    "crystal",
    "union",
    "deal",
    "sale",
    "hub",
    "lens",
    "goes",
    "hit",
    "luck",
]
WORD = re.compile(r"[^\W\d_]+")


def sentences(path: Path) -> Iterator[str]:
    """The sentences of a CoNLL-U file or of reports, one a line."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    if path.suffix == ".jsonl":
        for line in text.splitlines():
            yield from re.split(r"(?<=[.!?])\s+", json.loads(line)["text"])
    else:
        yield from (li[9:] for li in text.splitlines() if li.startswith("# text = "))


def is_ordinary(word: str, small: int, large: int) -> bool:
    """Whether a place's name is an ordinary word: informal texts write cities small, too."""
    places = load_gazetteer().lookup(fold(word))
    if len(word) < 3 or not places or small <= large:
        return False
    return small >= (5 if places[0].population >= 100_000 else 2 if large else 1)


def main(paths: list[str]) -> None:
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for path in map(Path, paths):
        for sentence in sentences(path):
            words = WORD.findall(sentence)
            small.update(w for w in words if w.islower())
            large.update(w.lower() for w in words[1:] if w[:1].isupper() and not w.isupper())
    found = sorted({*MORE, *(w for w, n in small.items() if is_ordinary(w, n, large[w]))})
    OUT.write_text(HEAD + ", ".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} words")


if __name__ == "__main__":
    main(sys.argv[1:])
