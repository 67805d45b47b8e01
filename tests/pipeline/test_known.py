"""What is known is fused from what the viewer may see, whoever asked before."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Marking, Strength
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.ingest import prepare
from jointguardian.sources import Found, Intake, report_of

TEXT = (
    "At least 25 soldiers of KFOR were injured in Zvecan on 29 May 2023.\n\n"
    "Serbian President Aleksandar Vucic said that 52 Serbs were injured."
)
NOW = datetime(2023, 5, 30, 20, tzinfo=UTC)
PUBLIC_VIEWER = Viewer("visitor", "public", frozenset(), frozenset(), frozenset())


def test_a_hidden_claim_is_not_shown_from_memory(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op", pack="kosovo") as operation:
        intake = Intake(NOW, "Reuters", "2023-05-30")
        report, reading, secrets = prepare(operation, report_of(Found(TEXT), intake))
        hidden = {c.id: Marking("confidential") for c in reading.claims}
        assert hidden
        operation.record.add_report(report, reading, secrets, claims=hidden)
        room = OperationRoom(operation)
        whole = room.picture(LOCAL, as_of=NOW)
        cut = room.picture(PUBLIC_VIEWER, as_of=NOW)
        assert {c.claim.id for c in whole.claims} == set(hidden)
        assert not cut.claims
        assert not [m for i in cut.incidents for m in i.members if m.claims]
        assert [m for i in whole.incidents for m in i.members if m.claims]


def test_the_past_holds_no_strength_that_was_entered_later(tmp_path: Path) -> None:
    told = Strength("in-area", "TOTAL", "2023-05-01", 3_700, 3_800, 3_900, "NATO")
    with create_operation(tmp_path / "op") as operation:
        operation.record.add_facts("strengths", [told], at=NOW)
        room = OperationRoom(operation)
        before, after = NOW - timedelta(days=1), NOW + timedelta(days=1)
        assert not room.known_at(LOCAL, before).strengths
        assert room.known_at(LOCAL, after).strengths == (told,)
        assert room.known_at(LOCAL, None).strengths == (told,)
