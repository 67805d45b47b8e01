"""The language of a text that does not say it."""

import pytest

from jointguardian.sources.language import language_of


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
