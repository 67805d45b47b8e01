"""Private names leave a report before it is stored; every offset stays valid."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jointguardian.access import LOCAL
from jointguardian.domain import Claim, PersonMention, Reading, Report, ReportHeader, Span
from jointguardian.record import Record, Secret
from jointguardian.record.names import BLOCK, Names
from jointguardian.record.sealing import restore, seal

TEXT = (
    "The former policeman Marko Primjerovic was held. Primjerovic said so; President Vucic did not."
)
NAME = "Marko Primjerovic"
AT = TEXT.index(NAME)
SECRET = Secret("r_1", AT, AT + len(NAME), NAME, NAME, "former policeman")
SLUG = "https://post.example/2023/marko-primjerovic-freed"


def _report(text: str = TEXT, title: str = f"Court frees {NAME}", url: str = SLUG) -> Report:
    now = datetime(2023, 5, 30, tzinfo=UTC)
    return Report("r_1", "Post", text, "0" * 64, now, native_id=url, title=title, url=url)


def _reading(*persons: PersonMention, speaker: str = NAME) -> Reading:
    claim = Claim("c", speaker, None, "said", "states", ("Primjerovic's lawyer",), None, False,
                  Span(0, 3), Span(0, 3), 1.0)  # fmt: skip
    return Reading(ReportHeader("r_1", "Post", None, "en", "0"), (), (claim,), (), (), persons)


def test_the_name_is_gone_everywhere_and_the_length_stays() -> None:
    report, reading, hidden = seal(_report(), _reading(), [SECRET])
    assert len(report.text) == len(TEXT)
    assert "rimjerovic" not in f"{report}{reading}".lower()
    assert "Vucic" in report.text
    assert [(h.name, h.person) for h in hidden] == [(NAME, NAME), ("Primjerovic", NAME)]
    assert restore(report.text, [(h.start, h.end, h.name) for h in hidden]) == TEXT


def test_a_speaker_becomes_the_role_and_a_phrase_keeps_its_rest() -> None:
    for speaker in (NAME, "Primjerovic", "PRIMJEROVIĆ"):
        _, reading, _ = seal(_report(), _reading(speaker=speaker), [SECRET])
        assert reading is not None
        assert reading.claims[0].speaker == "former policeman"
        assert reading.claims[0].targets[0] == f"{BLOCK * 11}'s lawyer"
    _, reading, _ = seal(_report(), _reading(), [replace(SECRET, role="")])
    assert reading is not None
    assert reading.claims[0].speaker == f"{BLOCK * 5} {BLOCK * 11}"


@pytest.mark.parametrize(
    "title",
    [
        "MARKO PRIMJEROVIC",
        "Marko\nPrimjerovic",
        "Primjerović",
        "Марко Примјеровић",
        "Marko Primjerović",
    ],
)
def test_a_name_is_found_in_any_case_alphabet_and_accents(title: str) -> None:
    report, _, _ = seal(_report(title=f"On {title}."), None, [SECRET])
    assert report.title is not None
    assert [c for c in report.title if c.isalnum()] == ["O", "n"]


@pytest.mark.parametrize(
    "slug",
    [
        "/2023/marko-primjerovic-freed", "/p/primjerovic", "/markoprimjerovic2", "?q=Marko+Primjerovic",
        "/primjerovi%C4%87-freed", "tag:post.example,2023:PRIMJEROVIC",
    ],
)  # fmt: skip
def test_addresses_lose_the_name(slug: str) -> None:
    report, _, _ = seal(_report(url=f"https://post.example{slug}"), None, [SECRET])
    for address in (report.url, report.native_id):
        assert address is not None
        assert "rimjerovi" not in address.lower()
        assert address.startswith("https://post.example")


def test_words_that_are_no_name_stay() -> None:
    names = Names({"Ivan Mostar": "p", "Ana Li": "q", "Petar Vucic": "x"}, {}, frozenset({"vucic"}))
    for text in ("a mostar bridge", "Li said", "Ivan. Then, after it, Ana", "President Vucic", ""):
        assert names.hide(text) == text
    assert names.hide("Mostar, Ana Li, Petar Vucic") == "██████, ███ ██, █████ █████"
    assert names.hide_slug("https://danas.example/a%20b/li-1") == "https://danas.example/a%20b/li-1"


def test_a_surname_that_an_office_holder_has_too_is_no_name_by_itself() -> None:
    public = PersonMention(Span(TEXT.index("Vucic"), TEXT.index("Vucic") + 5), "president", True)
    text = TEXT.replace("Primjerovic", "Vucic")
    end = AT + len("Marko Vucic")
    at = text.rindex("Vucic")
    reading = _reading(replace(public, span=Span(at, at + 5)))
    report, _, _ = seal(_report(text, "Vucic"), reading, [Secret("r_1", AT, end, "Marko Vucic")])
    assert report.title == "Vucic"
    assert "President Vucic" in report.text
    assert "Marko Vucic" not in report.text


@given(st.integers(0, len(TEXT) - 2), st.integers(1, 30))
def test_whatever_is_sealed_can_be_put_back(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    report, _, hidden = seal(_report(), None, [Secret("r_1", start, end, TEXT[start:end])])
    assert restore(report.text, [(h.start, h.end, h.name) for h in hidden]) == TEXT
    assert replace(report, text="").sha256 == _report().sha256
    assert not any(c.isalnum() for c in report.text[start:end])


def test_the_same_report_again_is_the_same_though_its_address_is_sealed(tmp_path: Path) -> None:
    with Record.create(f"sqlite:///{tmp_path / 'record.db'}") as record:
        assert record.add_report(_report(), _reading(), [SECRET]).status == "new"
        again = replace(_report(), id="r_2")
        assert (
            record.add_report(again, _reading(), [replace(SECRET, report="r_2")]).status == "same"
        )
        assert record.unseal(LOCAL, "r_1", "check") == TEXT
        persons = {s.person for s in record.sealed(LOCAL, "r_1")}
        assert len(persons) == 1
        later = _reading(
            PersonMention(Span(AT, AT + len(NAME)), "witness", False), speaker="Primjerovic"
        )
        assert record.add_reading("r_1", later)
        [(_, reading)] = record.readings(LOCAL)
        assert reading.claims[0].speaker == "witness"
        record.erase_person(NAME, by="custodian", reason="asked to")
        assert "Primjerovic" not in record.unseal(LOCAL, "r_1", "check")
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir()).lower()
    assert b"primjerovic" not in raw
