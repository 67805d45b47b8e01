"""The handover: composed for the shift, signed, acknowledged by another, never changed."""

from datetime import timedelta

import pytest
from test_watch import ANA, BESNIK, START, Clock, add, clock, first, room, watch

from jointguardian.access import LOCAL
from jointguardian.domain import Marking, Request
from jointguardian.errors import InputError, UnknownName
from jointguardian.picture.watch.handover import NOBODY, decoded, high_water, markdown
from jointguardian.pipeline import OperationRoom
from jointguardian.pipeline.watch import Watch

__all__ = ["clock", "room", "watch"]


def on_watch(room: OperationRoom, watch: Watch, clock: Clock) -> str:
    watch.begin_shift(ANA)
    clock.on(1)
    add(room, 25)
    subject = first(watch)
    watch.work(ANA, subject, "working", assignee="Ana", note="waits for the hospital")
    clock.on(1)
    return subject


def test_the_sheet_tells_of_the_shift(room: OperationRoom, watch: Watch, clock: Clock) -> None:
    clock.on(-48)
    room.add_report(
        LOCAL, "A bridge was closed in Mitrovica on 20 November 2026.", "2026-11-20", "T"
    )
    clock.on(48)
    on_watch(room, watch, clock)
    sheet = room.handovers.sheet(ANA)
    assert sheet.since == START
    assert len(sheet.new) == 1
    assert sheet.changed == ()
    assert [(line.assignee, line.note) for line in sheet.working] == [
        ("Ana", "waits for the hospital")
    ]


def test_requests_and_products_that_are_due_are_on_it(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    on_watch(room, watch, clock)
    now = clock.now
    rows = [
        Request(f"q{n}", f"Question {n}?", "Team 3", "routine", due, "Ana", now, "Ana", now)
        for n, due in enumerate((now - timedelta(hours=1), now + timedelta(hours=2), now + timedelta(days=3)))
    ]  # fmt: skip
    room.operation.record.add_facts("requests", rows)
    sheet = room.handovers.sheet(ANA)
    assert [(w.id, w.overdue) for w in sheet.requests] == [("q0", True), ("q1", False)]
    assert all(w.due for w in sheet.products)


def test_versions_are_kept_and_only_another_acknowledges(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    on_watch(room, watch, clock)
    draft = room.handovers.write(ANA, lookout="A convoy comes.")
    clock.on(0.1)
    signed = room.handovers.write(
        ANA, lookout="A convoy comes at 0600Z.", incoming="Besnik", sign=True
    )
    assert (signed.id, signed.version, signed.state) == (draft.id, 2, "signed")
    with pytest.raises(InputError):
        room.handovers.acknowledge(ANA, signed.id)
    clock.on(0.1)
    taken = room.handovers.acknowledge(BESNIK, signed.id)
    assert (taken.version, taken.state, taken.incoming, taken.body) == (
        3, "acknowledged", "Besnik", signed.body,
    )  # fmt: skip
    with pytest.raises(InputError):
        room.handovers.acknowledge(BESNIK, signed.id)
    assert [h.version for h in room.handovers.versions(ANA)] == [3, 2, 1]
    assert room.handovers.one(ANA, draft.id, 1).lookout == "A convoy comes."
    clock.on(1)
    assert room.handovers.write(ANA, lookout="Next.").id != draft.id
    with pytest.raises(UnknownName):
        room.handovers.one(ANA, "handover_none")


def test_a_signed_sheet_stays_as_it_was(room: OperationRoom, watch: Watch, clock: Clock) -> None:
    on_watch(room, watch, clock)
    signed = room.handovers.write(ANA, lookout="", sign=True)
    clock.on(1)
    add(room, 30, "Radio K")
    assert decoded(room.handovers.one(ANA, signed.id).body) == decoded(signed.body)
    assert room.handovers.sheet(ANA).new[0].changed != decoded(signed.body).new[0].changed


def test_a_sheet_is_marked_as_high_as_what_it_tells(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    from dataclasses import replace

    from test_watch import _closed

    on_watch(room, watch, clock)
    _closed(room.operation, clock.now)
    clock.on(0.1)
    signed = room.handovers.write(ANA, lookout="", sign=True)
    assert signed.level == "confidential"
    low = replace(BESNIK, level="internal")
    assert room.handovers.newest(low) == ()
    with pytest.raises(UnknownName):
        room.handovers.one(low, signed.id)
    assert room.handovers.acknowledge(BESNIK, signed.id).level == "confidential"
    assert room.handovers.newest(low) == ()


def test_the_high_water_mark_takes_all_limits() -> None:
    nato, eu = frozenset({"NATO"}), frozenset({"EU"})
    some = [Marking("internal", frozenset({"X"})), Marking("restricted", releasable_to=nato)]
    assert high_water(some) == Marking("restricted", frozenset({"X"}), nato)
    assert high_water([*some, Marking(releasable_to=eu)]).releasable_to == frozenset({NOBODY})
    assert high_water([]) == Marking()


def test_markdown_holds_everything_and_no_stray_sign(
    room: OperationRoom, watch: Watch, clock: Clock
) -> None:
    on_watch(room, watch, clock)
    signed = room.handovers.write(ANA, lookout="Watch the *bridge*.", sign=True)
    text = markdown(decoded(signed.body), signed.lookout, ["Signed by Ana"])
    for words in ("# Handover", "Watch the *bridge*.", "Signed by Ana", "[working, Ana]", "PUBLIC"):
        assert words in text
