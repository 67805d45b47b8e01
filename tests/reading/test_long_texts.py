"""Long texts are read in passages: everything keeps its place, and nobody's name is lost."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain import Reading
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read
from jointguardian.reading.passages import LONG, PASSAGE, passages

KNOWLEDGE = Knowledge(load_gazetteer())
FILLER = "The road was dry and the shops stayed open. "


def reading(text: str) -> Reading:
    return read(text, published=date(2023, 5, 30), knowledge=KNOWLEDGE)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from([" ", "\n", "\n\n", ". ", "word", "x" * 700, "7" * 5_000]), max_size=60
    )
)
def test_passages_cover_all_that_is_no_space_once(parts: list[str]) -> None:
    text = "".join(parts)
    found = passages(text)
    assert all(0 < s.end - s.start <= PASSAGE for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(s.of(text) for s in found)
    assert "".join(kept.split()) == "".join(text.split())


def test_facts_far_into_a_long_text_keep_their_place() -> None:
    text = FILLER * (LONG // len(FILLER) + 1) + "\n\nKFOR said 25 soldiers were injured in Zvecan."
    found = reading(text)
    figure = next(f for f in found.figures if f.value == 25)
    assert figure.span.of(text) == "25 soldiers"
    claim = next(c for c in found.claims if c.speaker == "KFOR")
    assert claim.content_span.of(text) == "25 soldiers were injured in Zvecan"
    event = next(e for e in found.events if e.casualties)
    assert event.asserted_by == claim.id
    assert [p.span.of(text) for p in event.places if p.span] == ["Zvecan"]
    assert len({e.id for e in found.events}) == len(found.events)


def test_a_surname_far_from_its_full_name_is_still_sealed() -> None:
    text = f"Milan Probni was held. {FILLER * (LONG // len(FILLER) + 1)}\n\nProbni was freed."
    persons = [(p.span.of(text), p.public) for p in reading(text).persons]
    assert persons == [("Milan Probni", False), ("Probni", False)]


def test_a_stretch_without_full_stops_is_still_read() -> None:
    text = "and then nothing happened there " * 80 + "Serbs clashed with soldiers in Zvecan"
    assert [e.type for e in reading(text).events][-1:] == ["assault"]
