"""The gazetteer finds places in every spelling; words of its stop list are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Place
from jointguardian.errors import UnknownName, UnreadableFile
from jointguardian.geo import Gazetteer, best, fold, load_gazetteer
from jointguardian.geo.archive import decode_place, encode_place, in_order, pack, unpack


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def found(gazetteer: Gazetteer, text: str) -> list[str]:
    return [text[span.start : span.end] for span, _ in gazetteer.scan(text)]


@pytest.mark.parametrize(
    "spelling",
    ["Zvečan", "Zveçan", "Звечан", "Zvecan", "ZVECAN", "zvečan", "Zvechan", "Zvečanu", "Zveçanit"],
)
def test_every_spelling_of_zvecan_is_the_same_place(gazetteer: Gazetteer, spelling: str) -> None:
    place = gazetteer.lookup(spelling)[0]
    assert (place.id, place.municipality, place.country) == ("xk-783770", "zvecan", "XK")


@pytest.mark.parametrize(
    ("name", "country", "kind", "municipality"),
    [
        ("Pristina", "XK", "settlement", "pristina"),
        ("Prishtinë", "XK", "settlement", "pristina"),
        ("Приштина", "XK", "settlement", "pristina"),
        ("Prištini", "XK", "settlement", "pristina"),
        ("Pec", "XK", "settlement", "pec"),
        ("Peja", "XK", "settlement", "pec"),
        ("Kosovska Mitrovica", "XK", "settlement", "mitrovica-south"),
        ("Kosovskoj Mitrovici", "XK", "settlement", "mitrovica-south"),
        ("North Mitrovica", "XK", "settlement", "mitrovica-north"),
        ("Mitrovica e Veriut", "XK", "settlement", "mitrovica-north"),
        ("Severna Mitrovica", "XK", "settlement", "mitrovica-north"),
        ("Leposaviq", "XK", "settlement", "leposavic"),
        ("Zubin-Potok", "XK", "settlement", "zubin-potok"),
        ("Jarinje", "XK", "crossing", "leposavic"),
        ("Brnjak", "XK", "crossing", "zubin-potok"),
        ("Merdare", "XK", "crossing", "podujevo"),
        ("Banjska", "XK", "settlement", "zvecan"),
        ("Banjska monastery", "XK", "site", "zvecan"),
        ("Rudare", "XK", "settlement", "zvecan"),
        ("Gazivode lake", "XK", "water", "zubin-potok"),
        ("Ujman", "XK", "water", "zubin-potok"),
        ("Iber-Lepenc", "XK", "water", "zubin-potok"),
        ("Camp Bondsteel", "XK", "site", "urosevac"),
        ("northern Kosovo", "XK", "region", None),
        ("Negrovce", "XK", "settlement", "glogovac"),
        ("Orlate", "XK", "settlement", "glogovac"),
        ("Kosovo", "XK", "country", None),
        ("Kosovo and Metohija", "XK", "country", None),
        ("Косово и Метохија", "XK", "country", None),
        ("Macedonia", "MK", "country", None),
        ("former Yugoslav Republic of Macedonia", "MK", "country", None),
        ("FYROM", "MK", "country", None),
        ("Turkey", "TR", "country", None),
        ("Türkiye", "TR", "country", None),
        ("U.S.", "US", "country", None),
        ("FRY", "YU", "country", None),
        ("Stenkovec", "MK", "site", None),
        ("Blace", "MK", "crossing", None),
        ("Morina", "AL", "crossing", None),
        ("Kukes", "AL", "settlement", None),
        ("Raska", "RS", "settlement", None),
        ("Kursumlija", "RS", "settlement", None),
        ("Gnjilica", "RS", "settlement", None),
        ("Belgrade", "RS", "settlement", None),
        ("Beogradu", "RS", "settlement", None),
        ("Washington", "US", "settlement", None),
        ("Moscow", "RU", "settlement", None),
        ("Georgia", "GE", "country", None),
    ],
)
def test_the_likeliest_place_comes_first(
    gazetteer: Gazetteer, name: str, country: str, kind: str, municipality: str | None
) -> None:
    place = gazetteer.lookup(name)[0]
    assert (place.country, place.kind, place.municipality) == (country, kind, municipality)


def test_kosovo_names_stand_side_by_side(gazetteer: Gazetteer) -> None:
    names = gazetteer.lookup("Pec")[0].names
    assert (names["sq"], names["sr-Latn"], names["sr-Cyrl"]) == ("Pejë", "Peć", "Пећ")


def test_every_place_in_kosovo_has_names_in_three_forms(gazetteer: Gazetteer) -> None:
    here = [p for p in gazetteer.archive.places() if p.id.startswith("xk-")]
    assert len(here) > 5000
    for place in here:
        assert {"en", "sq", "sr-Latn", "sr-Cyrl"} <= set(place.names), place


def test_an_unknown_name_has_no_places_and_an_unknown_id_is_an_error(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyville") == ()
    assert gazetteer.resolve("Xyzzyville") is None
    with pytest.raises(UnknownName, match="xk-0"):
        gazetteer.place("xk-0")


def test_place_by_id(gazetteer: Gazetteer) -> None:
    assert gazetteer.place("country-XK").name == "Kosovo"
    assert gazetteer.place("xk-783770").municipality == "zvecan"


def test_resolve_takes_the_nearest_of_namesakes(gazetteer: Gazetteer) -> None:
    near_vucitrn = gazetteer.resolve("Banjska", near=(42.82, 20.97))
    assert gazetteer.resolve("Paris").country == "FR"  # type: ignore[union-attr]
    assert gazetteer.resolve("Paris", near=(33.6, -95.5)).country == "US"  # type: ignore[union-attr]
    assert gazetteer.resolve("Georgia", country="US").kind == "region"  # type: ignore[union-attr]
    assert near_vucitrn is not None
    assert near_vucitrn.country == "XK"


def test_best_of_nothing_is_none() -> None:
    assert best(()) is None


def test_scan_takes_the_longest_name(gazetteer: Gazetteer) -> None:
    text = "Drivers queued at the Jarinje crossing and in North Mitrovica, not in Zubin Potok."
    assert found(gazetteer, text) == ["Jarinje crossing", "North Mitrovica", "Zubin Potok"]


def test_scan_finds_the_north_whichever_way_it_is_put(gazetteer: Gazetteer) -> None:
    for phrase in ("northern Kosovo", "north of Kosovo", "northern part of Kosovo"):
        text = f"Patrols were doubled in the {phrase} overnight."
        assert [(text[s.start : s.end], p[0].id) for s, p in gazetteer.scan(text)] == [
            (phrase, "xk-northern-kosovo")
        ]


def test_scan_reads_hyphens_line_ends_and_possessives(gazetteer: Gazetteer) -> None:
    text = "Kosovo's engineers left the Ibar-Lepenac canal for Zubin\nPotok. Serbia’s did not."
    assert found(gazetteer, text) == ["Kosovo", "Ibar-Lepenac canal", "Zubin\nPotok", "Serbia"]


def test_scan_reads_cyrillic_and_case_endings(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "Полиција је ушла у Звечан и Лепосавић.") == ["Звечан", "Лепосавић"]
    assert found(gazetteer, "Incident u Zvečanu i Prištini.") == ["Zvečanu", "Prištini"]
    assert found(gazetteer, "Protestë në Zveçanin fqinj, jo në Prishtinën.") == [
        "Zveçanin",
        "Prishtinën",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Most of the Police Union met in March. May said so. Of course, Many did.",
        "They told us that the UN and the KLA were not invited.",
        "we met bar and gold and north and central ones",
        "",
    ],
)
def test_scan_leaves_words_and_persons_alone(gazetteer: Gazetteer, text: str) -> None:
    assert found(gazetteer, text) == []


def test_an_acronym_counts_only_in_capitals(gazetteer: Gazetteer) -> None:
    assert found(gazetteer, "The US and the U.S. side, not Us, not us.") == ["US", "U.S."]


@given(st.text(max_size=200))
def test_scan_spans_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for span, places in load_gazetteer().scan(text):
        assert end <= span.start < span.end <= len(text)
        assert places
        assert fold(text[span.start : span.end])
        end = span.end


_WORDS = st.text(st.characters(categories=("L",)), min_size=1, max_size=12)
_PLACES = st.builds(
    Place,
    id=st.uuids().map(str),
    name=_WORDS,
    kind=st.sampled_from(["settlement", "country"]),
    lat=st.integers(-90, 90).map(float),
    lon=st.integers(-180, 180).map(float),
    country=st.sampled_from(["XK", "RS"]),
    names=st.dictionaries(st.sampled_from(["en", "sq"]), _WORDS, min_size=1),
    aliases=st.lists(_WORDS, max_size=3).map(tuple),
    municipality=st.none() | st.just("zvecan"),
    population=st.integers(0, 10**9),
)


# Towns as the compact rows keep them: positions in steps of 24 bits, populations to three digits.
_TOWNS = st.builds(
    lambda number, name, lat, lon, people, admin: Place(
        id=f"gn-{number}", name=name, kind="settlement", lat=lat, lon=lon, country="ML",
        names={"en": name}, population=people, admin1=admin,
    ),
    st.integers(1, 2**24 - 1), _WORDS, st.sampled_from([-90.0, 90.0]),
    st.sampled_from([-180.0, 180.0]), st.integers(0, 2047), st.sampled_from(["", "Kidal"]),
)  # fmt: skip


@given(_PLACES)
def test_a_place_survives_its_line(place: Place) -> None:
    assert decode_place(encode_place(place).encode()) == place


@given(st.lists(_PLACES | _TOWNS, min_size=1, max_size=5, unique_by=lambda p: p.id))
def test_an_archive_survives_packing(places: list[Place]) -> None:
    names = {"a b c": [0], "a b": [0], "z": list(range(len(places)))}
    places = in_order(places)
    archive = unpack(pack(places, names))
    assert list(archive.places()) == places
    assert [archive.number_of(p.id) for p in places] == list(range(len(places)))
    assert archive.longest == {"a": 3}
    assert Gazetteer(archive).lookup("Z") == tuple(places)


@pytest.mark.parametrize("raw", [b"", b"not a gazetteer", pack([], {})[:-9]])
def test_a_damaged_archive_is_one_clear_error(raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="gazetteer"):
        unpack(raw)
