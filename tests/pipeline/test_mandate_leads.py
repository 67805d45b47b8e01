"""Every finding, task state and commitment of the demonstration leads to a clause, and to facts or to what is missing."""

from datetime import UTC, datetime

import pytest

from jointguardian.access import LOCAL
from jointguardian.pipeline import build_demonstration, open_operation
from jointguardian.pipeline.known import KnownReader
from jointguardian.pipeline.mandate import Mandates
from jointguardian.pipeline.mandate_task import task_page

MOMENTS = (
    "1999-06-17",
    "1999-06-21",
    "1999-09-21",
    "2001-06-01",
    "2022-12-12",
    "2023-05-30",
    "2023-10-01",
)


@pytest.fixture(scope="module")
def mandates(tmp_path_factory: pytest.TempPathFactory) -> Mandates:
    folder = tmp_path_factory.mktemp("op") / "demo"
    build_demonstration(folder, plans=False)
    operation = open_operation(folder)
    return Mandates(operation, KnownReader(operation))


def _moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59").replace(tzinfo=UTC)


@pytest.mark.parametrize("day", MOMENTS)
def test_every_finding_leads_to_its_clause_and_facts(mandates: Mandates, day: str) -> None:
    checked = mandates.checked(LOCAL, _moment(day))
    assert checked.findings
    for found in checked.findings:
        rule = mandates.provision(found.provision)
        assert rule.clause
        assert rule.basis
        assert rule.instrument.title == found.instrument
        assert found.facts or found.missing
        if found.finding != "not-determinable":
            assert all(u.seen.source or u.seen.report for u in found.facts)
            seen = mandates.reader.at(LOCAL, _moment(day)).look.reports
            assert all(u.seen.report in seen for u in found.facts if "(report" in u.seen.source)
            assert found.facts
    for told in checked.told:
        assert told.clause
        assert told.why_not


@pytest.mark.parametrize("day", MOMENTS)
def test_every_task_leads_to_its_order_and_to_what_it_counts(mandates: Mandates, day: str) -> None:
    known = mandates.reader.at(LOCAL, _moment(day)).look
    for state in mandates.tasks(LOCAL, _moment(day)):
        assert mandates.provision(state.task.provision).clause
        for measured in state.measured:
            counted = measured.value is not None
            assert counted or measured.finding or measured.missing
            assert all(known.incidents[i].reports for i in measured.incidents)
            if counted and measured.value:
                assert measured.incidents


def test_the_page_of_a_task_shows_each_incident_that_is_counted(mandates: Mandates) -> None:
    page = task_page(mandates, LOCAL, _moment("2023-05-30"), "secure-environment")
    counted = {i for m in page.state.measured for i in m.incidents}
    assert {e.incident for e in page.evidence} == counted != set()
    assert page.history[-1].state == page.state.state
    assert page.history[0].day == "2023-03-07"


@pytest.mark.parametrize("day", MOMENTS)
def test_every_commitment_leads_to_its_source_and_to_words(mandates: Mandates, day: str) -> None:
    reports = mandates.reader.at(LOCAL, _moment(day)).look.reports
    for state in mandates.commitments(LOCAL, _moment(day)):
        assert state.commitment.instrument
        assert state.commitment.clause
        assert state.source
        assert state.why
        assert all(w.report in reports and w.words for w in state.said)
