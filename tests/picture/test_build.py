"""What is known as of a moment, joined into one picture."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jointguardian.domain import PersonMention, Reason, Span, TensionLevel
from jointguardian.errors import UnknownName
from jointguardian.fusion import Told
from jointguardian.picture import Followed, Known, build, incident_page, layers, report_page
from jointguardian.picture.ranges import spreads


def test_only_incidents_of_the_period_are_in_it(known: Known) -> None:
    assert len(build(known, since="2023-05-29", until="2023-05-30").incidents) == 2
    assert build(known, since="2023-05-30", until="2023-05-31").incidents == ()
    assert len(build(known, since=None, until="2023-05-30").incidents) == 2


def test_one_municipality_in_any_of_its_names(known: Known) -> None:
    for name in ("zvecan", "Zvečan", "ZVEÇAN"):
        picture = build(known, since=None, until="2023-05-30", place=name)
        assert [i.places[0].name for i in picture.incidents] == ["Zvecan"]
    with pytest.raises(UnknownName, match="Atlantis"):
        build(known, since=None, until="2023-05-30", place="Atlantis")


def test_changes_are_told_against_the_previous_moment(known: Known, earlier: Known) -> None:
    picture = build(known, since="2023-05-29", until="2023-05-30", previous=earlier)
    texts = {c.kind: c.text for c in picture.changes}
    assert "KFOR injured now also 30 (KFOR in Outlet r4); before: 25" in " ".join(
        c.text for c in picture.changes
    )
    assert "contradicted" in texts
    assert all(c.reports for c in picture.changes)


def test_nothing_changed_when_nothing_came(known: Known) -> None:
    assert build(known, since=None, until="2023-05-30", previous=known).changes == ()


def test_a_new_incident_is_a_change(known: Known, know: Callable[..., Known]) -> None:
    picture = build(known, since=None, until="2023-05-30", previous=know([]))
    assert [c.kind for c in picture.changes] == ["new", "new"]


def test_no_level_is_shown_and_coverage_always_is(known: Known) -> None:
    tension = build(known, since="2023-05-29", until="2023-05-30").tension
    assert tension.level is None
    assert "back-test" in tension.why
    assert tension.claims == ("c_r3_0",)
    assert {c.municipality: c.reports for c in tension.coverage} == {"zvecan": 4, "prizren": 1}


def test_a_level_is_told_with_its_interval_and_largest_part(known: Known) -> None:
    reason = Reason("alert", "Alerts", "2023-05-29", "i_1", "2023-05-29: an alert", 0.4)
    level = TensionLevel(
        "area", "2023-05-30", 71.2, 60.6, 78.1, "red", (), ("short history",), 48.0, None, 42, 33.0, (reason,)
    )  # fmt: skip
    followed = Followed((level,))
    told = build(known, since=None, until="2023-05-30", followed=followed).tension
    assert told.level == "red"
    assert "Index 71 of 100, between 61 and 78" in told.why
    assert "short history" in told.why
    assert "the largest part, 40%, is 2023-05-29: an alert" in told.why
    hidden = Followed((replace(level, level=None, withheld=("too few reports",)),))
    told = build(known, since=None, until="2023-05-30", followed=hidden).tension
    assert told.level is None
    assert told.why.startswith("Withheld: too few reports.")


def test_forces_are_those_known_by_then(known: Known) -> None:
    picture = build(known, since=None, until="2023-05-30")
    assert {(s.kind, s.best) for s in picture.strengths} == {("in-area", 3800), ("ordered", 700)}
    assert [(r.id, r.arrived) for r in picture.reserves] == [("orf", None)]
    assert [s.id for s in picture.sectors] == ["rce"]
    later = build(known, since=None, until="2023-08-01")
    assert [(r.id, r.arrived) for r in later.reserves] == [("orf", "2023-06-04")]
    assert {(s.kind, s.best) for s in later.strengths} == {("in-area", 4500), ("ordered", 700)}


def test_sealed_persons_are_counted_as_withheld(
    told: list[Told], know: Callable[..., Known]
) -> None:
    person = PersonMention(Span(0, 4), "former police officer", public=False)
    first = replace(told[0], reading=replace(told[0].reading, persons=(person,)))
    picture = build(know([first]), since=None, until="2023-05-30")
    assert any("1 mention sealed" in w.why for w in picture.withheld)
    assert not any(
        "sealed" in w.why for w in build(know(told), since=None, until="9999-01-01").withheld
    )


def test_readings_are_found_by_header_when_not_aligned(known: Known) -> None:
    fewer = replace(known, readings=known.readings[2:])
    picture = build(fewer, since=None, until="2023-05-30")
    assert {c.report for c in picture.claims} == {"r3", "r4"}


def test_an_incident_page_has_each_account_in_order(known: Known) -> None:
    clash = max(known.incidents, key=lambda i: len(i.reports))
    page = incident_page(known, clash.id)
    assert [a.line.id for a in page.accounts] == ["r1", "r2", "r4", "r5"]
    assert page.accounts[0].quotes[0][1].startswith("KFOR says about 25")
    assert [clash.counts[n].n for n in page.accounts[2].counts] == [30, 52]
    with pytest.raises(UnknownName):
        incident_page(known, "i_none")


def test_a_report_page_names_its_incidents(known: Known) -> None:
    page = report_page(known, "r1")
    assert page.incidents == (max(known.incidents, key=lambda i: len(i.reports)).id,)
    with pytest.raises(UnknownName):
        report_page(known, "r_none")


def test_spreads_keep_low_newest_high_in_order(known: Known) -> None:
    for incident in known.incidents:
        for spread in spreads(incident):
            assert spread.low <= spread.newest <= spread.high
    clash = max(known.incidents, key=lambda i: len(i.reports))
    assert {(s.group, s.low, s.high, s.rivals) for s in spreads(clash)} == {
        ("KFOR", 25, 30, False),
        ("Serbs", 52, 53, True),
    }


def test_layers_are_points_longitude_first(known: Known) -> None:
    drawn = layers(build(known, since=None, until="2023-05-30"))
    features = drawn["incidents"]["features"]
    assert isinstance(features, list)
    assert [20.84, 42.907] in [f["geometry"]["coordinates"] for f in features]
    assert drawn["municipalities"]["type"] == "FeatureCollection"
