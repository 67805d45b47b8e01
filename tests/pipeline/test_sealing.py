"""Who is sealed: everybody without public office, under the fullest name that the text gives."""

from datetime import UTC, datetime

from jointguardian.domain import PersonMention, Reading, Report, ReportHeader, Span
from jointguardian.pipeline.sealing import secrets_of

TEXT = (
    "The former policeman Marko Primjerovic was held. Primjerovic said so; President Vucic did not."
)


def _mention(start: int, word: str, *, public: bool = False) -> PersonMention:
    return PersonMention(Span(start, start + len(word)), "former policeman", public)


def _secrets(*persons: PersonMention) -> list[tuple[str, str, str]]:
    report = Report("r_1", "Post", TEXT, "0" * 64, datetime(2023, 5, 30, tzinfo=UTC))
    header = ReportHeader("r_1", "Post", None, "en", "0")
    found = secrets_of(report, Reading(header, (), (), (), (), persons))
    assert all(s.report == "r_1" and TEXT[s.start : s.end] == s.name for s in found)
    return [(s.name, s.person, s.role) for s in found]


def test_a_surname_alone_is_the_person_of_the_full_name() -> None:
    name = "Marko Primjerovic"
    full, bare = (
        _mention(TEXT.index(name), name),
        _mention(TEXT.index("Primjerovic said"), name[6:]),
    )
    assert _secrets(full, bare) == [
        (name, name, "former policeman"),
        ("Primjerovic", name, "former policeman"),
    ]


def test_the_end_of_another_name_is_another_person() -> None:
    end, full = _mention(TEXT.index("jerovic"), "jerovic"), _mention(21, "Marko Primjerovic")
    assert [person for _, person, _ in _secrets(full, end)] == ["Marko Primjerovic", "jerovic"]


def test_office_holders_are_not_sealed() -> None:
    assert _secrets(_mention(TEXT.index("Vucic"), "Vucic", public=True)) == []
