"""Claims and attributions in the reports of several missions, with the parser that ships."""

import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain import Claim
from jointguardian.geo import load_gazetteer
from jointguardian.reading import Knowledge
from jointguardian.reading.attribution import Relation, relations
from jointguardian.reading.claims import claims
from jointguardian.reading.document import Document
from jointguardian.reading.steps import named

CASES: list[dict[str, Any]] = msgspec.yaml.decode(
    Path(__file__).with_name("claims_of_missions.yaml").read_bytes()
)


@cache
def knowledge() -> Knowledge:
    return Knowledge(load_gazetteer())


@cache
def document(text: str) -> Document:
    return named(Document(text=text), knowledge())


def told(text: str) -> tuple[Claim, ...]:
    return claims(document(text)).claims


def attributed(text: str) -> tuple[Relation, ...]:
    return relations(document(text))


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def alike(gold: str, found: str) -> bool:
    """Whether two stretches share most of their words."""
    a, b = words(gold), words(found)
    return 2 * len(a & b) >= 0.6 * (len(a) + len(b))


def speaks(gold: str, claim: Claim) -> bool:
    wanted = words(gold) - {"the", "of", "s", "in"}
    return 2 * len(wanted & words(f"{claim.speaker} {claim.speaker_role}")) >= len(wanted)


def matches(case: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Claim]]:
    """Each annotated claim with the one that was found for it."""
    left = [c for c in told(case["text"]) if c.speaker]
    for gold in case["claims"]:
        for claim in left:
            content = claim.content_span.of(case["text"])
            if speaks(gold["speaker"], claim) and alike(gold["content"], content):
                left.remove(claim)
                yield gold, claim
                break


def test_four_of_five_claims_are_found_with_speaker_and_content() -> None:
    due = sum(len(case["claims"]) for case in CASES)
    found = sum(len(list(matches(case))) for case in CASES)
    assert found / due >= 0.8


def test_few_claims_are_found_that_nobody_made() -> None:
    made = sum(sum(c.speaker is not None for c in told(case["text"])) for case in CASES)
    right = sum(len(list(matches(case))) for case in CASES)
    assert right / made >= 0.8


def test_stances_of_the_claims_found_are_mostly_right() -> None:
    pairs = [pair for case in CASES for pair in matches(case)]
    assert sum(g["stance"] == c.stance for g, c in pairs) / len(pairs) >= 0.85


def test_those_accused_are_the_targets() -> None:
    pairs = [p for case in CASES for p in matches(case) if "targets" in p[0]]
    assert pairs
    assert all(set(g["targets"]) <= set(c.targets) for g, c in pairs)


@pytest.mark.parametrize("case", [c for c in CASES if not c["claims"]], ids=lambda c: c["text"])
def test_sentences_without_a_claim_give_none(case: dict[str, Any]) -> None:
    assert not [c for c in told(case["text"]) if c.speaker]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The ministry said that the bridge was safe.", "The ministry", "said", "that the bridge was safe"),
        ("The union has repeatedly rejected the offer.", "The union", "has repeatedly rejected", "the offer"),
        ("The mayor went on to say that the road was open.", "The mayor", "went on to say", "that the road was open"),
        ("The town, according to the police, was calm.", "the police", "according to", "The town, was calm"),
        ("Villagers hope to return before winter.", "Villagers", "hope", "to return before winter"),
        ("The chief was praised by the council.", "the council", "was praised by", "The chief"),
        ("The road is closed, the fire service said.", "the fire service", "said", "The road is closed"),
    ],
)  # fmt: skip
def test_an_attribution_has_source_cue_and_content(
    text: str, source: str, cue: str, content: str
) -> None:
    def of(spans: tuple[Any, ...]) -> str:
        return " ".join(s.of(text).strip(" ,") for s in spans)

    found = [(of(r.source), of(r.cue), words(of(r.content))) for r in attributed(text)]
    assert (source, cue, words(content)) in found


def test_thoughts_and_wishes_are_attributions_but_no_claims() -> None:
    text = "Villagers hope to return before winter."
    assert attributed(text)
    assert not told(text)


def test_nobody_is_the_source_of_what_is_only_alleged() -> None:
    found = attributed("The guards allegedly opened the gate.")
    assert [r.source for r in found if r.frame == "hedge"] == [()]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "The envoy released a statement on Monday condemning the raid.",
            "The envoy",
            "released a statement on Monday condemning",
            "the raid",
        ),
        (
            "UNIFIL made it clear that its patrols would continue.",
            "UNIFIL",
            "made it clear",
            "that its patrols would continue",
        ),
        (
            "“Will the corridor reopen?” the OSCE monitor asked.",
            "the OSCE monitor",
            "asked",
            "Will the corridor reopen?",
        ),
        (
            'The minister called the report "a cheap invention" on Tuesday.',
            "The minister",
            "called",
            'the report "a cheap invention"',
        ),
    ],
)
def test_cues_of_several_words_attribute_once(
    text: str, source: str, cue: str, content: str
) -> None:
    found = [r for r in attributed(text) if not r.nested]
    assert len(found) == 1
    assert [s.of(text) for s in found[0].source] == [source]
    assert [s.of(text) for s in found[0].cue] == [cue]
    assert content in " ".join(s.of(text) for s in found[0].content)


def test_no_answer_and_a_question_to_the_reader_attribute_nothing() -> None:
    assert not attributed("The mission did not respond to a request for comment.")
    assert not attributed("Do you support the mission?")


def test_a_feeling_without_an_owner_is_an_attribution_but_no_claim() -> None:
    text = "There is growing concern about the ceasefire."
    assert [r.source for r in attributed(text)] == [()]
    assert told(text) == ()


def test_an_attribution_inside_a_content_is_nested() -> None:
    text = "The envoy said that the rebels had promised to leave."
    nested = {r.lemma: r.nested for r in attributed(text)}
    assert nested["say"] is False
    assert nested["promise"] is True


def test_a_quotation_belongs_whole_to_its_content() -> None:
    text = '"We lost the bridge. We keep the town," the mayor said.'
    (found,) = [r for r in attributed(text) if r.lemma == "say"]
    assert found.content[0].of(text).startswith('"We lost')
    assert found.quoted


def test_a_claim_tells_where_speaker_and_cue_stand() -> None:
    text = "The harbour police said that two boats were missing."
    (claim,) = told(text)
    assert claim.speaker_span
    assert claim.speaker_span.of(text).endswith("harbour police")
    assert claim.cue_span
    assert claim.cue_span.of(text) == "said"


_PIECES = re.findall(
    r"\S+",
    "said told that according to the police , . “ ” \" '' blamed for and he who by was accused 's : "
    "minister Ana claim plan not saying — reportedly in view of ( ) Ж █ never aware",
)


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(st.text(max_size=120), st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join))
)
def test_spans_of_attributions_lie_in_any_text(text: str) -> None:
    for found in attributed(text):
        for span in (*found.source, *found.cue, *found.content):
            assert 0 <= span.start < span.end <= len(text)
        assert found.cue
        assert found.content


def test_time_grows_with_length_alone() -> None:
    def seconds(count: int) -> float:
        parsed = document("X said (" * count)
        begun = time.process_time()
        claims(parsed)
        return time.process_time() - begun

    seconds(20)
    assert seconds(240) <= 12 * max(seconds(60), 0.05)
