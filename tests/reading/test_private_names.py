"""Names of private persons are found in every language, and nothing else is taken for one."""

from datetime import date

import pytest

from jointguardian.domain import Actor
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge, read

KNOWLEDGE = Knowledge(
    load_gazetteer(), (Actor("kurti", "Albin Kurti", "person", "XKX", ("Албин Курти",)),)
)


def names(text: str, language: str = "en") -> list[tuple[str, bool]]:
    """Each name found, with whether it may be shown."""
    reading = read(text, published=date(2023, 5, 30), language=language, knowledge=KNOWLEDGE)
    return [(p.span.of(text), p.public) for p in reading.persons]


@pytest.mark.parametrize(
    ("text", "language", "sealed"),
    [
        ("Sgt. Milan Probni was killed. Probni had two sons.", "en", ["Milan Probni", "Probni"]),
        ("Journalist Agim Shembulli was hurt.", "en", ["Agim Shembulli"]),
        ("The widow of Lt. Neil Sample thanked Sample's unit.", "en", ["Neil Sample", "Sample"]),
        ("Der Lehrer Milan Probni blieb in Haft. Probni schwieg.", "de", ["Milan Probni", "Probni"]),
        ("Uhapšen je Milan Probni. Probnija brani advokat.", "sr", ["Milan Probni", "Probnija"]),
        ("Ухапшен је Милан Пробић. Пробића бране.", "sr", ["Милан Пробић", "Пробића"]),
        ("Polici Agim Shembulli u vra. Shembullit iu dha nderimi.", "sq",
         ["Agim Shembulli", "Shembullit"]),
        ("La victime, Marie Exemple, va mieux.", "fr", ["Marie Exemple"]),
    ],
)  # fmt: skip
def test_private_persons_are_found_again_by_surname(
    text: str, language: str, sealed: list[str]
) -> None:
    assert names(text, language) == [(name, False) for name in sealed]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Das Krankenhaus nahm die Verletzten auf.", "de"),
        ("Die Nordatlantische Allianz schickt Soldaten nach Zvecan.", "de"),
        ("Opština Severna Mitrovica je zatvorena.", "sr"),
        ("Општина Звечан и Скупштина Србије ћуте.", "sr"),
        ("Le Conseil Atlantique se tient à l'Hôtel Central.", "fr"),
    ],
)
def test_capitalised_nouns_of_other_languages_are_nobody(text: str, language: str) -> None:
    assert names(text, language) == []


def test_office_holders_of_other_languages_are_shown() -> None:
    assert names("Ministar Milan Probni je podneo ostavku.", "sr") == [("Milan Probni", True)]
    assert names("Албин Курти је говорио.", "sr") == [("Албин Курти", True)]
