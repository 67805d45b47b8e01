"""The cue lexicon: its size, its forms, and that each stance is one of the vocabulary."""

import pytest

from jointguardian.domain.vocab import vocabulary
from jointguardian.reading.attribution import lexicon
from jointguardian.reading.attribution.lexicon import inflect
from jointguardian.reading.stance import RULES, stance_of


def test_the_lexicon_knows_at_least_250_verbs_in_all_their_forms() -> None:
    senses = [s for found in lexicon().verbs.values() for s in found]
    assert len({s.lemma for s in senses}) >= 250
    assert {s.form for s in senses} == {"base", "third", "past", "participle", "ing"}


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("accuse", ("accuses", "accused", "accused", "accusing")),
        ("deny", ("denies", "denied", "denied", "denying")),
        ("say", ("says", "sayed", "sayed", "saying")),
        ("stress", ("stresses", "stressed", "stressed", "stressing")),
    ],
)
def test_regular_verbs_are_inflected(lemma: str, forms: tuple[str, ...]) -> None:
    assert inflect(lemma) == forms


def test_irregular_forms_replace_the_regular_ones() -> None:
    assert "said" in lexicon().verbs
    assert "sayed" not in lexicon().verbs


def test_every_stance_is_in_the_vocabulary() -> None:
    known = set(vocabulary("stances").ids())
    used = {s.stance for found in lexicon().verbs.values() for s in found}
    used |= set(lexicon().nouns.values()) | {r.stance for r in RULES}
    assert used <= known


@pytest.mark.parametrize(
    ("content", "stance"),
    [
        ("the reports of a raid were completely untrue", "denies"),
        ("the guards kidnapped three farmers", "accuses"),
        ("a wider war may break out", "warns"),
        ("it would send two companies", "announces"),
        ("the fire started because the council ignored the alarm", "states"),
        ("the fire broke out because the council ignored the alarm", "blames"),
        ("the gates must be lifted", "demands"),
        ("the pact was out of the question", "opposes"),
        ("nine people were hurt", "states"),
    ],
)
def test_what_is_said_sharpens_a_plain_cue(content: str, stance: str) -> None:
    assert stance_of("states", "say", content, "Morland") == stance


@pytest.mark.parametrize(
    ("base", "lemma", "content", "stance"),
    [
        ("opposes", "reject", "the accusation", "denies"),
        ("opposes", "reject", "any role in the raid", "denies"),
        ("opposes", "reject", "the plan", "opposes"),
        ("states", "call", "it a cowardly act", "condemns"),
        ("states", "call", "the valley quiet", "states"),
        ("states", "tell", "to leave at noon", "demands"),
    ],
)
def test_cue_and_content_together_give_the_stance(
    base: str, lemma: str, content: str, stance: str
) -> None:
    assert stance_of(base, lemma, content, "Morland") == stance


def test_a_marked_cue_keeps_its_stance() -> None:
    assert stance_of("condemns", "condemn", "the kidnapping", "Morland") == "condemns"


def test_the_text_of_an_instrument_keeps_to_stating() -> None:
    assert stance_of("states", "state", "troops must leave", "Resolution 77") == "states"
