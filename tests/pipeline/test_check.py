"""Checking: each decision is a row by a named person with a reason, and can be taken back by another."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from checking import ANA, NOW, Told, told_operation

from jointguardian.access import LOCAL, Viewer
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.picture import incident_page
from jointguardian.pipeline.likeness import Wanted


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with told_operation(tmp_path / "op") as made:
        yield made


def test_a_merge_makes_one_incident_and_its_undoing_two_again(told: Told) -> None:
    one, other = told.of("r1"), told.of("r3")
    assert one.id != other.id
    merged = told.check.merge(ANA, one.id, other.id, "the same crowd")
    assert told.of("r1") == told.of("r3")
    assert told.of("r1").id == merged
    for id_ in (one.id, other.id):
        assert told.check.became(ANA, id_, None) == merged
    [done] = told.check.of(ANA, incident_page(told.room.known_at(ANA, None), merged), None).undoable
    assert (done.kind, done.by, done.reason) == ("merge", "Ana", "the same crowd")
    told.check.undo(ANA, done.item, "another day")
    assert {i.id for i in told.incidents()} >= {one.id, other.id}
    assert told.of("r1").reports == one.reports
    with pytest.raises(UnknownName):
        told.check.undo(ANA, done.item, "once more")


def test_accounts_are_split_off_and_put_back(told: Told) -> None:
    one = told.of("r1")
    assert set(one.reports) == {"r1", "r2"}
    new = told.check.split(ANA, one.id, ("r2",), "another clash")
    assert told.of("r2").id == new != told.of("r1").id
    page = incident_page(told.room.known_at(ANA, None), told.of("r1").id)
    [done] = told.check.of(ANA, page, None).undoable
    told.check.undo(ANA, done.item, "it was the same after all")
    assert set(told.of("r1").reports) == {"r1", "r2"}


def test_a_split_leaves_something_on_both_sides(told: Told) -> None:
    one = told.of("r1")
    for reports in ((), ("r1", "r2")):
        with pytest.raises(InputError, match="some must stay"):
            told.check.split(ANA, one.id, reports, "why not")
    with pytest.raises(UnknownName, match="no account"):
        told.check.split(ANA, one.id, ("r3",), "not in it")


def test_a_decision_needs_a_reason_and_the_right_to_judge(told: Told) -> None:
    one, other = told.of("r1").id, told.of("r3").id
    with pytest.raises(InputError, match="reason"):
        told.check.merge(ANA, one, other, " ")
    with pytest.raises(NotPermitted):
        told.check.merge(Viewer("Guest"), one, other, "because")
    with pytest.raises(InputError, match="itself"):
        told.check.merge(ANA, one, one, "because")
    assert not told.operation.record.judgements(LOCAL)


def test_links_stand_on_both_incidents_and_refuse_a_circle_of_causes(told: Told) -> None:
    one, other = told.of("r1").id, told.of("r3").id
    made = told.check.link(ANA, other, "causes", one, "the price came first")
    [line] = told.check.links(ANA, None)
    assert (line.from_incident, line.words, line.to_incident, line.by) == (
        other,
        "causes",
        one,
        "Ana",
    )
    for id_ in (one, other):
        page = incident_page(told.room.known_at(ANA, None), id_)
        assert [x.id for x in told.check.of(ANA, page, None).links] == [made.id]
    with pytest.raises(InputError, match="cause of itself"):
        told.check.link(ANA, one, "causes", other, "and back")
    with pytest.raises(InputError, match="stands already"):
        told.check.link(ANA, other, "causes", one, "again")
    with pytest.raises(InputError, match="no link"):
        told.check.link(ANA, other, "explains", one, "a word of our own")
    told.check.unlink(ANA, made.id, "not so")
    assert told.check.links(ANA, None) == ()
    told.check.link(ANA, one, "causes", other, "now it may")


def test_a_link_follows_an_incident_that_was_merged_away(told: Told) -> None:
    told.tell("r4", "Shots were heard in Zvecan.", kind="assault", day="2023-06-10", hours=300)
    late, one, other = told.of("r4").id, told.of("r1").id, told.of("r3").id
    told.check.link(ANA, late, "retaliates-for", one, "they said so")
    merged = told.check.merge(ANA, one, other, "the same crowd")
    [line] = told.check.links(ANA, None)
    assert (line.from_incident, line.to_incident) == (late, merged)


def test_links_and_merges_are_as_they_were_known(told: Told) -> None:
    one, other = told.of("r1").id, told.of("r3").id
    told.check.link(ANA, one, "follows", other, "later")
    before = NOW.replace(day=19)
    assert told.check.links(ANA, before) == ()


def test_a_person_chooses_the_figure_to_brief_and_takes_it_back(told: Told) -> None:
    one = told.of("r1")
    table = told.check.versions(ANA, one.id, None)
    row = next(r for r in table.rows if r.kind == "injured")
    number = next(v.count for c in row.cells for v in c.told if v.text.startswith("41"))
    after = told.check.choose(ANA, one.id, number, row.key, "counted patient by patient")
    [chosen] = [c for c in after.counts if c.chosen_by]
    assert (chosen.n, chosen.chosen_by, chosen.chosen_because) == (
        41, "Ana", "counted patient by patient",
    )  # fmt: skip
    assert len(after.counts) == len(one.counts)
    none = told.check.choose(ANA, one.id, None, row.key, "they counted twice")
    assert not [c for c in none.counts if c.chosen_by]
    with pytest.raises(UnknownName):
        told.check.choose(ANA, one.id, 99, row.key, "no such count")


def test_letters_and_numbers_are_set_apart_with_their_history(told: Told) -> None:
    one = told.of("r1")
    told.check.grade_source(ANA, "Outlet r1", "B", "held so far")
    told.check.grade_source(replace(LOCAL, name="Ben"), "Outlet r1", "D", "wrong twice")
    told.check.grade_account(ANA, one.id, "r1", "2", "fits with the rest")
    told.check.grade_speaker(ANA, "Western Guard", "C", "a party to it")
    page = incident_page(told.room.known_at(ANA, None), one.id)
    said = told.check.of(ANA, page, None).quoted["r1"][0]
    told.check.grade_said(ANA, said.said_key, "3", "plausible")
    checked = told.check.of(ANA, page, None)
    letter = checked.letters["Outlet r1"]
    assert letter.value == "D"
    assert [(s.before, s.now, s.by) for s in letter.history] == [
        ("C", "B", "Ana"),
        ("B", "D", "Ben"),
    ]
    assert (checked.numbers["r1"].value, checked.numbers["r1"].by_person) == ("2", True)
    assert not checked.numbers["r2"].by_person
    quoted = checked.quoted["r1"][0]
    assert (quoted.reliability.value, quoted.credibility.value) == ("C", "3")
    member = next(m for m in told.of("r1").members if m.report == "r1")
    assert (member.grade.reliability, member.grade.credibility) == ("D", "2")
    assert not member.grade.proposed


def test_the_machine_says_why_it_proposes_a_number(told: Told) -> None:
    one = told.of("r1")
    page = incident_page(told.room.known_at(ANA, None), one.id)
    why = told.check.of(ANA, page, None).proposals["r1"]
    assert why.proposed
    assert any("other independent origin" in r for r in why.reasons)
    assert any("rivalled by 41" in r for r in why.reasons)


@pytest.mark.parametrize("value", ["7", "", "B2", "2.5"])
def test_a_value_off_the_scale_is_refused_in_one_line(told: Told, value: str) -> None:
    with pytest.raises(InputError, match="use one of"):
        told.check.grade_account(ANA, told.of("r1").id, "r1", value, "because")
    with pytest.raises(InputError, match="use one of"):
        told.check.grade_source(ANA, "Outlet r1", value, "because")


def test_a_source_is_told_with_plain_tallies(told: Told) -> None:
    rows = {r.source.name: r for r in told.check.sources(ANA, None)}
    first = rows["Outlet r1"]
    assert (first.reports, first.accounts, first.others, first.contradicted) == (1, 1, 1, 1)
    assert (rows["Outlet r3"].alone, rows["Outlet r3"].contradicted) == (1, 0)


def test_other_incidents_come_with_likeness_and_reasons(told: Told) -> None:
    one, other = told.of("r1"), told.of("r3")
    found = told.check.alike(ANA, one.id, Wanted(words=other.what), None)
    assert [a.incident for a in found] == [other.id]
    assert found[0].reasons
    assert 0 <= found[0].likeness < 0.5
    assert told.check.alike(ANA, one.id, Wanted(place="Prizren"), None)[0].incident == other.id
    assert told.check.alike(ANA, one.id, Wanted(day="2023-05-02"), None)[0].incident == other.id
    assert told.check.alike(ANA, one.id, Wanted(words="no such words"), None) == ()


def test_nothing_puts_a_letter_and_a_number_together(told: Told) -> None:
    import msgspec

    page = incident_page(told.room.known_at(ANA, None), told.of("r1").id)
    whole = msgspec.json.encode(
        [told.check.of(ANA, page, None), told.check.sources(ANA, None)]
    ).decode()
    for word in ("average", "overall", "score", 'mean"', "combined", "rating"):
        assert word not in whole
