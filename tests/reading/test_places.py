"""Which names in a text are places, and which of their namesakes they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import PlaceMention, Span
from jointguardian.geo import Gazetteer, load_gazetteer
from jointguardian.reading.document import Document
from jointguardian.reading.places import demonyms, located, places
from jointguardian.reading.sentences import sentences


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[PlaceMention]:
    return list(places(sentences(Document(text=text)), gazetteer).places)


def words(gazetteer: Gazetteer, text: str) -> list[str]:
    return [p.text for p in found(gazetteer, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Ron Redmond spoke first. Later Redmond left with Paul Evans.",
        "Gen. Jackson and Michael Jackson agreed; Jackson signed.",
        "Nice weather, and Reading a book; the Mobile unit was Early.",
        "NATO and TASS agreed. We'd say so, they said.",
        "He lives on Clinton Street, off Jackson Avenue.",
    ],
)
def test_words_persons_and_bodies_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert words(gazetteer, text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ron Redmond lives in Redmond.", ["Redmond"]),
        ("Clinton spoke. Clinton, Iowa is far.", ["Clinton", "Iowa"]),
        ("Officers in Mobile, Ala., met.", ["Mobile", "Ala."]),
        ("A fire in Reading hurt two.", ["Reading"]),
        ("The Lexington Police Department answered.", ["Lexington"]),
        ("Fighting near Kidal and Ménaka, Mali, went on.", ["Kidal", "Ménaka", "Mali"]),
        ("Shells fell on Naqoura in southern Lebanon.", ["Naqoura", "southern Lebanon"]),
        ("Crossings at Jarinje and Brnjak stay shut.", ["Jarinje", "Brnjak"]),
    ],
)
def test_names_with_evidence_are_places(gazetteer: Gazetteer, text: str, names: list[str]) -> None:
    assert words(gazetteer, text) == names


@pytest.mark.parametrize(
    ("text", "name", "inside"),
    [
        ("A fire in Paris, Texas.", "Paris", ("US", 33.7, -95.6)),
        ("Paris and Berlin agreed with Rome.", "Paris", ("FR", 48.9, 2.4)),
        (
            "Lexington, Ky. - A man was held. Lexington police said so.",
            "Lexington",
            ("US", 38, -84.5),
        ),
        ("Paris, Dresden and Henry County lie in Tennessee.", "Paris", ("US", 36.3, -88.3)),
        ("Georgia and Azerbaijan met in Tbilisi.", "Georgia", ("GE", 42, 43.5)),
        ("Atlanta and Savannah vote as Georgia does.", "Georgia", ("US", 32.75, -83.5)),
        ("Troops near Goma and Bukavu; Beni was calm, MONUSCO said.", "Beni", ("CD", 0.5, 29.5)),
        ("Tyre and Sidon were struck, Lebanon said.", "Tyre", ("LB", 33.3, 35.2)),
        ("Zvečan and Leposavić are in Kosovo.", "Kosovo", ("XK", 42.6, 21)),
    ],
)
def test_context_chooses_among_namesakes(
    gazetteer: Gazetteer, text: str, name: str, inside: tuple[str, float, float]
) -> None:
    mention = next(p for p in found(gazetteer, text) if p.text == name)
    country, lat, lon = inside
    assert mention.country == country
    assert mention.lat == pytest.approx(lat, abs=1)
    assert mention.lon == pytest.approx(lon, abs=1)


def test_one_name_has_one_sense_in_a_text(gazetteer: Gazetteer) -> None:
    text = "Springfield is quiet. The mayor of Springfield, Ore., said so. Springfield sleeps."
    at = {(p.lat, p.lon) for p in found(gazetteer, text) if p.text == "Springfield"}
    assert len(at) == 1


def test_a_direction_makes_a_country_a_region(gazetteer: Gazetteer) -> None:
    (mention,) = found(gazetteer, "Fighting went on in eastern Chad.")
    assert (mention.text, mention.name, mention.precision) == ("Chad", "eastern Chad", "region")


def test_a_border_is_a_region(gazetteer: Gazetteer) -> None:
    (mention,) = found(gazetteer, "Trucks queued at the border with Serbia.")
    assert (mention.name, mention.precision) == ("border with Serbia", "region")


def test_peoples_are_added_at_the_end(gazetteer: Gazetteer) -> None:
    text = "Iraqi and South Ossetian envoys met Sri Lankans; American Airlines flew them to Rome."
    document = demonyms(places(sentences(Document(text=text)), gazetteer), gazetteer)
    assert [(p.text, p.name) for p in document.places] == [
        ("Iraqi", "Iraq"), ("South Ossetian", "South Ossetia"), ("Sri Lankans", "Sri Lanka"),
        ("Rome", "Rome"),
    ]  # fmt: skip


def test_given_spans_are_placed_as_given(gazetteer: Gazetteer) -> None:
    text = "In Mansfield, Ohio, the Iraqi guest asked about Nowhereville."
    spans = [
        Span(text.index(w), text.index(w) + len(w)) for w in ("Mansfield", "Iraqi", "Nowhereville")
    ]
    mansfield, iraqi, nowhere = located(Document(text=text), spans, gazetteer)
    assert mansfield is not None
    assert mansfield.span == spans[0]
    assert iraqi is not None
    assert iraqi.country == "IQ"
    assert nowhere is None


@given(st.text(max_size=300))
def test_mentions_lie_in_any_text_and_match_it(text: str) -> None:
    document = sentences(Document(text=text)) if text.strip() else Document(text=text)
    for mention in demonyms(places(document, load_gazetteer()), load_gazetteer()).places:
        assert mention.span is not None
        assert mention.span.of(text) == mention.text


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_any_given_span_is_answered(text: str, one: int, other: int) -> None:
    span = Span(min(one, other), max(one, other))
    assert len(located(Document(text=text), [span], load_gazetteer())) == 1
