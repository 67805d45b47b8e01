"""What reports say of roads, bridges and crossings: open, restricted or closed, sentence by sentence.

A road that is open makes no event, yet a watch has to know it; so this looks at the sentences of
the period's reports themselves, radio logs included. Each line is a report's own words: where two
reports disagree, both stand.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..domain import PlaceMention, Report, Span
from ..domain.dates import first_day, parse_dtg
from ..errors import InputError
from .model import Passage
from .sight import Period, Sight

SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*[.!?]*")
WAY = re.compile(
    r"\b(?:roads?|rd|routes?|motorway|highway|bridges?|crossings?|border (?:posts?|gates?)|"
    r"check ?points?|traffic|tfc|freedom of movement|barricades?|road ?blocks?|jarinje|brnjak|merdare)\b",
    re.IGNORECASE,
)
CLOSED = re.compile(
    r"\b(?:block(?:ed|ing)|clos(?:ed|ing)(?: off)?|shut|barricad\w+|road ?blocks?|sealed off|"
    r"impassable)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\b(?:open(?:ed)?|re-?opened|restored|cleared|passable|dismantled|taken down)\b", re.IGNORECASE
)
RESTRICTED = re.compile(
    r"\b(?:restricted|turned back|hours? late|delayed|queues?)\b", re.IGNORECASE
)
NOT_YET = re.compile(
    r"\b(?:if|would|could|should|(?-i:may)|might|must|ready to|prepared to|try to|threaten\w*|demand\w*|urg\w+|call\w* (?:on|for)|plan\w*|will)\b",
    re.IGNORECASE,
)
LOGGED = timedelta(days=31)
"""How far a line of a log may lie from the day of the report that it stands in."""
DTG = re.compile(r"\s*(\d{6}[A-IK-Z][A-Z]{3}\d{2})\b")


def passages(sight: Sight) -> Iterator[Passage]:
    """The passages that the period's reports tell of, by day and report."""
    near = sight.known.look.report_days.near(*_wider(sight.period))
    reports = sight.reports if near is None else near
    found = (p for report in reports for p in _told(sight.reports[report], sight))
    yield from sorted(found, key=lambda p: (p.day, p.report, p.span))


def _wider(period: Period) -> tuple[str | None, str]:
    """The period with the days around it in which a log's lines may have been published."""
    until = first_day(period.until)
    last = until + min(LOGGED, date.max - until)
    if period.since is None:
        return None, last.isoformat()
    return (first_day(period.since) - LOGGED).isoformat(), last.isoformat()


def state_of(sentence: str) -> str | None:
    """`open`, `restricted` or `closed`; None where nothing of a way is stated as a fact."""
    if not WAY.search(sentence) or NOT_YET.search(sentence):
        return None
    closed, free = CLOSED.search(sentence), OPEN.search(sentence)
    if RESTRICTED.search(sentence) or (closed and free):
        return "restricted"
    return "closed" if closed else "open" if free else None


def _told(report: Report, sight: Sight) -> Iterator[Passage]:
    published = report.published_day or f"{report.received:%Y-%m-%d}"
    reading = sight.readings.get(report.id)
    for span in _sentences(report.text):
        words = span.of(report.text)
        day = _logged(words) or published
        state = state_of(words) if sight.period.holds(day) else None
        places = _places(reading.places if reading else (), span)
        if state and places and sight.at_place(places):
            names = tuple(dict.fromkeys(p.name for p in places))
            yield Passage(report.id, report.source, day, names, state, span, words, report.invented)


def _sentences(text: str) -> Iterator[Span]:
    for found in SENTENCE.finditer(text):
        words = found[0]
        start = found.start() + len(words) - len(words.lstrip())
        end = found.start() + len(words.rstrip())
        if start < end:
            yield Span(start, end)


def _places(places: Iterable[PlaceMention], span: Span) -> tuple[PlaceMention, ...]:
    return tuple(p for p in places if p.span is not None and span.contains(p.span))


def _logged(words: str) -> str | None:
    """The day of the date-time group that a log line begins with."""
    stamp = DTG.match(words)
    try:
        return parse_dtg(stamp[1]).date().isoformat() if stamp else None
    except InputError:
        return None
