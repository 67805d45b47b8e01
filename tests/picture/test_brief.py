"""Every sentence of a brief leads back to what it rests on."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from jointguardian.domain import ProductLine, Reason, TensionLevel
from jointguardian.errors import InputError
from jointguardian.picture import Followed, Known, Picture, build, compose_brief, incident_page
from jointguardian.picture.brief import (
    KINDS,
    Assessed,
    Brief,
    Entered,
    Material,
    Ref,
    Sentence,
    brief_of,
    kind_of,
    uncited,
)
from jointguardian.picture.brief.html import href
from jointguardian.picture.brief.refs import known_refs
from jointguardian.picture.wording import loaded_outside_quotes


@pytest.fixture
def picture(known: Known, earlier: Known) -> Picture:
    return build(known, since="2023-05-29", until="2023-05-30", previous=earlier)


def about_the_clash(picture: Picture, known: Known) -> Material:
    """The picture of the most told incident alone, with its accounts."""
    page = incident_page(known, max(picture.incidents, key=lambda i: len(i.reports)).id)
    alone = replace(picture, incidents=(page.incident,))
    return Material(alone, incident=page.incident, accounts=page.accounts)


def composed(kind: str, picture: Picture, known: Known) -> Brief:
    if kind_of(kind).about == "incident":
        stuff = about_the_clash(picture, known)
        return compose_brief(stuff.picture, kind, 24, material=stuff)
    return compose_brief(picture, kind, 24)


@pytest.fixture(params=KINDS)
def brief(request: pytest.FixtureRequest, picture: Picture, known: Known) -> Brief:
    return composed(request.param, picture, known)


def test_every_sentence_and_row_rests_on_something_known(brief: Brief, picture: Picture) -> None:
    resting = list(brief.resting())
    assert resting
    known = known_refs(picture)
    for item in resting:
        assert item.refs, item
        assert set(item.refs) <= known, item


def test_loaded_words_stand_in_quotation_marks_only(brief: Brief) -> None:
    text = brief.markdown()
    assert "terrorist" in text
    assert loaded_outside_quotes(text) == ()


def test_the_sitrep_has_its_sections_in_order(picture: Picture) -> None:
    brief = compose_brief(picture, "sitrep", 24)
    assert [s.title for s in brief.sections] == [
        "Summary", "Situation by sector", "Warning and tension", "Incidents", "Forces and reserves", "Freedom of movement",
        "Protection of civilians", "Displacement and return", "Positions of the parties", "Mandate",
        "Special reports issued", "Information requirements", "Next 24 hours", "Next four weeks",
        "Unresolved contradictions", "What others assess", "Assessment", "Sources",
        "Withheld",
    ]  # fmt: skip
    assert dict(brief.header)["DTG"] == "301800ZMAY23"
    assert dict(brief.header)["Period"].startswith("291800ZMAY23 to 301800ZMAY23")
    assert dict(brief.header)["Marking"] == "PUBLIC"
    assert dict(brief.header)["State"].startswith("DRAFT")


def test_assessment_stands_apart_from_what_others_assess(picture: Picture) -> None:
    sections = {s.id: s for s in compose_brief(picture, "sitrep", 24).sections}
    assert [s.id for s in sections.values() if s.kind == "assessment"] == ["assessment"]
    assert "left for a person to write" in str(sections["assessment"].items)
    said = str(sections["said"].items)
    assert "The minister warns: “the situation is tense”" in said
    assert "writes no assessment of its own" in said


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


def test_counts_are_told_against_the_period_before(picture: Picture) -> None:
    more = replace(picture, earlier=picture.incidents[:1])
    text = compose_brief(more, "sitrep", 24).markdown()
    assert (
        f"{len(picture.incidents)} incidents, up from 1 in the equally long period before" in text
    )
    assert "| up from 1 |" in text or "| as many as before |" in text
    assert "up from none" in compose_brief(replace(picture, earlier=()), "sitrep", 24).markdown()
    fewer = replace(picture, earlier=picture.incidents * 3)
    assert "down from" in compose_brief(fewer, "sitrep", 24).markdown()


def test_no_fact_stands_without_a_citation(brief: Brief) -> None:
    assert uncited(brief) == ()
    assert [c.n for c in brief.citations] == list(range(1, len(brief.citations) + 1))


def test_a_sentence_that_cites_nothing_is_left_out_and_said_so(picture: Picture) -> None:
    blind = replace(picture, reports=())
    made = compose_brief(blind, "flash", 24)
    assert uncited(made) == ()
    assert "Left out because nothing in sight supports it" in made.markdown()


def test_a_citation_has_the_words_their_place_the_grade_and_the_hash(
    picture: Picture, known: Known
) -> None:
    made = compose_brief(picture, "sitrep", 24)
    cited = next(c for c in made.citations if c.ref == Ref("event", "e_r1", "r1"))
    report = next(r for r in known.reports if r.id == "r1")
    assert report.text[cited.start : cited.end] == cited.quote
    assert cited.sha256 == report.sha256
    assert len(cited.grade) == 2
    assert f"{cited.n}. " in made.markdown()


def test_places_stand_in_both_languages_with_their_square(picture: Picture) -> None:
    text = compose_brief(picture, "sitrep", 24).markdown()
    assert "Zveçan / Zvečan" in text
    assert re.search(r"34TDN\d{4}", text.replace("\\", ""))


def test_the_letter_and_the_number_of_a_grade_stand_apart(picture: Picture) -> None:
    table = next(s for s in compose_brief(picture, "sitrep", 24).sections if s.id == "incidents")
    assert table.items[0].columns[-2:] == ("Source A–F", "Information 1–6")  # type: ignore[union-attr]


def test_a_product_reads_back_as_it_was(brief: Brief) -> None:
    again = brief_of(json.loads(brief.json()))
    assert again == brief
    assert again.markdown() == brief.markdown()
    assert again.html() == brief.html()


def test_a_draft_says_so_in_every_form_and_a_released_one_does_not(brief: Brief) -> None:
    assert "DRAFT" in brief.markdown().split("\n\n")[1]
    assert 'class="draft"' in brief.html()
    assert json.loads(brief.json())["draft"] is True
    done = replace(brief, draft=False, header=())
    assert "DRAFT." not in done.markdown() + done.html().partition("<body")[2]


def test_a_changed_sentence_keeps_its_citations_and_an_added_one_needs_some(
    picture: Picture,
) -> None:
    before = compose_brief(picture, "sitrep", 24)
    first = next(before.resting())
    line = ProductLine("p", 1, "summary", first.key, "In other words.", "Ana", "2023-05-30", of="x")
    bare = replace(line, key="own", state="added", text="Nobody says so.")
    cited = replace(bare, key="cited", text="A clash.", refs=("event:r1:e_r1",))
    made = compose_brief(picture, "sitrep", 24, lines=[line, bare, cited])
    summary = {i.key: i for i in made.sections[0].items if isinstance(i, Sentence)}
    assert summary[first.key].text == "In other words."
    assert summary[first.key].refs == first.refs
    assert summary[first.key].stale
    assert summary["cited"].refs == (Ref("event", "e_r1", "r1"),)
    assert "Nobody says so." not in made.markdown()


def test_a_sentence_taken_out_is_out(picture: Picture) -> None:
    first = next(compose_brief(picture, "sitrep", 24).resting())
    line = ProductLine("p", 1, "summary", first.key, "", "Ana", "2023-05-30", state="taken-out")
    made = compose_brief(picture, "sitrep", 24, lines=[line])
    assert first.key not in {i.key for i in made.resting()}


def test_blocked_names_are_words_in_every_form(picture: Picture) -> None:
    blocked = tuple(replace(i, what="Attack on ████████") for i in picture.incidents)
    made = compose_brief(replace(picture, incidents=blocked), "sitrep", 24)
    assert "█" not in made.json()
    assert "Attack on [name sealed]" in made.html()


def test_an_estimate_shows_term_range_confidence_and_what_would_change_it(
    picture: Picture,
) -> None:
    judged = Assessed("e1", "protests go on", "likely", "55 to 75 %", "low", "one source", "a deal",
                      "Ana")  # fmt: skip
    text = compose_brief(
        picture, "sitrep", 24, material=Material(picture, estimates=(judged,))
    ).markdown()
    assert "**Likely (55 to 75 %):** protests go on" in text
    assert "Confidence: **low**, because one source" in text
    assert "Would change it: a deal" in text


def test_a_notice_of_casualty_is_filled_in_by_a_person(picture: Picture, known: Known) -> None:
    stuff = about_the_clash(picture, known)
    told = ProductLine("p", 1, "particulars", "kin", "yes, by the nation", "Ana", "2023-05-30")
    made = compose_brief(stuff.picture, "notice-of-casualty", 24, material=stuff, lines=[told])
    fields = {i.key: i for i in made.sections[0].items if isinstance(i, Entered)}
    assert fields["kin"].text == "yes, by the nation"
    assert fields["casualty"].text == ""
    assert "not filled in" in made.markdown()


def test_a_report_on_an_incident_needs_one(picture: Picture) -> None:
    with pytest.raises(InputError, match="about an incident"):
        compose_brief(picture, "incident-report", 24)


GOLDEN = Path(__file__).parents[1] / "golden" / "products"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written_as_its_golden_file_says(
    kind: str, picture: Picture, known: Known, request: pytest.FixtureRequest
) -> None:
    made, path = composed(kind, picture, known).markdown(), GOLDEN / f"{kind}.md"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "run pytest --update-golden and look"


def test_the_tension_is_told_with_its_reasons(known: Known, earlier: Known) -> None:
    incident = max(known.incidents, key=lambda i: len(i.reports))
    reason = Reason(
        "alert",
        "Alerts",
        "2023-05-29",
        incident.id,
        f"2023-05-29: {incident.what}",
        0.4,
        incident.reports,
    )
    area = TensionLevel(
        "area", "2023-05-30", 71.2, 60.6, 78.1, "red", (), (), 48.0, 9.0, 42, 33.0, (reason,), ("Quiet helps.",)
    )  # fmt: skip
    town = replace(area, unit="zvecan", level="amber", index=56.0)
    none = replace(area, unit="prizren", level=None, withheld=("nobody looked",))
    followed = Followed((area, town, none))
    picture = build(
        known, since="2023-05-29", until="2023-05-30", previous=earlier, followed=followed
    )
    section = next(s for s in compose_brief(picture, "sitrep", 24).sections if s.id == "tension")
    text = str(section.items)
    assert "Tension in the whole area on 30 May 2023: red. Index 71 of 100" in text
    assert "Quiet helps." in text
    assert "'amber', '56'" in text
    assert "Of 2 municipalities 1 have no level" in text
    first = section.items[0]
    assert isinstance(first, Sentence)
    assert {r.kind for r in first.refs} == {"report", "incident"}
    assert not any("Warning level" in w.what for w in picture.withheld)
