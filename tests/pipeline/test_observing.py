"""Observations by hand: checked, append-only, known when they were entered, seen by whom they may."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Observation
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.observing import Observing, read_rows

THEN = datetime(1999, 6, 21, 12, 0, tzinfo=UTC)
LATER = THEN + timedelta(days=2)
SEEN = {
    "what": "presence", "who": "yugoslav-army", "place": "zone-1", "start": "1999-06-20",
    "low": "5", "high": "9", "unit": "persons", "source": "a monitor", "words": "five to nine men",
}  # fmt: skip
READER = Viewer("reader", level="confidential")
PUBLIC = Viewer("watch", roles=frozenset({"watch-keeper"}))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Observing]:
    with create_operation(tmp_path / "op", pack="kosovo") as operation:
        room = OperationRoom(operation)
        yield Observing(operation, room.known, room.reviewer, room.mandate)


def _of(desk: Observing, id_: str, at: datetime, viewer: Viewer = LOCAL) -> list[Observation]:
    return [o for o in desk.listed(viewer, at) if o.id == id_]


def test_what_is_entered_is_known_from_then_on_and_by_whom(desk: Observing) -> None:
    made = desk.add(LOCAL, SEEN, THEN)
    assert _of(desk, made.id, THEN) == [made]
    assert _of(desk, made.id, THEN - timedelta(seconds=1)) == []
    assert (made.by, made.low, made.high) == ("local", 5, 9)


def test_it_bears_on_the_findings_until_it_is_withdrawn(desk: Observing) -> None:
    made = desk.add(LOCAL, SEEN, THEN)

    def used(at: datetime) -> set[str]:
        found = desk.mandates.checked(LOCAL, at, date(1999, 6, 20)).findings
        return {f.seen.id for finding in found for f in finding.facts}

    assert made.id in used(THEN)
    desk.withdraw(LOCAL, made.id, "it was another army", LATER)
    assert made.id in used(THEN)
    assert made.id not in used(LATER)


def test_a_correction_is_a_new_version_and_the_old_stays_known_then(desk: Observing) -> None:
    made = desk.add(LOCAL, SEEN, THEN)
    desk.correct(LOCAL, made.id, {"high": "6"}, LATER)
    assert [o.high for o in _of(desk, made.id, THEN)] == [9]
    assert [(o.high, o.low, o.words) for o in _of(desk, made.id, LATER)] == [(6, 5, made.words)]


def test_the_same_again_undoes_no_correction(desk: Observing) -> None:
    made = desk.add(LOCAL, SEEN, THEN)
    desk.correct(LOCAL, made.id, {"high": "6"}, LATER)
    again = desk.add_all(LOCAL, [SEEN], LATER)
    assert (again.added, again.same) == ((), (made.id,))
    assert [o.high for o in _of(desk, made.id, LATER)] == [6]


def test_a_hidden_observation_betrays_itself_nowhere(desk: Observing) -> None:
    day = date(1999, 6, 20)
    before = desk.mandates.checked(PUBLIC, LATER, day).findings
    made = desk.add(LOCAL, SEEN | {"marking": "restricted"}, THEN)
    assert _of(desk, made.id, LATER, PUBLIC) == []
    assert desk.mandates.checked(PUBLIC, LATER, day).findings == before
    desk.withdraw(LOCAL, made.id, "wrong", LATER)
    assert desk.mandates.checked(PUBLIC, LATER, day).findings == before
    assert made.id not in {
        o.id for o in desk.operation.record.facts(PUBLIC, "observations", Observation, None)
    }
    with pytest.raises(UnknownName):
        desk.withdraw(PUBLIC, made.id, "mine", LATER)


def test_only_who_may_judge_enters(desk: Observing) -> None:
    with pytest.raises(NotPermitted):
        desk.add(READER, SEEN, THEN)
    with pytest.raises(NotPermitted):
        desk.add(replace(PUBLIC, level="public"), SEEN | {"marking": "restricted"}, THEN)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"what": "rumour"}, "what"),
        ({"who": "martians"}, "martians"),
        ({"place": "atlantis"}, "atlantis"),
        ({"start": "yesterday"}, "date"),
        ({"start": ""}, "start"),
        ({"start": "1999-06-25"}, "not come"),
        ({"end": "1999-06-01"}, "backwards"),
        ({"unit": ""}, "unit"),
        ({"low": "-1"}, "low"),
        ({"low": "nan"}, "low"),
        ({"high": "2"}, "backwards"),
        ({"lat": "42"}, "lat"),
        ({"lat": "42", "lon": "21"}, "within_km"),
        ({"place": ""}, "place"),
        ({"complete": "maybe"}, "complete"),
        ({"complete": "yes", "low": "", "high": ""}, "complete"),
        ({"source": ""}, "rests on"),
        ({"report": "r_none"}, "r_none"),
        ({"marking": "secret"}, "marking"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_bad_input_is_refused_in_one_line(
    desk: Observing, wrong: dict[str, str], told: str
) -> None:
    before = desk.listed(LOCAL, THEN)
    with pytest.raises(InputError) as fault:
        desk.add(LOCAL, SEEN | wrong, THEN)
    assert told in fault.value.line
    assert desk.listed(LOCAL, THEN) == before


def test_good_rows_of_a_file_go_in_and_bad_ones_say_why(desk: Observing, tmp_path: Path) -> None:
    lines = tmp_path / "rows.jsonl"
    lines.write_text(
        '{"what": "presence", "place": "zone-1", "start": "1999-06-20", "source": "m"}\n[1]\n'
        '{"what": "mood", "place": "zone-1", "start": "1999-06-20", "source": "m"}\n'
    )
    found = desk.add_all(LOCAL, read_rows(lines), THEN)
    assert (len(found.added), [r.row for r in found.rejected]) == (1, [2, 3])
    table = tmp_path / "rows.csv"
    table.write_text(
        "what,place,start,source\nflight,zone-2,1999-06-20,m\nflight,zone-2,1999-06-20,m,x\n"
    )
    found = desk.add_all(LOCAL, read_rows(table), THEN)
    assert (len(found.added), [r.row for r in found.rejected]) == (1, [2])
