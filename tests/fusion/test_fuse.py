"""Many reports become incidents with counts side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Count, Incident
from jointguardian.domain.judgement import Judgement
from jointguardian.fusion import Told, fuse
from telling import NORTH, PRIZREN, ZVECAN, make_told

Make = Callable[..., Told]


def count(incident: Incident, group: str, n: int) -> Count:
    return next(c for c in incident.counts if (c.group, c.n) == (group, n))


def test_the_clash_is_one_incident_with_all_its_reports(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    assert incident.reports == ("r1", "r2", "r3", "r4", "r5", "r6")
    assert incident.start == "2023-05-29"
    assert "KFOR" in incident.what
    assert "Serbs" in incident.what


def test_groups_stay_apart_and_nothing_is_summed(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    numbers = {
        g: sorted(c.n for c in incident.counts if c.group == g)
        for g in {c.group for c in incident.counts}
    }
    assert numbers["KFOR"] == [25, 30, 93]
    assert numbers["Serbs"] == [50, 52, 53]
    assert numbers["Italian soldiers"] == [11]


def test_a_later_count_of_the_same_line_updates(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    later = count(incident, "KFOR", 93)
    assert later.relation == "updates"
    assert later.to is not None
    assert incident.counts[later.to].n == 30


def test_another_counter_with_another_number_rivals(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    hospital = count(incident, "Serbs", 53)
    assert hospital.relation == "rivals"
    assert hospital.to is not None
    assert incident.counts[hospital.to].n == 52


def test_a_lower_bound_is_met_not_rivalled(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    assert count(incident, "Serbs", 52).relation == "updates"


def test_parts_point_to_their_total(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    for nation, n in (("Italian soldiers", 11), ("Hungarian soldiers", 19)):
        part = count(incident, nation, n).part_of
        assert part is not None
        assert incident.counts[part].n == 30


def test_contradictions_name_who_says_what(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    text = " ".join(incident.contradictions)
    assert "52 (Aleksandar Vucic in Outlet r4" in text
    assert "53 (Mitrovica hospital in Outlet r5" in text
    assert "Who began it" in text
    assert "Who acted against whom" in text


def test_an_update_alone_is_no_contradiction(tell: Make) -> None:
    first = tell("r1", "KFOR counts 25.", rows=(("injured", "KFOR", 25, None, "KFOR"),))
    second = tell("r2", "KFOR counts 30.", rows=(("injured", "KFOR", 30, None, "KFOR"),), hours=20)
    (incident,) = fuse([first, second])
    assert incident.contradictions == ()


def test_another_day_or_place_is_another_incident(tell: Make) -> None:
    base = tell("r1", "Protesters attacked KFOR soldiers.")
    next_day = tell("r2", "Protesters attacked KFOR soldiers.", day="2023-05-30", hours=24)
    elsewhere = tell("r3", "Protesters attacked KFOR soldiers.", place=PRIZREN)
    assert len(fuse([base, next_day, elsewhere])) == 3


def test_days_do_not_chain(tell: Make) -> None:
    days = [f"2023-05-{d:02}" for d in range(1, 11)]
    told = [
        tell(f"r{n}", "Five soldiers of KFOR were hurt.", day=d,
             rows=(("injured", "KFOR", 5, None, None),), hours=n)
        for n, d in enumerate(days)
    ]  # fmt: skip
    assert all(len(i.reports) <= 3 for i in fuse(told))


def test_a_background_mention_joins_and_makes_no_duplicate(tell: Make) -> None:
    clash = tell("r1", "Thirty KFOR soldiers were injured in Zvecan.",
                 rows=(("injured", "KFOR soldiers", 30, None, "KFOR"),))  # fmt: skip
    later = tell("r2", "Rioting in northern Kosovo in late May injured more than 30 peacekeepers.",
                 day="2023-05", place=NORTH, hours=700,
                 rows=(("injured", "peacekeepers", 30, "more than", None),))  # fmt: skip
    (incident,) = fuse([clash, later])
    assert incident.reports == ("r1", "r2")


def test_speech_makes_no_incident_beside_a_deed_but_does_alone(tell: Make) -> None:
    deed = tell("r1", "Protesters attacked KFOR soldiers.")
    speech = tell("r2", "A ministry condemned it.", kind="accuse", actors=("Russia",))
    assert [i.type for i in fuse([speech])] == ["accuse"]
    assert {i.type for i in fuse([deed, speech])} == {"assault", "accuse"}


def test_the_id_stays_while_members_join(zvecan: list[Told]) -> None:
    ids = {fuse(zvecan[:n])[0].id for n in range(1, len(zvecan) + 1)}
    assert len(ids) == 1


def test_a_mirror_is_not_a_second_origin(tell: Make) -> None:
    words = "KFOR soldiers were attacked by protesters in front of the town hall on Monday evening"
    told = [
        tell("r1", words, source="Mirror (AP)"),
        tell("r2", "Protesters hit soldiers of the mission.", source="Other paper (AP)"),
        tell("r3", words + " again", source="Copier"),
        tell("r4", "A witness describes the attack on the soldiers.", source="Local paper"),
    ]
    (incident,) = fuse(told)
    assert incident.independent_origins == 2


def test_credibility_is_proposed_and_never_one(zvecan: list[Told]) -> None:
    (incident,) = fuse(zvecan)
    assert all(m.grade.proposed and m.grade.credibility != "1" for m in incident.members)
    assert incident.confidence is None


def test_a_judgement_merges_splits_and_grades(tell: Make) -> None:
    at = datetime(2023, 6, 1, tzinfo=UTC)
    one = tell("r1", "Protesters attacked KFOR soldiers.")
    two = tell("r2", "Protesters attacked KFOR soldiers.", day="2023-05-31", hours=48)
    first, second = fuse([one, two])
    merged = fuse(
        [one, two], judgements=[Judgement("merge", first.id, {"with": second.id}, "a", at)]
    )
    assert [i.reports for i in merged] == [("r1", "r2")]
    three = replace(tell("r3", "Protesters attacked KFOR soldiers.", hours=1))
    (whole,) = fuse([one, three])
    split = fuse(
        [one, three], judgements=[Judgement("split", whole.id, {"events": ["e_r3"]}, "a", at)]
    )
    assert sorted(i.reports for i in split) == [("r1",), ("r3",)]
    body: dict[str, str | int | float | bool | list[str] | None] = {
        "report": "r1", "credibility": "1", "confidence": "high",
    }  # fmt: skip
    (graded,) = fuse([one], judgements=[Judgement("grade", first.id, body, "a", at)])
    assert graded.confidence == "high"
    assert str(graded.members[0].grade) == "C1"
    assert not graded.members[0].grade.proposed


def test_a_judgement_corrects_a_misread_count(tell: Make) -> None:
    told = tell("r1", "KFOR counts 25.", rows=(("injured", "KFOR", 250, None, "KFOR"),))
    (incident,) = fuse([told])
    body: dict[str, str | int | float | bool | list[str] | None] = {
        "report": "r1",
        "n": 250,
        "is": 25,
    }
    (fixed,) = fuse([told], judgements=[Judgement("correct", incident.id, body, "analyst")])
    assert fixed.counts[0].n == 25
    assert "corrected from 250 by analyst" in (fixed.counts[0].qualifier or "")


SETS = st.lists(
    st.builds(
        lambda n, day, place, who, kind, hours: (n, day, place, who, kind, hours),
        st.integers(0, 60),
        st.sampled_from(["2023-05-28", "2023-05-29", "2023-05-30", "2023-05", None]),
        st.sampled_from([ZVECAN, PRIZREN, NORTH, None]),
        st.sampled_from(["KFOR soldiers", "Serbs", "Italians", "police officers", "people"]),
        st.sampled_from(["assault", "protest", "coerce", "mobilize", "accuse"]),
        st.integers(0, 90),
    ),
    max_size=8,
)


def told_set(rows: list[tuple[object, ...]]) -> list[Told]:
    return [
        make_told(f"r{i}", f"Report {i}: {n} {who} were hurt.", kind=kind, day=day, place=place,
                  rows=(("injured", who, n, None, None),), hours=hours)
        for i, (n, day, place, who, kind, hours) in enumerate(rows)
    ]  # fmt: skip


@given(SETS, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(rows: list[tuple[object, ...]], rng: object) -> None:
    told = told_set(rows)
    shuffled = list(told)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fuse(told) == fuse(shuffled)


@given(SETS)
def test_a_report_told_twice_changes_nothing(rows: list[tuple[object, ...]]) -> None:
    told = told_set(rows)
    assert fuse(told) == fuse(told + told)


@given(SETS)
def test_no_count_is_lost_and_every_member_stands_once(rows: list[tuple[object, ...]]) -> None:
    told = told_set(rows)
    incidents = fuse(told)
    counted = sorted((c.report, c.n) for i in incidents for c in i.counts)
    assert counted == sorted((t.report.id, int(str(r[0]))) for t, r in zip(told, rows, strict=True))
    for incident in incidents:
        assert len(set(incident.reports)) == len(incident.reports)
        assert {m.report for m in incident.members} == set(incident.reports)


@given(SETS)
def test_relations_point_back_and_parts_are_no_larger(rows: list[tuple[object, ...]]) -> None:
    for incident in fuse(told_set(rows)):
        for n, c in enumerate(incident.counts):
            assert (c.to is None) == (c.relation is None)
            assert c.to is None or c.to < n
            assert c.part_of is None or incident.counts[c.part_of].n >= c.n


@given(
    st.sampled_from(["9999-12-31", "0001-01-01", "2023-02-30", "2023", "soon", ""]),
    st.sampled_from(["9999-12-31", "0001-01-01", "2023-05", "2023-05-29"]),
)
def test_impossible_dates_are_treated_as_undated(day: str, published: str) -> None:
    told = make_told("r1", "KFOR counts 25.", day=day, rows=(("injured", "KFOR", 25, None, None),))
    told = replace(told, report=replace(told.report, published=published))
    (incident,) = fuse([told])
    assert incident.counts[0].n == 25


def test_an_invented_report_confirms_nothing(tell: Make) -> None:
    real, other = tell("r1", "A clash in Zvecan."), tell("r2", "Stones flew at Zvecan town hall.")
    invented = replace(other, report=replace(other.report, invented=True))
    alone, doubled = fuse([real, invented])[0], fuse([real, other])[0]
    assert (alone.independent_origins, doubled.independent_origins) == (1, 2)
    assert {m.report: m.grade.credibility for m in alone.members}["r1"] == "3"
    assert {m.report: m.grade.credibility for m in doubled.members}["r1"] == "2"
