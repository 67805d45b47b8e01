"""Requests for information: asked, due, answered, withdrawn, and sent out under a name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from checking import ANA, NOW, Told, told_operation

from jointguardian.access import LOCAL, Viewer
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.pipeline import OperationRoom
from jointguardian.pipeline.request import Asking

DUE = NOW + timedelta(hours=6)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    with told_operation(tmp_path / "op") as made:
        yield made


def asking(**more: object) -> Asking:
    return Asking(**({"question": "Who counted 41?", "to": "Outlet r9", "due": DUE} | more))  # type: ignore[arg-type]


def later(told: Told, hours: float) -> Told:
    """The same operation some hours on."""
    found = Told(replace(told.operation, clock=lambda: NOW + timedelta(hours=hours)))
    found.room = OperationRoom(found.operation)
    return found


def test_what_is_overdue_stands_first(told: Told) -> None:
    requests = told.room.requests
    slow = requests.ask(
        ANA, asking(question="Later?", due=NOW + timedelta(hours=30), priority="flash")
    )
    soon = requests.ask(ANA, asking())
    lines = requests.lines(ANA, None)
    assert [x.request.id for x in lines] == [slow.id, soon.id]
    lines = later(told, 7).room.requests.lines(ANA, None)
    assert [(x.request.id, x.standing) for x in lines] == [(soon.id, "overdue"), (slow.id, "open")]
    assert lines[0].hours == -1


def test_an_incoming_report_is_proposed_and_marked_as_the_answer(told: Told) -> None:
    requests = told.room.requests
    made = requests.ask(ANA, asking(incident=told.of("r1").id))
    assert requests.lines(ANA, None)[0].proposed == ()
    told.tell(
        "r9", "We counted them at the gate in Zvecan.", source="Outlet r9", hours=24 * 21 + 20
    )
    after = later(told, 48)
    [line] = after.room.requests.lines(ANA, None)
    assert [c.report for c in line.proposed] == ["r9"]
    assert line.proposed[0].why[:2] == ("from the addressee", "names the same place")
    answered = after.room.requests.answer(ANA, made.id, "r9")
    assert (answered.state, answered.answers) == ("answered", ("r9",))
    states = [r.state for r in after.room.requests.history(ANA, made.id, None)]
    assert states == ["open", "answered"]
    assert after.room.requests.lines(ANA, NOW + timedelta(hours=1))[0].standing == "open"


def test_a_request_is_withdrawn_with_a_reason_and_opened_again(told: Told) -> None:
    requests = told.room.requests
    made = requests.ask(ANA, asking())
    with pytest.raises(InputError, match="reason"):
        requests.set_state(ANA, made.id, "withdrawn", "")
    requests.set_state(ANA, made.id, "withdrawn", "no longer needed")
    with pytest.raises(InputError, match="withdrawn"):
        requests.answer(ANA, made.id, "r1")
    requests.set_state(ANA, made.id, "open", "needed after all")
    assert requests.line(ANA, made.id[:8], None).standing == "open"
    with pytest.raises(InputError, match="no state"):
        requests.set_state(ANA, made.id, "lost", "where is it")


@pytest.mark.parametrize(
    "wrong", [{"question": " "}, {"to": ""}, {"due": NOW}, {"priority": "urgent"}]
)
def test_a_request_that_cannot_be_is_refused(told: Told, wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        told.room.requests.ask(ANA, asking(**wrong))
    with pytest.raises(UnknownName):
        told.room.requests.ask(ANA, asking(incident="i_none"))
    assert told.room.requests.lines(ANA, None) == ()


def test_a_request_leaves_only_under_the_name_of_who_releases_it(told: Told) -> None:
    requests = told.room.requests
    made = requests.ask(ANA, asking(incident=told.of("r1").id))
    with pytest.raises(InputError, match="name"):
        requests.release(LOCAL, made.id)
    with pytest.raises(NotPermitted):
        requests.release(Viewer("Guest", roles=frozenset({"analyst"})), made.id)
    text = requests.release(ANA, made.id)
    assert "QUESTION: Who counted 41?" in text
    assert "RELEASED BY: Ana" in text
    assert "ANSWER BY: 201800ZJUN23" in text
    assert requests.line(ANA, made.id, None).request.released_by == "Ana"


def test_a_question_is_proposed_from_a_contradiction_a_gap_or_an_incident(told: Told) -> None:
    one = told.of("r1")
    assert one.contradictions
    words = told.room.requests.wording(ANA, None, incident=one.id, contradiction=0)
    assert "Who counted 30 and who counted 41" in words
    assert one.what in told.room.requests.wording(ANA, None, incident=one.id)
    assert "Prizren for 9 days" in told.room.requests.wording(ANA, None, place="Prizren", days=9)


def test_a_request_follows_its_incident_into_another(told: Told) -> None:
    requests, one, other = told.room.requests, told.of("r1").id, told.of("r3").id
    made = requests.ask(ANA, asking(incident=other))
    merged = told.check.merge(ANA, one, other, "the same crowd")
    assert [x.request.id for x in requests.of_incident(ANA, merged, None)] == [made.id]


def test_requests_are_filtered_by_standing_addressee_and_words(told: Told) -> None:
    requests = told.room.requests
    requests.ask(ANA, asking())
    requests.ask(ANA, asking(question="Is the road open?", to="LMT Prizren", place="Prizren"))
    assert len(requests.lines(ANA, None, to="lmt")) == 1
    assert len(requests.lines(ANA, None, words="road")) == 1
    assert requests.lines(ANA, None, state="answered") == ()
    [line] = requests.lines(ANA, None, to="lmt")
    assert line.request.place == "prizren"
