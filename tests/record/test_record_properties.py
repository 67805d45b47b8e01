"""What must hold for whatever is taken in, whoever looks and whenever."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.access import Viewer, may_see
from jointguardian.domain import (
    Claim,
    Event,
    Marking,
    Movement,
    Reading,
    Report,
    ReportHeader,
    Span,
)
from jointguardian.domain.marking import LEVELS
from jointguardian.record import Record
from jointguardian.record.claims import both

DAY0 = datetime(2023, 5, 1, tzinfo=UTC)
NOW = datetime(2024, 1, 1, tzinfo=UTC)
SLOW = settings(max_examples=15, deadline=None)

words = st.lists(st.sampled_from(["bridge", "convoy", "Zvečan", "mayor"]), min_size=1, max_size=3)
names = st.frozensets(st.sampled_from(["A", "B"]), max_size=1)
markings = st.builds(Marking, st.sampled_from(LEVELS), names, names)
viewers = st.builds(Viewer, st.just("v"), st.sampled_from(LEVELS), names, names)
hours = st.integers(0, 72)
ALL = Viewer("all", LEVELS[-1], frozenset("AB"), frozenset("AB"))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text = " ".join(draw(words))
    native = draw(st.sampled_from([None, "1", "2", "3"]))
    return Report(
        id="",
        source=draw(st.sampled_from(["Danas", "Koha"])),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        received=DAY0 + timedelta(hours=draw(hours)),
        native_id=native,
        title=draw(st.sampled_from([None, "Clash"])),
        marking=draw(markings),
    )


def numbered(told: list[Report]) -> list[Report]:
    return [replace(report, id=f"r_{n}") for n, report in enumerate(told)]


@st.composite
def distinct(draw: st.DrawFn) -> list[Report]:
    """Reports of which no two are the same one."""
    told = draw(st.lists(reports(), max_size=6))
    unlike = {(r.source, r.native_id or r.text, r.sha256): r for r in told}
    return numbered(list(unlike.values()))


@contextmanager
def record_of(told: list[Report]) -> Iterator[Record]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Record.create(f"sqlite:///{Path(folder) / 'record.db'}", clock=lambda: NOW) as record,
    ):
        record.add_reports((report, None, ()) for report in told)
        yield record


def newest(told: list[Report], viewer: Viewer, as_of: datetime) -> set[str]:
    """By the definition: of each identity the newest of those seen and known."""
    best: dict[tuple[str, str], Report] = {}
    for report in told:
        if may_see(viewer, report.marking) and report.received <= as_of:
            key = (report.source, report.native_id or report.text)
            best[key] = max(best.get(key, report), report, key=lambda r: (r.received, r.sha256))
    return {report.id for report in best.values()}


@SLOW
@given(st.lists(reports(), max_size=6))
def test_taking_in_twice_changes_nothing(told: list[Report]) -> None:
    told = numbered(told)
    with record_of(told) as record:
        before, links = record.reports(ALL), record.export_head().links
        record.add_reports((replace(r, id=f"x{r.id}"), None, ()) for r in told)
        assert record.reports(ALL) == before
        assert record.export_head().links == links
        assert record.verify().ok


@SLOW
@given(distinct(), st.randoms(use_true_random=False))
def test_the_order_of_ingest_does_not_matter(told: list[Report], random) -> None:  # type: ignore[no-untyped-def]
    other = told.copy()
    random.shuffle(other)
    with record_of(told) as one, record_of(other) as two:
        assert one.reports(ALL) == two.reports(ALL)
        assert one.search(ALL, "bridge") == two.search(ALL, "bridge")
        for report in told:
            assert one.versions(ALL, report.id) == two.versions(ALL, report.id)


@SLOW
@given(distinct(), viewers, hours)
def test_a_viewer_gets_exactly_what_he_may_see_of_what_was_known(
    told: list[Report], viewer: Viewer, hour: int
) -> None:
    as_of = DAY0 + timedelta(hours=hour)
    expected = newest(told, viewer, as_of)
    with record_of(told) as record:
        assert {r.id for r in record.reports(viewer, as_of)} == expected
        assert all(r.received <= as_of for r in record.reports(viewer, as_of))
        assert record.counts(viewer, as_of)["reports"] == len(expected)
        for query, inside in (("bridge", "bridge"), ("zvecan", "Zvečan")):
            hits = {hit.report for hit in record.search(viewer, query, as_of)}
            assert hits == {r.id for r in told if r.id in expected and inside in r.text}


@SLOW
@given(st.lists(st.tuples(markings, hours), max_size=5), viewers, hours)
def test_facts_and_series_obey_policy_and_moment(
    rows: list[tuple[Marking, int]], viewer: Viewer, hour: int
) -> None:
    as_of = DAY0 + timedelta(hours=hour)
    seen = {str(n) for n, (m, h) in enumerate(rows) if may_see(viewer, m) and h <= hour}
    with record_of([]) as record:
        for number, (marking, known) in enumerate(rows):
            at = DAY0 + timedelta(hours=known)
            moved = Movement("displaced", str(number), "1999-06-12", 5, "all", False, "s")
            record.add_facts("movements", [moved], at=at, marking=marking)
            frame = pl.DataFrame({"native_id": [str(number)], "start": ["1999-06-12"]})
            record.add_series(frame, "ucdp", at=at, marking=marking)
        assert {m.place for m in record.facts(viewer, "movements", Movement, as_of)} == seen
        assert {e.native_id for e in record.series_events(viewer, as_of)} == seen
        assert sum(c.events for c in record.series_counts(viewer, as_of)) == len(seen)
        assert record.counts(viewer, as_of)["facts"] == len(seen)


@SLOW
@given(distinct(), st.lists(hours, min_size=2, max_size=2).map(sorted))
def test_knowledge_only_grows(told: list[Report], moments: list[int]) -> None:
    early, late = (DAY0 + timedelta(hours=h) for h in moments)
    with record_of(told) as record:

        def known(at: datetime) -> set[str]:
            current = record.reports(ALL, at)
            return {v.id for r in current for v in record.versions(ALL, r.id, at)}

        assert known(early) <= known(late)


def read_with(report: Report, claims: int, asserted: list[int]) -> Reading:
    """`claims` claims, and for each number in `asserted` an event that this claim asserts."""
    found = tuple(
        Claim(f"c_{n}", f"s {n}", None, "said", "states", (), None, False, Span(n, n + 1),
              Span(n, n + 1), 0.5)
        for n in range(claims)
    )  # fmt: skip
    events = tuple(
        Event(f"e_{k}", "assault", None, "claimed", (), (), None, None, "day", (), (), (),
              f"c_{n}" if n < claims else None, Span(0, 1), 0.5)
        for k, n in enumerate(asserted)
    )  # fmt: skip
    return Reading(ReportHeader(report.id, "Danas", None, "en", "0"), events, found, (), ())


@SLOW
@given(
    st.lists(st.none() | markings, max_size=6),
    st.lists(st.integers(0, 7), max_size=4),
    markings,
    st.lists(viewers, min_size=1, max_size=4),
)
def test_a_viewer_reads_exactly_the_claims_that_he_may_see(
    marked: list[Marking | None], asserted: list[int], own: Marking, looking: list[Viewer]
) -> None:
    report = Report("r_0", "Danas", "text", "0" * 64, DAY0, marking=own)
    read = read_with(report, len(marked), asserted)
    marks = {f"c_{n}": m for n, m in enumerate(marked) if m is not None}
    with record_of([]) as record:
        record.add_report(report, read, claims=marks)
        for viewer in (*looking, ALL):
            seen = [c for c in read.claims if c.id not in marks or may_see(viewer, marks[c.id])]
            ids = {c.id for c in seen} if may_see(viewer, own) else set()
            found = [reading for _, reading in record.readings(viewer)]
            assert [c for r in found for c in r.claims] == (seen if may_see(viewer, own) else [])
            assert record.counts(viewer)["claims"] == len(ids)
            for reading in found:
                for event, whole in zip(reading.events, read.events, strict=True):
                    by = whole.asserted_by if whole.asserted_by in ids else None
                    assert event == replace(whole, asserted_by=by)
        assert not record.add_reading("r_0", read)
        assert record.verify().ok


@given(markings, markings, viewers)
def test_a_claim_in_two_marked_places_is_for_those_who_may_see_both(
    one: Marking, other: Marking, viewer: Viewer
) -> None:
    expected = may_see(viewer, one) and may_see(viewer, other)
    assert may_see(viewer, both(one, other)) == expected


def test_a_marked_claim_is_not_in_the_stored_reading() -> None:
    report = Report("r_0", "Danas", "text", "0" * 64, DAY0)
    with record_of([]) as record:
        marks = {"c_1": Marking("restricted")}
        record.add_report(report, read_with(report, 3, [1]), claims=marks)
        with record._engine.connect() as connection:
            body = connection.exec_driver_sql("SELECT body, claims FROM reading").one()
    assert "c_0" in body[0]
    assert "c_1" not in body[0]
    assert body[1] == 2
