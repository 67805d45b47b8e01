"""Claims: every pattern on sentences of our own, and what must hold for any text."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain import Claim, Span
from jointguardian.reading.claims import claims
from jointguardian.reading.document import ActorSpan, Document, Quotation, Sentence, TimeMention

_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[\"”]?|$)")
_QUOTED = re.compile(r"[\"“]([^\"”\n]+)[\"”]")


def document(text: str, **known: object) -> Document:
    """A document with sentences cut at full stops and what stands in quotation marks."""
    quotes = [Span(m.start(1), m.end(1)) for m in _QUOTED.finditer(text)]
    sentences = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        for found in _SENTENCE.finditer(line[0]):
            start = line.start() + found.start() + len(found[0]) - len(found[0].lstrip())
            end = line.start() + found.end()
            if start < end:
                sentences.append(Sentence(Span(start, end), number))
    return Document(
        text=text,
        sentences=tuple(sentences),
        quotations=tuple(Quotation(q) for q in quotes),
    ).evolve(**known)


def read(text: str, **known: object) -> tuple[Claim, ...]:
    return claims(document(text, **known)).claims


def told(text: str, **known: object) -> list[tuple[str | None, str, str]]:
    """Speaker, stance and content of each claim."""
    return [(c.speaker, c.stance, c.content_span.of(text)) for c in read(text, **known)]


def test_a_content_clause_ends_before_the_full_stop() -> None:
    assert told("The Harbour Ministry said that two ferries had sunk.") == [
        ("Harbour Ministry", "states", "two ferries had sunk")
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "stance"),
    [
        ("Foreign Minister Ana Horvat condemned the arson.", "Ana Horvat", "condemns"),
        ("Ana Horvat, the foreign minister, welcomed the truce.", "Ana Horvat", "supports"),
        ("Morland's envoy to Tessaly, Ana Horvat, denied the rumour.", "Ana Horvat", "denies"),
        ("Ana Horvat, who leads the council, urged patience.", "Ana Horvat", "calls-for"),
        ("The bridge, Mayor Ilir Dema warned, could collapse.", "Ilir Dema", "warns"),
        ("The road is closed, according to the Tessaly police.", "Tessaly police", "states"),
        ("The plan was rejected by the Morland government.", "Morland government", "opposes"),
        ("Morland threatened to close the crossing.", "Morland", "threatens"),
        ("Morland demanded a public apology.", "Morland", "demands"),
        ("Morland called on Tessaly to reopen the road.", "Morland", "calls-for"),
        ("Morland announced that it would withdraw its guards.", "Morland", "announces"),
        ("President Ilir Dema praised the medics.", "Ilir Dema", "praises"),
        ("Morland's claim that Tessaly fired first spread quickly.", "Morland", "states"),
    ],
)
def test_each_pattern_gives_its_speaker_and_stance(text: str, speaker: str, stance: str) -> None:
    assert [(c.speaker, c.stance) for c in read(text)] == [(speaker, stance)]


def test_an_office_is_split_from_the_name() -> None:
    (claim,) = read("Morland's Interior Minister Ana Horvat said the camp was empty.")
    assert (claim.speaker, claim.speaker_role) == ("Ana Horvat", "Morland's Interior Minister")


def test_an_office_behind_the_name_is_the_role() -> None:
    (claim,) = read("Ana Horvat, spokeswoman of the Morland Coast Guard, said the sea was calm.")
    assert claim.speaker_role == "spokeswoman of the Morland Coast Guard"


def test_cues_that_share_a_subject_are_claims_of_their_own() -> None:
    text = "President Ilir Dema blamed Morland for the fire and accused its guards of looting."
    assert told(text) == [
        ("Ilir Dema", "blames", "Morland for the fire"),
        ("Ilir Dema", "accuses", "its guards of looting"),
    ]


def test_positions_that_a_spokesman_tells_are_his_claims() -> None:
    text = (
        "Ana Horvat, spokeswoman of the Foreign Ministry, told a briefing that Morland supports "
        "the census, opposes new tolls and calls on Tessaly to pay its debt."
    )
    assert [(c.speaker, c.stance) for c in read(text)] == [
        ("Ana Horvat", "supports"),
        ("Ana Horvat", "opposes"),
        ("Ana Horvat", "calls-for"),
    ]


def test_a_quotation_over_sentences_is_one_claim_of_the_speaker_behind_it() -> None:
    text = '"We have lost the harbour. We shall not lose the town," Mayor Ilir Dema said.'
    (claim,) = read(text)
    assert claim.speaker == "Ilir Dema"
    assert claim.quoted
    assert claim.content_span.of(text).startswith('"We have lost')
    assert claim.content_span.of(text).rstrip('",').endswith("lose the town")


def test_a_quotation_without_speaker_goes_on_with_the_last_one() -> None:
    text = 'Mayor Ilir Dema said the town was calm. "Nobody has left and nobody will leave."'
    assert [c.speaker for c in read(text)] == ["Ilir Dema", "Ilir Dema"]


def test_pronouns_and_short_names_mean_the_person_named_before() -> None:
    text = (
        "Interior Minister Ana Horvat said the gate was shut. She added that guards were posted. "
        "Horvat warned of more delays."
    )
    assert {c.speaker for c in read(text)} == {"Ana Horvat"}


def test_the_office_alone_means_its_last_holder() -> None:
    text = (
        "Defence Minister Ana Horvat said the depot was safe. President Ilir Dema said nothing "
        "else was known. The Minister of Defence warned of looters."
    )
    assert read(text)[-1].speaker == "Ana Horvat"


def test_the_ministry_alone_means_the_ministry_named_before() -> None:
    text = "Morland's Defence Ministry said a convoy left. The ministry added that it was unarmed."
    assert {c.speaker for c in read(text)} == {"Morland's Defence Ministry"}


def test_content_joined_by_and_that_gives_two_claims() -> None:
    text = "Police said that the road was blocked and that rumours of a raid were entirely false."
    assert [c.stance for c in read(text)] == ["states", "denies"]


@pytest.mark.parametrize(
    "text",
    [
        "The accused left the hall before noon.",
        "Guards answered with tear gas.",
        "Member states met in the capital.",
        "The report on the harbour was long.",
        "Ilir Dema did not say who had paid.",
        "The market reportedly burned down.",
        "If Morland accused the guards, the talks would end.",
        "Villagers made bread and sold it on the square.",
    ],
)
def test_words_that_only_look_like_cues_give_no_claim(text: str) -> None:
    assert read(text) == ()


def test_the_reporting_wire_is_no_speaker() -> None:
    text = "A tower fell, Norwire reports."
    assert read(text, source="Daily Gazette (Norwire)") == ()
    assert [c.speaker for c in read(text, source="Daily Gazette")] == ["Norwire"]


def test_the_outlets_own_judgement_has_no_speaker_and_keeps_to_marked_sentences() -> None:
    text = "Morland is playing a game with the border. The road is closed."
    assert told(text) == [(None, "states", "Morland is playing a game with the border.")]


def test_the_day_of_utterance_is_the_one_in_the_attribution() -> None:
    text = "Morland said on Monday that the raid of 3 May failed."
    known = (
        TimeMention(Span(13, 22), "2031-05-05", "2031-05-05", "day"),
        TimeMention(Span(40, 45), "2031-05-03", "2031-05-03", "day"),
    )
    assert [c.date for c in read(text, times=known, published=date(2031, 5, 6))] == ["2031-05-05"]


def test_a_known_actor_gives_canonical_name_and_id() -> None:
    text = "Premier Horvath accused Morland of fraud."
    actor = ActorSpan(Span(0, 15), "Premier Horvath", "Ana Horváth", "ana-horvath", "person")
    target = ActorSpan(Span(24, 31), "Morland", "Morland", "morland", "state")
    (claim,) = read(text, actors=(actor, target))
    assert (claim.speaker, claim.speaker_id, claim.targets) == (
        "Ana Horváth", "ana-horvath", ("Morland",),
    )  # fmt: skip


def test_an_announcement_means_what_was_told_before() -> None:
    text = "Morland closed its only harbour. Envoy Ana Horvat made the announcement."
    (claim,) = read(text)
    assert (claim.speaker, claim.stance) == ("Ana Horvat", "announces")
    assert claim.content_span.of(text) == "Morland closed its only harbour."


def test_a_paper_that_quotes_somebody_is_not_the_speaker() -> None:
    text = "Mayor Ilir Dema arrived. The Gazette quotes him as saying the dam is safe."
    assert told(text) == [("Ilir Dema", "states", "the dam is safe")]


def test_a_bracket_holds_its_own_attribution() -> None:
    text = "Morland accused Tessaly of theft [Tessaly sources report no loss] and left the talks."
    assert ("Tessaly sources", "states", "no loss") in told(text)


def test_a_dateline_is_no_content() -> None:
    text = "TESSALY, May 6 - The mill burned down, the fire service said."
    assert told(text) == [("fire service", "states", "The mill burned down")]


def test_two_speakers_of_one_cue_are_two_claims() -> None:
    text = "Ana Horvat, head of the council, and Mayor Ilir Dema condemned the arson."
    assert [(c.speaker, c.stance) for c in read(text)] == [
        ("Ana Horvat", "condemns"),
        ("Ilir Dema", "condemns"),
    ]


def test_objecting_and_saying_is_one_claim() -> None:
    text = "Mayor Ilir Dema objected, saying the road would divide the town."
    assert [(c.speaker, c.stance) for c in read(text)] == [("Ilir Dema", "opposes")]


def test_a_hedged_noun_is_no_claim_of_its_own() -> None:
    text = "Morland accused men it said were backed by Tessaly."
    assert [c.stance for c in read(text)] == ["accuses"]


def test_other_languages_than_english_are_left_alone() -> None:
    assert read("Morland said it was late.", language="it") == ()


def test_ids_are_stable_and_distinct() -> None:
    text = "Morland said it was late. Tessaly denied it. Police warned of ice."
    first, again = read(text), read(text)
    assert [c.id for c in first] == [c.id for c in again]
    assert len({c.id for c in first}) == len(first) == 3


_PIECES = re.findall(
    r"\S+|\n",
    "said told that according to Morland , . \n “ ” \" blamed for and he who by was accused 's : "
    "Minister Ana Horvat the ministry called on Monday 3 not saying — ; statement of as made an "
    "announcement Ж █ never police warned",
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_PIECES), max_size=50).map(" ".join))
)
def test_any_text_is_read_and_spans_stay_inside(text: str) -> None:
    for claim in read(text):
        assert 0 <= claim.span.start < claim.span.end <= len(text)
        assert 0 <= claim.content_span.start < claim.content_span.end <= len(text)
        assert claim.cue
        assert claim.speaker != ""
        assert 0 < claim.confidence <= 1
