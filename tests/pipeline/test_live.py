"""The present, kept up to date step by step, is what reading everything anew gives."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Judgement, Marking, Report, Source
from jointguardian.picture import Known
from jointguardian.picture.watch.index import Index, derive
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.ingest import add_reports
from jointguardian.pipeline.operation import Operation

START = datetime(2023, 6, 1, tzinfo=UTC)
TEXTS = (
    "KFOR said that 25 soldiers were injured in Zvecan on 29 May 2023.",
    "Serb protesters clashed with KFOR soldiers in Zvecan on 29 May 2023, and 52 people were hurt.",
    "A bomb exploded in Leposavic on 29 May 2023. The mayor blamed Belgrade.",
    "KFOR said that 30 soldiers were injured in Zvecan on 29 May 2023.",
)
STEP = st.tuples(
    st.sampled_from(["report", "version", "ahead", "accept", "reject", "grade", "merge", "wait"]),
    st.integers(0, 3),
    st.integers(0, 3),
)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def said(known: Known) -> Known:
    """What is compared: everything but the moment."""
    return replace(known, as_of=START, lookups=None)


def rows(index: Index) -> dict[str, tuple[object, ...]]:
    """The lines of the watch's log."""
    return {r.id: (r.subject, r.known, r.start, r.end, r.values, r.text) for r in index.rows}


def act(operation: Operation, room: OperationRoom, step: tuple[str, int, int]) -> None:
    what, n, m = step
    now = operation.clock()
    if what in ("report", "version", "ahead"):
        text = TEXTS[n] + (" More follows." if what == "version" else "")
        received = now + timedelta(hours=3) if what == "ahead" else now
        report = Report(
            f"r_{what}{n}{m}", f"Source {m}", text, f"{what}{n}", received, native_id=f"{n}{m}",
            marking=Marking("restricted") if m == 3 else Marking(),
        )  # fmt: skip
        add_reports(operation, [report])
        return
    if what == "wait":
        return
    incidents = room.known_at(LOCAL, None).incidents
    if not incidents:
        return
    one, other = incidents[n % len(incidents)], incidents[m % len(incidents)]
    body: dict[str, str | int | float | bool | list[str] | None] = {"n": n}
    subject = one.id
    if what == "grade":
        operation.record.add_sources([Source(f"source-{m}", f"Source {m}", reliability="ABCD"[n])])
        return
    if what == "merge":
        body["with"] = other.id
    elif what == "reject":
        body = {"item": one.id}
    operation.record.add_judgement(Judgement(what, subject, body, "Ana", now))


@settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, max_size=6))
@example([("report", 0, 0), ("report", 2, 0), ("grade", 0, 0)])
@example([("report", 0, 0), ("ahead", 0, 0), ("report", 0, 0), ("report", 0, 0)])
def test_what_is_kept_up_to_date_is_what_reading_anew_gives(
    tmp_path_factory: object, steps: list[tuple[str, int, int]]
) -> None:
    folder: Path = tmp_path_factory.mktemp("live")  # type: ignore[attr-defined]
    clock = Clock()
    operation = create_operation(folder / "op")
    operation = replace(operation, clock=clock)
    operation.record._clock = operation.record._journal.clock = clock
    reader = Viewer("reader")
    with operation:
        room = OperationRoom(operation)
        indexes: dict[str, Index] = {}
        for step in steps:
            act(operation, room, step)
            clock.now += timedelta(hours=1)
            for viewer in (LOCAL, reader):
                live = room.known_at(viewer, None)
                anew = OperationRoom(operation).known_at(viewer, clock.now)
                assert said(live) == said(anew)
                assert live.look.incidents == {i.id: i for i in anew.incidents}
                assert live.look.sealed == anew.look.sealed
                named = {k: v for k, v in live.look.naming.items() if v}
                assert named == anew.look.naming
                index = indexes[viewer.name] = derive(indexes.get(viewer.name), live)
                assert rows(index) == rows(derive(None, anew))


def test_the_present_is_one_value_until_something_is_written(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op") as operation:
        room = OperationRoom(operation)
        first = room.known_at(LOCAL, None)
        assert room.known_at(LOCAL, None) is first
        room.add_report(LOCAL, TEXTS[0], None, "Team 3")
        assert room.known_at(LOCAL, None) is not first
