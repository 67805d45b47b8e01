"""Reports in Serbian, Croatian and Albanian are read; those in other languages are left unread."""

import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain import Reading
from jointguardian.domain.vocab import vocabulary
from jointguardian.geo import load_gazetteer
from jointguardian.packs import load_pack
from jointguardian.reading import Knowledge, read

REPORTS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("reports.yaml").read_text(encoding="utf-8")
)
OPEN = [r for r in REPORTS if not r.get("held")]
PEOPLE = {"persons", "troops"}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer(), load_pack("kosovo").actors)


def reading(report: dict[str, Any], knowledge: Knowledge) -> Reading:
    return read(
        report["text"],
        published=report["published"],
        language=report["language"],
        knowledge=knowledge,
    )


def told(text: str, language: str, knowledge: Knowledge) -> Reading:
    return read(text, published=date(2023, 5, 30), language=language, knowledge=knowledge)


def fold(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def unit(name: str) -> str:
    return "persons" if name in PEOPLE else name


@pytest.mark.parametrize("report", OPEN, ids=lambda r: r["id"])
def test_figures_have_value_and_unit(report: dict[str, Any], knowledge: Knowledge) -> None:
    found = [(f.value, unit(f.unit)) for f in reading(report, knowledge).figures]
    may = [(v, unit(u)) for v, u in report.get("may", {}).get("figures", ())]
    wanted = [(float(v), unit(u)) for v, u in report["figures"]]
    assert sorted(f for f in found if f not in may) == sorted(wanted)


@pytest.mark.parametrize("report", OPEN, ids=lambda r: r["id"])
def test_casualties_have_kind_and_count(report: dict[str, Any], knowledge: Knowledge) -> None:
    rows = [c for e in reading(report, knowledge).events for c in e.casualties]
    wanted = [tuple(row) for row in report["casualties"]]
    may = [tuple(row) for row in report.get("may", {}).get("casualties", ())]
    found = [(c.kind, c.best) for c in rows]
    assert sorted(f for f in found if f not in may) == sorted(wanted)


@pytest.mark.parametrize("report", OPEN, ids=lambda r: r["id"])
def test_speakers_are_found(report: dict[str, Any], knowledge: Knowledge) -> None:
    claims = reading(report, knowledge).claims
    said = [set(re.findall(r"\w+", fold(f"{c.speaker} {c.speaker_role}"))) for c in claims]
    for speaker, _ in report["speakers"]:
        words = set(re.findall(r"\w+", fold(speaker)))
        assert any(words <= have for have in said), speaker


@pytest.mark.parametrize("report", OPEN, ids=lambda r: r["id"])
def test_places_are_resolved(report: dict[str, Any], knowledge: Knowledge) -> None:
    found = {fold(p.name) for p in reading(report, knowledge).places}
    missing = [p for p in report["places"] if not any(fold(p) in name for name in found)]
    regions = [p for p in missing if not set(fold(p).split()) <= set(" ".join(found).split())]
    assert regions == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["id"])
def test_every_span_lies_in_the_text(report: dict[str, Any], knowledge: Knowledge) -> None:
    found, text = reading(report, knowledge), report["text"]
    for place in found.places:
        assert place.span
        assert place.span.of(text) == place.text
    spans = [c.span for c in found.claims] + [c.content_span for c in found.claims]
    spans += [f.span for f in found.figures] + [e.span for e in found.events]
    spans += [c.span for e in found.events for c in e.casualties if c.span]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r["id"])
def test_only_words_of_the_vocabularies(report: dict[str, Any], knowledge: Knowledge) -> None:
    found = reading(report, knowledge)
    types, statuses, stances = (
        vocabulary(n) for n in ("event_types", "statuses", "stances")
    )  # fmt: skip
    for event in found.events:
        assert event.mode is None or event.mode in types[event.type].modes
        assert event.status in statuses
    assert all(c.stance in stances for c in found.claims)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Vučić je izjavio da neće potpisati.", "sr"),
        ("Вучић је изјавио да неће потписати.", "sr"),
        ("Prema rečima Vučića, dogovora nema.", "sr"),
        ("Vuçiq tha se nuk do të nënshkruajë.", "sq"),
        ("Sipas Vuçiqit, marrëveshje nuk ka.", "sq"),
    ],
)
def test_a_name_is_one_actor_in_each_script_and_case(
    text: str, language: str, knowledge: Knowledge
) -> None:
    claims = told(text, language, knowledge).claims
    assert [(c.speaker, c.speaker_id) for c in claims] == [("Aleksandar Vučić", "aleksandar-vucic")]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Patrola je stajala u Zvečanu.", "sr", "Zvečan"),
        ("Патрола је стајала код Звечана.", "sr", "Zvečan"),
        ("Patrulla qëndroi në Zveçan.", "sq", "Zvečan"),
        ("Patrulla u nis nga Zveçani.", "sq", "Zvečan"),
        ("Vojnici su stigli u Bejrut i na jug Libana.", "sr", "southern Lebanon"),
        ("Војници су у Бејруту.", "sr", "Beirut"),
        ("Ushtarët janë në jug të Libanit.", "sq", "southern Lebanon"),
    ],
)
def test_places_are_one_in_each_script_and_case(
    text: str, language: str, name: str, knowledge: Knowledge
) -> None:
    assert name in {p.name for p in told(text, language, knowledge).places}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Milan Vučić je izjavio da odlazi.", "sr"),
        ("Agron Kurti tha se po largohet.", "sq"),
    ],
)
def test_a_namesake_of_an_office_holder_stays_private(
    text: str, language: str, knowledge: Knowledge
) -> None:
    found = told(text, language, knowledge)
    assert [p.public for p in found.persons] == [False]
    assert [c.speaker_id for c in found.claims] == [None]


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Dve osobe su povređene 29. maja 2023. godine.", "sr", "2023-05-29"),
        ("Две особе су повређене у недељу.", "sr", "2023-05-28"),
        ("Dve osobe su povređene prošlog utorka.", "sr", "2023-05-23"),
        ("Dvije osobe ozlijeđene su 27. svibnja.", "hr", "2023-05-27"),
        ("Dve osobe su povređene pre tri dana.", "sr", "2023-05-27"),
        ("Dy persona u plagosën më 29 maj.", "sq", "2023-05-29"),
        ("Dy persona u plagosën të hënën.", "sq", "2023-05-29"),
        ("Dy persona u plagosën dje.", "sq", "2023-05-29"),
        ("Dy persona u plagosën tri ditë më parë.", "sq", "2023-05-27"),
        ("Dy persona u plagosën në mars të vitit 2021.", "sq", "2021-03"),
    ],
)
def test_dates_are_resolved(text: str, language: str, day: str, knowledge: Knowledge) -> None:
    found = told(text, language, knowledge)
    assert [(e.type, e.start) for e in found.events] == [("assault", day)]
    assert [c.best for e in found.events for c in e.casualties] == [2]


@pytest.mark.parametrize(
    ("text", "language", "value", "low", "high"),
    [
        ("Uhapšeno je najmanje 15 osoba.", "sr", 15, 15, None),
        ("Poginulo je dvadeset i pet vojnika.", "sr", 25, 25, 25),
        ("Poginulo je 10-14 vojnika.", "sr", 12, 10, 14),
        ("Raseljeno je 1.250 ljudi.", "sr", 1250, 1250, 1250),
        ("Raseljeno je više od tri hiljade ljudi.", "sr", 3000, 3000, None),
        ("U vranë njëzet e pesë ushtarë.", "sq", 25, 25, 25),
        ("U zhvendosën deri në 150 mijë banorë.", "sq", 150000, None, 150000),
    ],
)
def test_numbers_in_words_and_digits(
    text: str, language: str, value: float, low: float, high: float, knowledge: Knowledge
) -> None:
    figures = told(text, language, knowledge).figures
    assert [(f.value, f.low, f.high) for f in figures] == [(value, low, high)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Rezolucija 1244 važi od 10. juna 1999. godine.", "sr"),
        ("Sastanak počinje u 14 časova.", "sr"),
        ("Povređen je 36-godišnji muškarac.", "sr"),
        ("Rezoluta 1244 u miratua në vitin 1999.", "sq"),
        ("Takimi nis në orën 14:30.", "sq"),
        ("Një 24 vjeçar foli para komunës.", "sq"),
    ],
)
def test_names_hours_and_ages_are_no_figures(
    text: str, language: str, knowledge: Knowledge
) -> None:
    assert told(text, language, knowledge).figures == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bei den Zusammenstößen in Zvecan wurden 30 KFOR-Soldaten verletzt, sagte Kurti.", "de"),
        ("Negli scontri a Zvecan sono rimasti feriti 34 soldati, ha detto Kurti.", "it"),
        ("V spopadih v Zvečanu je bilo ranjenih 41 vojakov, je dejal Kurti.", "sl"),
        ("Στις συγκρούσεις τραυματίστηκαν 30 στρατιώτες.", "el"),
        ("أصيب 30 جنديا في اشتباكات.", "ar"),
        ("冲突中有30名士兵受伤。", "zh"),
        ("В столкновениях ранены 30 солдат, сказал Курти.", "ru"),
    ],
)
def test_a_language_without_lists_is_not_misread(
    text: str, language: str, knowledge: Knowledge
) -> None:
    found = told(text, language, knowledge)
    assert (found.events, found.claims, found.figures) == ((), (), ())
    assert found.method == "unread"


def test_an_unread_report_still_has_the_places_that_are_certain(knowledge: Knowledge) -> None:
    found = told("Bei Ausschreitungen in Zvecan im Kosovo gab es Verletzte.", "de", knowledge)
    assert [p.name for p in found.places] == ["Zvečan", "Kosovo"]


def test_a_claim_points_to_speaker_cue_and_content(knowledge: Knowledge) -> None:
    text = "„Mir je jedini put“, poručio je Vučić."
    [claim] = told(text, "sr", knowledge).claims
    assert claim.quoted
    assert claim.content_span.of(text) == "Mir je jedini put"
    assert claim.cue == "poručio"
    assert claim.span.of(text).endswith("poručio je Vučić")


PIECES = st.sampled_from(
    (" ".join(r["text"] for r in REPORTS) + " 10-15 3.500 29. maja „ “ , ; . – 1 000 \n\n").split(
        " "
    )
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, min_size=1, max_size=50).map(" ".join)
).filter(lambda t: bool(t.strip()))


@settings(max_examples=150, deadline=None)
@given(
    text=TEXTS,
    language=st.sampled_from(["sr", "sq", "hr", "de", "el", "xx"]),
    published=st.one_of(st.none(), st.dates()),
)
def test_any_text_is_read_and_every_span_lies_inside(
    text: str, language: str, published: date | None
) -> None:
    known = Knowledge(load_gazetteer(), load_pack("kosovo").actors)
    found = read(text, published=published, language=language, knowledge=known)
    spans = [c.span for c in found.claims] + [c.content_span for c in found.claims]
    spans += [f.span for f in found.figures] + [e.span for e in found.events]
    spans += [p.span for p in found.persons] + [p.span for p in found.places if p.span]
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    for figure in found.figures:
        assert figure.low is None or figure.low <= figure.value
        assert figure.high is None or figure.value <= figure.high
