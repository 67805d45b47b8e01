"""Reports that come one by one give what fusing all at once gives, in whatever order."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.domain.judgement import Judgement
from jointguardian.fusion import Incidents, Told, fuse
from telling import NORTH, PRIZREN, ZVECAN, make_told

AT = datetime(2023, 6, 1, tzinfo=UTC)
SENTENCES = (
    "Protesters put up barricades on the road in front of the town hall.",
    "Soldiers of the mission were attacked by a crowd near the bridge, and some of them were hurt.",
    "Police detained several people after the clashes.",
)
ROWS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(["2023-05-28", "2023-05-29", "2023-05-30", "2023-05", "2023", None]),
        st.sampled_from([ZVECAN, PRIZREN, NORTH, None]),
        st.sampled_from(["KFOR soldiers", "Serbs", "Italians", "police officers", "people"]),
        st.sampled_from(["assault", "protest", "coerce", "mobilize", "accuse", "retreat"]),
        st.integers(0, 90),
        st.sampled_from(SENTENCES),
        st.booleans(),
    ),
    max_size=9,
)


def told_of(rows: list[tuple[object, ...]]) -> list[Told]:
    """Reports of one event each, or of two where the last of a row is true."""
    made = []
    for n, (count, day, place, who, kind, hours, words, twice) in enumerate(rows):
        one = make_told(f"r{n}", str(words), kind=str(kind), day=day, place=place, hours=hours,  # type: ignore[arg-type]
                        rows=(("injured", who, count, None, None),) if count else ())  # fmt: skip
        if twice:
            (event,) = one.reading.events
            older = replace(event, id=f"{event.id}b", start="2023-05", end=None, casualties=())
            one = replace(one, reading=replace(one.reading, events=(event, older)))
        made.append(one)
    return made


@settings(deadline=None, max_examples=60)
@given(ROWS, st.randoms(use_true_random=False))
def test_one_by_one_in_any_order_is_all_at_once(
    rows: list[tuple[object, ...]], rng: object
) -> None:
    told = told_of(rows)
    shuffled = list(told)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    index = Incidents()
    for one in shuffled:
        index.add(one)
    assert index.incidents() == fuse(told)


@settings(deadline=None, max_examples=60)
@given(ROWS)
def test_what_add_gives_is_all_that_changed(rows: list[tuple[object, ...]]) -> None:
    index = Incidents()
    for one in told_of(rows):
        before = {i.id: i for i in index.incidents()}
        changed = {i.id: i for i in index.add(one)}
        after = {i.id: i for i in index.incidents()}
        assert {n: i for n, i in after.items() if before.get(n) != i}.items() <= changed.items()
        assert changed.items() <= after.items()


@settings(deadline=None, max_examples=60)
@given(ROWS, st.integers(0, 8))
def test_a_dropped_report_leaves_no_trace(rows: list[tuple[object, ...]], which: int) -> None:
    told = told_of(rows)
    index = Incidents()
    index.take(told)
    index.settle()
    if which < len(told):
        index.drop(told.pop(which).report.id)
    assert index.incidents() == fuse(told)


@settings(deadline=None, max_examples=60)
@given(ROWS, ROWS)
def test_a_report_read_anew_replaces_its_old_reading(
    rows: list[tuple[object, ...]], again: list[tuple[object, ...]]
) -> None:
    index = Incidents()
    for one in (*told_of(rows), *told_of(again)):
        index.add(one)
    assert index.incidents() == fuse([*told_of(rows), *told_of(again)])


JUDGED = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split"]),
        st.integers(0, 8),
        st.integers(0, 8),
        st.integers(0, 99),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=60)
@given(ROWS, JUDGED, st.randoms(use_true_random=False))
def test_judged_reports_do_not_depend_on_their_order_either(
    rows: list[tuple[object, ...]], judged: list[tuple[str, int, int, int]], rng: object
) -> None:
    told = told_of(rows)
    ids = [i.id for i in fuse(told)] or ["i_none"]
    events = [e.id for t in told for e in t.reading.events] or ["e_none"]
    judgements = [
        Judgement(kind, ids[a % len(ids)], {"with": ids[b % len(ids)]} if kind == "merge"
                  else {"events": [events[b % len(events)]]}, "a", AT.replace(hour=n % 24))
        for n, (kind, a, b, _) in enumerate(judged)
    ]  # fmt: skip
    shuffled = list(told)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    index = Incidents(judgements)
    for one in shuffled:
        index.add(one)
    assert index.incidents() == fuse(told, judgements=judgements)
    late = Incidents()
    late.take(told)
    late.settle()
    late.judge(judgements)
    assert late.incidents() == index.incidents()


def test_a_report_elsewhere_touches_nothing_else() -> None:
    index = Incidents()
    index.take(make_told(f"r{n}", SENTENCES[1], day=f"2023-05-{n + 1:02}") for n in range(28))
    index.settle()
    changed = index.add(
        make_told("new", SENTENCES[2], kind="coerce", place=PRIZREN, day="2023-05-05")
    )
    assert [i.reports for i in changed] == [("new",)]


def test_why_an_event_is_in_an_incident_is_told_feature_by_feature() -> None:
    index = Incidents()
    index.take([make_told("r1", SENTENCES[1]), make_told("r2", SENTENCES[1], hours=2)])
    (incident,) = index.incidents()
    why = index.why(("r2", "e_r2"), incident)
    assert why is not None
    assert {"day", "place", "type"} <= {f.name for f in why.features}
    assert all(f.reason and 0 <= f.value <= 1 and f.weight > 0 for f in why.features)


def test_barricades_over_days_are_one_incident() -> None:
    told = [
        make_told(f"r{n}", SENTENCES[0], kind="protest", day=f"2023-05-{day:02}", hours=24 * n,
                  actors=("Serb protesters",), recipients=())
        for n, day in enumerate((10, 11, 12, 14, 15, 17, 20))
    ]  # fmt: skip
    (incident,) = fuse(told)
    assert len(incident.reports) == 7
    later = make_told("late", SENTENCES[0], kind="protest", day="2023-06-20", hours=900)
    assert len(fuse([*told, later])) == 2
