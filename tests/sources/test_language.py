"""The language of a text that does not say it."""

import pytest

from jointguardian.sources.language import language_of, spoken


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        (
            "en",
            "Two lorries blocked the road to the bridge, and it was opened again by the police.",
        ),
        ("sq", "Dy kamionë kanë bllokuar rrugën për në urë dhe policia e hapi atë më vonë."),
        (
            "sr",
            "Dva kamiona su blokirala put ka mostu, a policija ga je otvorila za nekoliko sati.",
        ),
        ("sr", "Два камиона су блокирала пут ка мосту, а полиција га је отворила."),
        (
            "hr",
            "Dva su kamiona u nedjelju 2. srpnja zapriječila cestu, ali ju je policija otvorila.",
        ),
        (
            "sl",
            "Dva tovornjaka sta zaprla cesto, ki jo je policija po nekaj urah spet odprla za promet.",
        ),
        (
            "mk",
            "Два камиони го блокираа патот кон мостот, а полицијата сè уште ѝ помага на меѓата.",
        ),
        (
            "de",
            "Zwei Lastwagen haben die Straße zu der Brücke gesperrt, und die Polizei ist gekommen.",
        ),
        (
            "it",
            "Due camion hanno bloccato la strada per il ponte e la polizia è arrivata in serata.",
        ),
        ("fr", "Deux camions ont barré la route du pont et la police est venue dans la soirée."),
    ],
)
def test_a_sentence_is_enough(tag: str, text: str) -> None:
    assert language_of(text) == tag


@pytest.mark.parametrize("text", ["", "1244", "KFOR", "Zvečan Leposavić Mitrovica"])
def test_too_little_says_nothing(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Τραυματίστηκαν τριάντα στρατιώτες.", "el"),
        ("أصيب ثلاثون جنديا.", "ar"),
        ("冲突中有30名士兵受伤。", "zh"),
        ("Ранени са трима войници в сблъсъка.", "bg"),
        ("Los soldados de la misión fueron heridos en el norte por una explosión.", "es"),
    ],
)
def test_scripts_and_further_languages_are_told(text: str, tag: str) -> None:
    assert language_of(text) == tag


SERBIAN = "Vojnici su danas povređeni u sukobu koji je na severu počeo kada se okupilo više ljudi."


@pytest.mark.parametrize(
    ("tag", "text", "language"),
    [
        ("en", SERBIAN, "sr"),
        ("hr", SERBIAN, "hr"),
        ("en", "Војници су повређени.", "sr"),
        ("sr", "Војници су повређени.", "sr"),
        ("de", "Zvecan, 30.", "de"),
        (None, "Zvecan, 30.", "en"),
        (None, "Joukkoja siirrettiin pohjoiseen. " * 12, "und"),
    ],
)
def test_a_wrong_tag_is_overruled_by_a_clear_text(
    tag: str | None, text: str, language: str
) -> None:
    assert spoken(tag, text) == language
