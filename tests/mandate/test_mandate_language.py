"""What the language refuses, with file, line and reason."""

import pytest
from mandating import RULES, mandate

from jointguardian.errors import SettingsError


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("where: south\n", "where: west\n", "'where' names 'west', which is not known"),
        ("{at most: 0, unit: persons}", "{at most: 0}", "is a number without a unit"),
        ("{at most: 0, unit: persons}", "{at most: -1, unit: persons}", "no number of nought or more"),
        ("{at most: 0, unit: persons}", "{unit: persons}", "needs one of 'at most' and 'at least'"),
        ("what: presence", "what: mood", "cannot be checked"),
        ('when: {from: "1999-06-16"}', 'when: {from: "1999-06-31"}', "is no date"),
        ('when: {from: "1999-06-16"}', 'when: {from: "1999-06-16", until: "1999-06-15"}', "is before its 'from'"),
        ('when: {from: "1999-06-16"}', "when: {}", "has no day `from`"),
        ("speaks for: 3 days", "speaks for: 3", "is no number of days"),
        ("who: army\n    what: presence", "who: navy\n    what: presence", "'who' names 'navy'"),
        ("instrument: pact\n    clause: Article 1", "instrument: deal\n    clause: Article 1", "names 'deal'"),
        ("      - {function: liaison}", "      - {}", "without any condition"),
        ("      - {function: liaison}", "      - {role: liaison}", "unknown key 'role'"),
        ("- id: ceiling", "- id: out", "'out' stands twice"),
        ("members: [kfor]", "members: [nobody]", "whom no pack knows"),
        ("municipalities: [south]", "municipalities: [atlantis]", "is no municipality"),
        ("beyond: country, km: 5", "beyond: moon, km: 5", "names 'moon'"),
        ("verified: true", "verified: perhaps", "write true or false"),
        ("    clause: Article 1\n", "", "has no 'clause'"),
        ("after: [local]", "after: [fire-brigade]", "is no party"),
        ("share of: declared", "share of: dreamt", "which is not observed"),
        ("{at least: 0.3,", "{at least: 3,", "is a share above 1"),
        ("provisions:", "provisions: [", "not YAML"),
        ("parts: [south, north]", "parts: [south, west]", "not known"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_refused_with_its_line(old: str, new: str, told: str) -> None:
    assert old in RULES
    with pytest.raises(SettingsError) as refusal:
        mandate(RULES.replace(old, new, 1))
    assert told in refusal.value.line
    if "parts" not in old:
        assert "rules.yaml, line" in refusal.value.line


def test_a_rule_that_replaces_another_begins_after_it() -> None:
    more = (
        RULES
        + """
  - id: ceiling-2
    instrument: pact
    clause: Article 2a
    text: No more than 800 Germans.
    verified: false
    basis: told
    replaces: ceiling
    when: {from: "FROM"}
    where: country
    who: germans
    what: strength
    how many: {at most: 800, unit: persons}
"""
    )
    assert len(mandate(more.replace("FROM", "2025-01-01")).rules) == 5
    with pytest.raises(SettingsError, match="overlapping validity"):
        mandate(more.replace("FROM", "2024-12-31"))


def test_a_provision_may_be_told_without_being_checked() -> None:
    told = (
        RULES
        + """
  - {id: aim, instrument: pact, clause: Article 9, text: Peace., verified: true, basis: read,
     when: {from: "1999-06-09"}, where: country, not checked: nothing to count}
"""
    )
    assert [t.why_not for t in mandate(told).told] == ["nothing to count"]


BOARD = (
    RULES
    + """
tasks:
  - id: calm
    name: Keep it calm
    provision: out
    text: Deter renewed hostilities.
    when: {from: "1999-06-10"}
    measures:
      - {id: gone, name: The army is gone, rule: out}
      - {id: clashes, name: Clashes, counts: incidents, types: [assault], actors: [kfor], achieved up to: 0,
         partial up to: 3, days: 30, reports: 5}
commitments:
  - id: body
    by: kosovo
    to: serbia
    what: A body of municipalities.
    made: "2013-04-19"
    due: null
    instrument: Agreement
    verified: false
    source: told
    issue: association
    turns:
      - {date: "2015-12-23", state: contested, why: a court objects, source: court}
assumptions:
  - id: magnet
    statement: Without the force nobody returns.
    holder: NATO
    made: "1999-05"
    source: told
    hangs on it: [the size of the force]
    for:
      - {name: Returns, counts: incidents, types: [aid], at least: 1}
"""
)


def test_tasks_commitments_and_assumptions_are_read() -> None:
    board = mandate(BOARD)
    assert [m.rule for m in board.tasks[0].measures] == ["out", None]
    assert board.commitments[0].turns[0].state == "contested"
    assert board.assumptions[0].signs_for[0].least == 1


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("provision: out", "provision: nowhere", "'provision' is 'nowhere'"),
        ("rule: out", "rule: nowhere", "'rule' is 'nowhere'"),
        ("types: [assault]", "types: [brawl]", "names 'brawl'"),
        ("actors: [kfor]", "actors: [nato-army]", "names 'nato-army'"),
        ("partial up to: 3", "partial up to: 3, achieved up to: 5", "stands twice"),
        ("achieved up to: 0", "achieved up to: 5", "is below 'achieved up to'"),
        (
            "counts: incidents, types: [assault]",
            "counts: moods, types: [assault]",
            "'counts' is 'moods'",
        ),
        ("issue: association", "issue: weather", "'issue' is 'weather'"),
        ("due: null", 'due: "2012"', "is before it was made"),
        ("state: contested", "state: odd", "'state' is 'odd'"),
        ('date: "2015-12-23"', 'date: "2012-12-23"', "before the commitment was made"),
        ("    holder: NATO\n", "", "has no 'holder'"),
    ],
)
def test_a_wrong_task_or_commitment_is_refused(old: str, new: str, told: str) -> None:
    assert old in BOARD
    with pytest.raises(SettingsError) as refusal:
        mandate(BOARD.replace(old, new, 1))
    assert told in refusal.value.line
    assert "rules.yaml, line" in refusal.value.line


def test_sectors_that_are_not_drawn_are_told_apart() -> None:
    other = "  - {id: edge, name: the edge, not drawn: true, inside: strip, apart from: [corner], basis: made up}\n"
    text = RULES.replace("provisions:", other + "provisions:", 1)
    areas = mandate(text).areas
    assert areas["corner"].has("edge") is areas["edge"].has("corner") is False
    assert areas["strip"].has("edge") is True
    with pytest.raises(SettingsError, match="names 'west', which is no area above"):
        mandate(text.replace("[corner]", "[west]"))


PLEDGE = """
commitments:
  - id: pledge
    by: Pristina
    to: Belgrade
    what: An association
    made: "2013-04-19"
    instrument: The pact
    source: told
    issue: association
    sides: {by: [kosovo-police], to: [police]}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("to: [police]", "to: [nobody]", "'to' names 'nobody', which is not known"),
        ("to: [police]", "to: [kosovo-police]", "with nobody on both"),
        (", to: [police]", "", "needs `by` and `to`"),
        ("    issue: association\n", "", "needs an 'issue' on which they speak"),
        ("to: [police]", "to: [police], for: x", "unknown key 'for'"),
    ],
)
def test_wrong_sides_of_a_commitment_are_refused(old: str, new: str, told: str) -> None:
    assert mandate(RULES + PLEDGE).commitments[0].by_side == ("kosovo-police",)
    with pytest.raises(SettingsError) as refusal:
        mandate(RULES + PLEDGE.replace(old, new))
    assert told in refusal.value.line
