"""Geoparsing on LGL and TR-News: which words are places (F1), and where they are.

Two measures a corpus. *Geotagging*: spans found against spans annotated, overlap of half the longer,
as `../shared/tools/score_places.py` counts. *Resolution*: the annotated spans are given and the
resolver places them; every annotated place with coordinates counts, one not found is wrong; right is
within 161 km (100 miles). Baselines: every gazetteer name in the text, and the likeliest place of a
name without its context.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jointguardian.domain import PlaceMention, Span
from jointguardian.geo import distance_km
from jointguardian.reading import Knowledge, read
from jointguardian.reading.document import Document
from jointguardian.reading.places import PlaceIndex, located

from .scoring import Counts, Row, accuracy, f1, interval

# Source: the usual threshold of the field, 100 miles. Leidner (2007), Toponym Resolution in Text.
NEAR_KM = 161.0
LEAST_OVERLAP = 0.5
CORPORA = {
    "LGL": ("lgl.xml", 0.65, 0.80, 0.65, 0.80),
    "TR-News": ("TR-News.xml", 0.70, 0.85, 0.75, 0.87),
}


@dataclass(frozen=True)
class Article:
    """A text, its day, and the annotated spans with their positions (None: without coordinates)."""

    text: str
    day: date | None
    gold: tuple[tuple[Span, tuple[float, float] | None], ...]


def articles(path: Path) -> list[Article]:
    """The articles of a corpus in the form of LGL."""
    return [_article(a) for a in ET.parse(path).getroot().iter("article")]


def _article(node: ET.Element) -> Article:
    gold = []
    for toponym in node.iter("toponym"):
        start, end = toponym.findtext("start"), toponym.findtext("end")
        lat, lon = toponym.findtext(".//lat"), toponym.findtext(".//lon")
        if start and end:
            at = (float(lat), float(lon)) if lat and lon else None
            gold.append((Span(int(start), int(end)), at))
    return Article(node.findtext("text") or "", _day(node.findtext("dltime") or ""), tuple(gold))


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def tagged(article: Article, found: Sequence[Span]) -> Counts:
    """Annotated spans that were found, missed ones, and found ones that are none."""
    used: set[int] = set()
    for span, _ in article.gold:
        best = max(
            ((_overlap(span, s), n) for n, s in enumerate(found) if n not in used), default=(0.0, 0)
        )
        if best[0] >= LEAST_OVERLAP:
            used.add(best[1])
    return Counts(len(used), len(article.gold) - len(used), len(found) - len(used))


def _overlap(a: Span, b: Span) -> float:
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / max(1, a.end - a.start, b.end - b.start)


def placed(article: Article, answers: Sequence[tuple[float, float] | None]) -> Counts:
    """How many annotated places with coordinates were put within 161 km."""
    due = [(at, answer) for (_, at), answer in zip(article.gold, answers, strict=True) if at]
    right = sum(answer is not None and distance_km(*at, *answer) <= NEAR_KM for at, answer in due)
    return Counts(right, len(due) - right)


def by_context(article: Article, gazetteer: PlaceIndex) -> list[tuple[float, float] | None]:
    """The resolver's answers to the annotated spans."""
    document = Document(text=article.text, published=article.day)
    return [_at(m) for m in located(document, [s for s, _ in article.gold], gazetteer)]


def by_prior(article: Article, gazetteer: PlaceIndex) -> list[tuple[float, float] | None]:
    """The likeliest place of each name by itself."""
    found = [gazetteer.lookup(s.of(article.text)) for s, _ in article.gold]
    return [(f[0].lat, f[0].lon) if f else None for f in found]


def _at(mention: PlaceMention | None) -> tuple[float, float] | None:
    if mention is None or mention.lat is None or mention.lon is None:
        return None
    return mention.lat, mention.lon


def every_name(article: Article, gazetteer: PlaceIndex) -> list[Span]:
    """The baseline of tagging: whatever the gazetteer knows."""
    return [span for span, _ in gazetteer.scan(article.text)]


def rows(knowledge: Knowledge, data: Path) -> Iterator[Row]:
    """Two rows a corpus."""
    gazetteer = knowledge.gazetteer
    for name, (file, tag_must, tag_aim, at_must, at_aim) in CORPORA.items():
        every = articles(data / "coding/geoparsing" / file)
        tags = [tagged(a, _read(a, knowledge)) for a in every]
        plain = [tagged(a, every_name(a, gazetteer)) for a in every]
        yield _row("geotagging F1", name, tags, plain, f1, tag_must, tag_aim)
        spots = [placed(a, by_context(a, gazetteer)) for a in every]
        priors = [placed(a, by_prior(a, gazetteer)) for a in every]
        yield _row("acc@161 km, gold mentions", name, spots, priors, accuracy, at_must, at_aim)


def _read(article: Article, knowledge: Knowledge) -> list[Span]:
    reading = read(article.text, published=article.day, knowledge=knowledge)
    return [p.span for p in reading.places if p.span]


def _row(
    measure: str,
    name: str,
    ours: Sequence[Counts],
    plain: Sequence[Counts],
    score: Callable[[Sequence[Counts]], float],
    must: float,
    aim: float,
) -> Row:
    due = int(sum(c.right + c.missed for c in ours))
    return Row(
        measure, name, score(ours), due, must, aim, interval(ours, score), score(plain)
    )  # fmt: skip
