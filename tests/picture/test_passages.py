"""What reports say of roads and crossings: their own words, as facts only, log lines by their own day."""

from dataclasses import replace

import pytest

from jointguardian.domain import PlaceMention, Span
from jointguardian.picture import build, compose_brief
from jointguardian.picture.model import Known
from jointguardian.picture.passages import state_of
from telling import make_told


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("The road at Lesak was blocked by two trucks.", "closed"),
        ("RD ZUBIN POTOK - BRNJAK OPEN. NTR", "open"),
        ("The crossing was open for cars and closed for trucks.", "restricted"),
        ("A convoy came three hours late because of a queue at the bridge.", "restricted"),
        ("Both crossings were open again.", "open"),
        ("If the road is blocked, the force will clear it.", None),
        ("He urged the protesters to see the roads opened.", None),
        ("The school was closed.", None),
        ("The road is long.", None),
    ],
)
def test_the_state_of_a_way_is_told_as_a_fact_or_not_at_all(words: str, state: str | None) -> None:
    assert state_of(words) == state


def _known(known: Known, text: str) -> Known:
    told = make_told("way", text)
    at = text.index("Lesak")
    here = PlaceMention("Lesak", "Lešak", "XK", 43.1, 20.7, "xk-9", "settlement", Span(at, at + 5))
    reading = replace(told.reading, places=(here,))
    return replace(
        known, reports=(*known.reports, told.report), readings=(*known.readings, reading)
    )


def test_a_closed_road_stands_in_the_brief_with_its_report(known: Known) -> None:
    picture = build(
        _known(known, "Shops were open. The road near Lesak was blocked."),
        since=None,
        until="2023-05-30",
    )
    (passage,) = [p for p in picture.passages if p.report == "way"]
    assert (passage.state, passage.places, passage.quote) == (
        "closed", ("Lešak",), "The road near Lesak was blocked.",
    )  # fmt: skip
    rows = [r for r in compose_brief(picture, "sitrep", 24).resting() if "Lešak" in str(r)]
    assert any(ref.report == "way" for row in rows for ref in row.refs)


def test_a_log_line_counts_on_its_own_day(known: Known) -> None:
    text = "281000ZMAY23 RD LESAK OPEN.\n291000ZMAY23 RD Lesak BLOCKED."
    picture = build(_known(known, text), since="2023-05-29", until="2023-05-30")
    assert [(p.day, p.state) for p in picture.passages if p.report == "way"] == [
        ("2023-05-29", "closed")
    ]


def test_another_period_or_place_does_not_show_it(known: Known) -> None:
    text = "The road near Lesak was blocked."
    later = build(_known(known, text), since="2023-06-02", until="2023-06-03")
    elsewhere = build(_known(known, text), since=None, until="2023-05-30", place="prizren")
    assert not later.passages
    assert not [p for p in elsewhere.passages if p.report == "way"]


def test_no_word_of_roads_is_not_the_same_as_open(known: Known) -> None:
    picture = build(known, since="2023-06-10", until="2023-06-11")
    assert "not the same as open" in compose_brief(picture, "sitrep", 24).markdown()
