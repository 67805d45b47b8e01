"""Every sentence of a brief leads back to what it rests on."""

import json
import re
from dataclasses import replace

import pytest

from jointguardian.errors import InputError
from jointguardian.picture import Known, Picture, build, compose_brief
from jointguardian.picture.brief import KINDS, Brief
from jointguardian.picture.brief.html import href
from jointguardian.picture.brief.refs import known_refs
from jointguardian.picture.wording import loaded_outside_quotes


@pytest.fixture
def picture(known: Known, earlier: Known) -> Picture:
    return build(known, since="2023-05-29", until="2023-05-30", previous=earlier)


@pytest.fixture(params=KINDS)
def brief(request: pytest.FixtureRequest, picture: Picture) -> Brief:
    return compose_brief(picture, request.param, 24)


def test_every_sentence_and_row_rests_on_something_known(brief: Brief, picture: Picture) -> None:
    resting = list(brief.resting())
    assert resting
    known = known_refs(picture)
    for item in resting:
        assert item.refs, item
        assert set(item.refs) <= known, item


def test_loaded_words_stand_in_quotation_marks_only(brief: Brief) -> None:
    text = brief.markdown()
    assert "terrorist" in text or brief.kind == "flash"
    assert loaded_outside_quotes(text) == ()


def test_the_sitrep_has_its_sections_in_order(picture: Picture) -> None:
    brief = compose_brief(picture, "sitrep", 24)
    assert [s.title for s in brief.sections] == [
        "Summary", "Situation by sector", "Incidents", "Forces", "Freedom of movement",
        "Contradictions", "Assessment", "Positions of the parties", "Sources",
        "Withheld or not computed yet",
    ]  # fmt: skip
    assert dict(brief.header)["DTG"] == "301800ZMAY23"
    assert dict(brief.header)["Period"].startswith("291800ZMAY23 to 301800ZMAY23")
    assert dict(brief.header)["Marking"] == "PUBLIC"
    assert dict(brief.header)["State"].startswith("DRAFT")


def test_assessment_stands_apart_and_only_quotes(picture: Picture) -> None:
    (judged,) = [s for s in compose_brief(picture, "sitrep", 24).sections if s.kind == "assessment"]
    text = str(judged.items)
    assert "The minister warns: “the situation is tense”" in text
    assert "writes no assessment of its own" in text


def test_ranges_are_shown_by_group_and_never_summed(picture: Picture) -> None:
    text = compose_brief(picture, "sitrep", 24).markdown()
    assert "KFOR: 25 to 30 injured" in text
    assert "Serbs: 52 to 53 injured (rival counts)" in text
    assert "83" not in re.sub(r"\b[0-9a-f]{64}\b", "", text)


def test_the_page_links_each_reference_and_takes_no_markup(picture: Picture, known: Known) -> None:
    html = compose_brief(picture, "sitrep", 24).html(base="/op")
    assert 'href="/op/report/r1#e_r1"' in html
    assert "<script" not in html
    evil = replace(known, operation="<script>alert(1)</script>")
    made = compose_brief(build(evil, since=None, until="2023-05-30"), "flash", 24)
    assert "<script" not in made.html()
    assert "<script" not in made.markdown()


def test_references_lead_to_report_place_and_incident(brief: Brief) -> None:
    for item in brief.resting():
        for ref in item.refs:
            to = href(ref)
            assert (to is None) == (ref.kind == "fact")
            assert to is None or to.startswith(("/report/", "/incident/"))


def test_json_says_the_same(brief: Brief) -> None:
    tree = json.loads(brief.json())
    assert tree["kind"] == brief.kind
    assert len(tree["sections"]) == len(brief.sections)


def test_invented_values_raise_a_banner(known: Known) -> None:
    quiet = compose_brief(build(known, since=None, until="2023-05-30"), "sitrep", 24)
    assert quiet.banner is None
    made_up = replace(known, strengths=tuple(replace(s, invented=True) for s in known.strengths))
    loud = compose_brief(build(made_up, since=None, until="2023-05-30"), "sitrep", 24)
    assert loud.banner is not None
    assert "invented" in loud.markdown()


def test_a_quiet_period_says_that_silence_is_not_quiet(known: Known) -> None:
    picture = build(known, since="2023-06-10", until="2023-06-11")
    text = compose_brief(picture, "sitrep", 24).markdown()
    assert "not the same as quiet" in text


def test_an_unknown_kind_is_refused(picture: Picture) -> None:
    with pytest.raises(InputError, match="poem"):
        compose_brief(picture, "poem", 24)
