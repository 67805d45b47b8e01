"""The warning problems of an operation: what was seen, by whom, and what only a cleared viewer sees."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.errors import SettingsError, UnknownName
from jointguardian.pipeline import OperationRoom, build_demonstration, open_operation


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("op") / "demo"
    build_demonstration(made, plans=False)
    return made


@pytest.fixture(scope="module")
def room(folder: Path) -> OperationRoom:
    return OperationRoom(open_operation(folder))


def _evening(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T21:00").replace(tzinfo=UTC)


def test_the_crisis_in_the_north_stands_red_with_words_behind_each_sighting(
    room: OperationRoom,
) -> None:
    finding, history = room.problems.finding(LOCAL, "violence-north", _evening("2023-05-30"))
    assert finding.level == "red"
    assert history[-1].level == "red"
    known = {r.id: r for r in room.known.at(LOCAL, _evening("2023-05-30")).reports}
    seen = [s for p in finding.scenarios for i in p.indicators for s in i.seen if s.reports]
    assert seen
    for one in seen:
        assert set(one.reports) <= known.keys()
        assert one.known <= "2023-05-30"
        if one.span is not None:
            assert 0 <= one.span.start < one.span.end <= len(known[one.reports[0]].text)


def test_the_silence_of_spring_2023_is_withheld(room: OperationRoom) -> None:
    for finding in room.problems.findings(LOCAL, _evening("2023-03-10")):
        assert finding.level is None
        states = {i.state for s in finding.scenarios for i in s.indicators}
        assert "nobody-looked" in states


def test_a_day_of_the_history_is_what_was_known_on_it(room: OperationRoom) -> None:
    _, late = room.problems.finding(LOCAL, "movement-north", _evening("2023-06-05"))
    _, then = room.problems.finding(LOCAL, "movement-north", _evening("2023-05-27"))
    both = {d.day: d for d in late}
    assert all(both[d.day] == d for d in then if d.day in both)


def test_an_unknown_problem_is_told_with_those_that_are(room: OperationRoom) -> None:
    with pytest.raises(UnknownName, match="violence-north"):
        room.problems.finding(LOCAL, "nothing")


def test_an_operation_writes_its_own(folder: Path) -> None:
    own = folder / "problems.yaml"
    own.write_text(
        "problems: [{id: mine, question: Q, scenarios: [{id: s, label: L, amber: 1, red: 2, "
        "indicators: [{id: a, label: A, counts: 2, anywhere: true, deed: {types: [assault]}}]}]}]",
        encoding="utf-8",
    )
    try:
        mine = OperationRoom(open_operation(folder)).problems
        assert mine.finding(LOCAL, "mine", _evening("2023-05-30"))[0].level == "red"
        own.write_text("problems: [{id: mine, target: x}]", encoding="utf-8")
        with pytest.raises(SettingsError, match=r"problems\.yaml"):
            _ = OperationRoom(open_operation(folder)).problems.problems
    finally:
        own.unlink()
