"""Whatever characters come, a reading's spans lie in the text and nothing fails."""

import dataclasses
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jointguardian.domain import Reading, Span
from jointguardian.geo import load_gazetteer
from jointguardian.packs import load_pack
from jointguardian.reading import Knowledge, read

WORDS = st.sampled_from(
    [
        "KFOR",
        "said",
        "that",
        "30",
        "soldiers",
        "were",
        "injured",
        "in",
        "Zvečan",
        "on",
        "29",
        "May",
        "2023",
        ",",
        "while",
        "Serb",
        "protesters",
        "clashed",
        "with",
        "police",
        ".",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        "—",
        ":",
        ";",
        "!",
        "?",
        "…",
        "The",
        "President",
        "accused",
        "Pristina",
        "of",
        "provoking",
        '"',
        "according",
        "to",
        "the",
        "hospital,",
        "52",
        "at",
        "least",
        "who",
        "which",
        "by",
        "of",
        "not",
        "will",
        "U.S.",
        "a.m.",
        "Звечан",
        "Mitrovicë",
        "é",
        "\u202e",
        "\u200d",
        "🇽🇰",
        "שלום",
        "سلام",
        "科索沃",
        "\ufeff",
        "\x00",
        "\ud7ff",
        "N.N.",
        "X-2",
        "1,000",
        "3.5",
        "%",
        "km",
    ]
)
LANGUAGES = st.sampled_from(["en", "sr", "sq", "hr", "de", "ar", "zh", "xx"])


@cache
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer(), load_pack("kosovo").actors)


def spans(value: object) -> Iterator[Span]:
    """Every span anywhere in a reading."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name))


def check(text: str, language: str = "en") -> Reading:
    reading = read(text, language=language, knowledge=knowledge())
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
    for event in reading.events:
        for actor in (*event.actors, *event.recipients):
            if actor.span is not None and not _is_pointing(actor.text, actor.span, text):
                assert actor.text == actor.span.of(text)
    for place in reading.places:
        assert place.span is None or place.text == place.span.of(text)
    return reading


def _is_pointing(words: str, span: Span, text: str) -> bool:
    """Whether a mention only points back: its words then stand elsewhere in the text."""
    return words != span.of(text) and words in text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=400).filter(str.strip), LANGUAGES)
def test_any_characters_are_read(text: str, language: str) -> None:
    check(text, language)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(WORDS, min_size=1, max_size=90),
    st.sampled_from([" ", "", "\n", "\r\n", "\t"]),
    LANGUAGES,
)
def test_any_words_in_any_order_are_read(words: list[str], between: str, language: str) -> None:
    text = between.join(words)
    if text.strip():
        check(text, language)


@pytest.mark.parametrize(
    "text",
    [
        "\u202eKFOR said 30 soldiers were injured in Zvečan.\u202c",
        "K\u0301FOR\u0301 said 30 so\u0308ldiers were injured in Zve\u030ccan on 29 May 2023.",
        "قالت قوة كفور إن 30 جنديا أصيبوا في زفيتشان يوم 29 مايو 2023.",
        'צה"ל: 3 חיילים נפצעו ב-29 במאי 2023',
        "\ufeffKFOR said 30 soldiers were injured.",
        "KFOR said\x0030 soldiers\x85were injured\u2028in Zvečan.",
        "\ud83d KFOR said 30 soldiers were injured.",
    ],
)
def test_odd_scripts_and_marks_are_read(text: str) -> None:
    for language in ("en", "sr", "xx"):
        check(text, language)


def test_combining_marks_do_not_move_a_span() -> None:
    text = "Zve\u030ccan: 30 soldiers were injured on 29 May 2023, the hospital said."
    (figure,) = (f for f in check(text).figures if f.value == 30)
    assert figure.span.of(text).startswith("30")
