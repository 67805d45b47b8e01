"""A watch on a real operation: what a person enters, what he sees, and what he may not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.domain import Marking, Report
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.pipeline import Operation, OperationRoom, create_operation, open_operation
from jointguardian.pipeline.ingest import add_reports
from jointguardian.pipeline.watch import Watch

ANA, BESNIK = replace(LOCAL, name="Ana"), replace(LOCAL, name="Besnik")
START = datetime(2026, 11, 22, 6, tzinfo=UTC)


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def on(self, hours: float) -> None:
        self.now += timedelta(hours=hours)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(tmp_path: Path, clock: Clock) -> Iterator[OperationRoom]:
    with create_operation(tmp_path / "op") as operation:
        yield OperationRoom(_timed(operation, clock))


def _timed(operation: Operation, clock: Clock) -> Operation:
    operation.record._clock = operation.record._journal.clock = clock
    return replace(operation, clock=clock)


@pytest.fixture
def watch(room: OperationRoom) -> Watch:
    return room.watch


def add(room: OperationRoom, n: int, source: str = "Team 3") -> str:
    text = f"{n} KFOR soldiers were injured when protesters attacked them in Zvecan on 22 November 2026."
    return room.add_report(LOCAL, text, "2026-11-22", source)


def first(watch: Watch, line: str = "", viewer: object = ANA) -> str:
    return watch.page(viewer, line).rows[0].id  # type: ignore[arg-type]


def test_a_report_appears_at_the_top_and_is_unread_for_each(
    room: OperationRoom, watch: Watch
) -> None:
    add(room, 25)
    page = watch.page(ANA)
    assert page.total == 1
    assert page.rows[0].unread
    watch.mark(ANA, page.rows[0].id, unread=False)
    assert watch.page(ANA, "is:unread").total == 0
    assert watch.page(BESNIK, "is:unread").total == 1


def test_a_second_source_makes_it_unread_and_says_what_changed(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    add(room, 25)
    watch.mark(ANA, first(watch), unread=False)
    clock.on(1)
    add(room, 30, "Radio K")
    row = watch.page(ANA).rows[0]
    assert row.unread
    said = [d.text for d in row.deltas]
    assert "Second source: Radio K" in said
    assert any("30 injured, was 25" in text for text in said)


def test_who_works_on_what_is_seen_by_others_and_kept_with_its_time(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    add(room, 25)
    subject = first(watch)
    watch.work(BESNIK, subject, "working", assignee="Besnik")
    row = watch.row(ANA, subject)
    assert (row.state, row.assignee, row.since) == ("working", "Besnik", START)
    clock.on(2)
    watch.work(ANA, subject, "done")
    assert watch.page(ANA, "state:done").total == 1
    assert watch.row(ANA, subject, START + timedelta(hours=1)).state == "working"
    with pytest.raises(InputError):
        watch.work(ANA, subject, "finished")
    with pytest.raises(UnknownName):
        watch.work(ANA, "i_nothing", "done")


def test_a_shift_begins_once_and_says_how_long_one_was_away(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    began = watch.begin_shift(ANA)
    assert watch.begin_shift(ANA) == began
    clock.on(8)
    add(room, 25)
    clock.on(0.1)
    watch.end_shift(ANA)
    with pytest.raises(InputError):
        watch.end_shift(ANA)
    clock.on(14)
    add(room, 30, "Radio K")
    clock.on(0.01)
    shifts = watch.shifts(ANA, None)
    assert shifts.current is None
    assert shifts.away is not None
    assert round(shifts.away.total_seconds() / 3600) == 14
    found = watch.page(ANA).summary
    assert (found.new, found.changed, found.still_open) == (0, 1, 1)
    assert watch.page(BESNIK).summary.new == 0
    assert [s.by for s in watch.on_watch(BESNIK, START)] == ["Ana"]
    assert watch.on_watch(BESNIK, None) == ()


def test_saved_views_are_mine_or_shared_and_count_what_they_hold(
    room: OperationRoom, watch: Watch
) -> None:
    add(room, 25)
    watch.save_view(ANA, "All", "")
    view = watch.save_view(ANA, "Hurt", "is:casualties", shared=True)
    assert [(c.view.name, c.n) for c in watch.page(BESNIK).views] == [("Hurt", 1)]
    again = watch.save_view(ANA, "Hurt", "is:casualties type:protest", shared=True)
    assert again.id == view.id
    assert len(watch.page(ANA).views) == 2
    with pytest.raises(NotPermitted):
        watch.remove_view(BESNIK, view.id)
    watch.remove_view(ANA, view.id)
    assert watch.page(BESNIK).views == ()
    with pytest.raises(UnknownName):
        watch.remove_view(ANA, view.id)
    with pytest.raises(InputError):
        watch.save_view(ANA, "  ", "")
    with pytest.raises(InputError):
        watch.save_view(ANA, "Wrong", "colour:red")


def test_nothing_is_entered_into_the_past(room: OperationRoom, watch: Watch, clock: Clock) -> None:
    add(room, 25)
    subject = first(watch)
    clock.on(1)
    past = START + timedelta(minutes=1)
    assert watch.why_not(ANA, past)
    with pytest.raises(InputError):
        watch.mark(ANA, subject, unread=False, as_of=past)
    with pytest.raises(InputError):
        watch.begin_shift(ANA, past)


def test_what_one_may_not_see_is_in_no_line_count_or_choice(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    add(room, 25)
    _closed(room.operation, clock.now)
    low = replace(ANA, level="public", roles=frozenset())
    high = watch.page(ANA)
    assert high.total == 2
    page = watch.page(low)
    assert page.total == 1
    assert "Secret post" not in {c.value for some in page.choices.values() for c in some}
    hidden = next(r.id for r in high.rows if r.sources == ("Secret post",))
    with pytest.raises(UnknownName):
        watch.row(low, hidden)
    with pytest.raises(UnknownName):
        watch.work(low, hidden, "done")
    watch.work(ANA, hidden, "working", assignee="Ana")
    assert watch.page(low, "who:Ana").total == 0
    assert [c for c in watch.page(low).choices["who"] if c.n] == []


def _closed(operation: Operation, at: datetime) -> None:
    text = "Police found a weapon cache in Prizren."
    add_reports(
        operation,
        [Report("r_closed", "Secret post", text, "", at, marking=Marking("confidential"))],
    )


def test_the_log_finds_what_another_process_wrote(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    add(room, 25)
    subject = first(watch)
    with open_operation(room.operation.folder) as other:
        there = OperationRoom(_timed(other, clock))
        there.watch.work(BESNIK, subject, "parked")
        clock.on(1)
        add(there, 30, "Radio K")
    row = watch.page(ANA).rows[0]
    assert (row.state, row.reports) == ("parked", 2)


def test_imports_are_folded_and_a_persons_report_is_not(room: OperationRoom, watch: Watch) -> None:
    add(room, 25)
    assert watch.page(ANA).bursts == ()
    room.operation.record.add_reports([])
    room.operation.record.add_incidents(watch.reader.at(ANA, None).incidents)
    [burst] = watch.page(ANA).bursts
    assert burst.words == "1 fusion"
