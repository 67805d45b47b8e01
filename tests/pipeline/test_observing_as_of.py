"""Through the desk: what is entered, corrected or withdrawn later changes no earlier finding."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jointguardian.access import LOCAL
from jointguardian.mandate import Evidence, check
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.observing import Observing

THEN = datetime(1999, 6, 21, 23, 59, tzinfo=UTC)
DAYS = (date(1999, 6, 16), date(1999, 6, 21))
NUMBERS = count()
TOLD = st.fixed_dictionaries(
    {
        "what": st.sampled_from(["presence", "flight", "handed-over", "declared", "entry"]),
        "who": st.sampled_from(["fry-forces", "yugoslav-army", "kfor", ""]),
        "place": st.sampled_from(["zone-1", "zone-3", "kosovo", "ground-safety-zone"]),
        "start": st.dates(date(1999, 6, 9), date(1999, 6, 21)).map(str),
        "high": st.sampled_from(["0", "1", "700"]),
        "complete": st.sampled_from(["yes", "no"]),
        "permitted": st.sampled_from(["", "none", "comkfor"]),
    }
).map(lambda told: told | {"unit": "persons", "source": f"s{next(NUMBERS)}"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observing]:
    folder: Path = tmp_path_factory.mktemp("observing") / "op"
    with create_operation(folder, pack="kosovo") as operation:
        room = OperationRoom(operation)
        yield Observing(operation, room.known, room.reviewer, room.mandate)


def _found(desk: Observing, moment: datetime = THEN) -> list[object]:
    return [desk.mandates.checked(LOCAL, moment, day).findings for day in DAYS]


@settings(max_examples=15, deadline=None)
@given(TOLD, st.sampled_from(["0", "1", "700"]), st.integers(1, 400))
def test_entry_correction_and_withdrawal_count_from_when_they_were_made(
    desk: Observing, told: dict[str, str], other: str, hours: int
) -> None:
    before, step = _found(desk), timedelta(hours=hours)
    made = desk.add(LOCAL, told, THEN + step)
    assert _found(desk) == before
    entered = _found(desk, THEN + step)
    desk.correct(LOCAL, made.id, {"high": other}, THEN + 2 * step)
    assert (_found(desk), _found(desk, THEN + step)) == (before, entered)
    desk.withdraw(LOCAL, made.id, "not so", THEN + 3 * step)
    assert (_found(desk), _found(desk, THEN + step)) == (before, entered)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.lists(TOLD, max_size=3))
def test_the_order_of_entry_changes_no_finding(
    desk: Observing, chance: object, more: list[dict[str, str]]
) -> None:
    rows = [*desk.listed(LOCAL, THEN), *(desk._made(LOCAL, t, THEN) for t in more)]
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    rules, plane = desk.mandates.rules, desk.mandates.plane
    for day in DAYS:
        assert check(rules, Evidence(plane, mixed), day) == check(rules, Evidence(plane, rows), day)


@settings(max_examples=15, deadline=None)
@given(st.lists(TOLD, max_size=4), st.sampled_from(DAYS))
def test_what_complied_does_not_once_its_facts_are_taken_away(
    desk: Observing, more: list[dict[str, str]], day: date
) -> None:
    rows = [*desk.listed(LOCAL, THEN), *(desk._made(LOCAL, t, THEN) for t in more)]
    rules, plane = desk.mandates.rules, desk.mandates.plane
    nothing = {f.provision: f.finding for f in check(rules, Evidence(plane), day)}
    for found in check(rules, Evidence(plane, rows), day):
        if found.finding == "compliant":
            assert found.facts
            assert nothing[found.provision] == "not-determinable"
