"""What every back end of the record must do, seen only through its public methods."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from sqlalchemy.exc import DatabaseError

from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import (
    Camp,
    Claim,
    Event,
    Incident,
    Judgement,
    Marking,
    Reading,
    Rejected,
    Report,
    ReportHeader,
    Reserve,
    Source,
    Span,
    Strength,
)
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.record import Record, Secret

DAY = datetime(2023, 5, 29, 12, tzinfo=UTC)
READER = Viewer("reader")
RESTRICTED = Marking("restricted")


def told(number: int, text: str, native_id: str | None = None, **other: object) -> Report:
    base = Report(
        id=f"r_{number}",
        source="Danas",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        received=DAY + timedelta(hours=number),
        native_id=native_id or str(number),
    )
    return replace(base, **other)  # type: ignore[arg-type]


def read_in(report: Report, speaker: str = "the mayor") -> Reading:
    claim = Claim(
        "c_1", speaker, None, "said", "states", (), None, False, Span(0, 4), Span(0, 4), 0.9
    )
    header = ReportHeader(report.id, report.source, report.published, "en", report.sha256)
    return Reading(header, (), (claim,), (), ())


@pytest.mark.postgres
def test_the_contract_is_run_on_postgresql_too() -> None:
    if not os.environ.get("GUARDIAN_TEST_POSTGRES_URL"):
        pytest.skip("GUARDIAN_TEST_POSTGRES_URL names no server")


def test_a_record_is_made_once_and_opened_again(url: str, clock: Callable[[], datetime]) -> None:
    with pytest.raises(InputError, match="no record there"):
        Record.open(url)
    with Record.create(url, clock=clock) as record:
        record.add_report(told(1, "A convoy came."))
    with pytest.raises(InputError, match="already"):
        Record.create(url)
    with Record.open(url, clock=clock) as record:
        assert [r.text for r in record.reports(LOCAL)] == ["A convoy came."]
        assert record.verify().ok


def test_a_report_comes_back_as_it_was(record: Record) -> None:
    report = told(
        1, "In Zvečan – Звечан.", title="T", url="https://example.org/1", published="2023-05-29",
        published_inferred=True, language="sr", invented=True,
        marking=Marking("internal", frozenset(), frozenset({"NATO", "EU"})),
    )  # fmt: skip
    record.add_report(report)
    nato = replace(LOCAL, organisations=frozenset({"NATO"}))
    assert record.reports(nato) == (report,)
    assert record.report(nato, "r_1") == report
    assert record.reports(LOCAL) == ()


def test_the_same_again_is_the_same_and_other_text_is_a_version(record: Record) -> None:
    assert record.add_report(told(1, "first", "a")).status == "new"
    links = record.export_head().links
    again = record.add_report(told(2, "first", "a"))
    assert (again.status, again.id) == ("same", "r_1")
    assert record.export_head().links == links
    assert record.add_report(told(3, "second", "a")).status == "version"
    other = replace(told(4, "first", "a"), source="Koha")
    assert record.add_report(other).status == "new"
    assert [r.id for r in record.reports(LOCAL)] == ["r_3", "r_4"]
    assert record.report(LOCAL, "r_3").supersedes == "r_1"
    assert [r.id for r in record.versions(LOCAL, "r_1")] == ["r_1", "r_3"]


def test_a_read_shows_what_was_known_then(record: Record) -> None:
    record.add_report(told(1, "25 injured", "a"))
    record.add_report(told(9, "30 injured", "a"))
    then = DAY + timedelta(hours=5)
    assert [r.text for r in record.reports(LOCAL, then)] == ["25 injured"]
    assert [h.report for h in record.search(LOCAL, "injured", then)] == ["r_1"]
    assert [h.report for h in record.search(LOCAL, "injured")] == ["r_9"]
    assert record.search(LOCAL, "25 injured") == ()
    assert record.reports(LOCAL, DAY) == ()
    with pytest.raises(UnknownName):
        record.report(LOCAL, "r_9", then)


def test_reports_can_be_asked_for_by_day(record: Record) -> None:
    record.add_reports(
        (told(n, f"text {n}", published=f"2023-05-{n:02d}"), None, ()) for n in range(1, 10)
    )
    found = record.reports(LOCAL, since="2023-05-03", until="2023-05-05")
    assert [r.published for r in found] == ["2023-05-03", "2023-05-04", "2023-05-05"]
    with pytest.raises(InputError, match="zone"):
        record.reports(LOCAL, datetime(2023, 1, 1))  # noqa: DTZ001


def test_readings_come_with_their_reports_and_a_later_one_takes_over(record: Record) -> None:
    report = told(1, "Said the mayor.")
    record.add_report(report, read_in(report))
    assert record.readings(LOCAL) == ((report, read_in(report)),)
    assert not record.add_reading("r_1", read_in(report))
    later = read_in(report, "a councillor")
    assert record.add_reading("r_1", later, at=DAY + timedelta(days=3))
    assert record.readings(LOCAL) == ((report, later),)
    assert record.readings(LOCAL, DAY + timedelta(days=2)) == ((report, read_in(report)),)
    assert record.counts(LOCAL)["claims"] == 1
    with pytest.raises(UnknownName):
        record.add_reading("r_404", later)


def test_what_a_viewer_may_not_see_does_not_exist_for_him(record: Record) -> None:
    record.add_report(told(1, "A secret treaty.", marking=RESTRICTED), read_in(told(1, "x")))
    record.add_report(told(2, "A public treaty."))
    assert [r.id for r in record.reports(READER)] == ["r_2"]
    assert record.readings(READER) == ()
    assert [h.report for h in record.search(READER, "treaty")] == ["r_2"]
    assert record.counts(READER)["reports"] == 1
    assert record.counts(LOCAL)["reports"] == 2
    with pytest.raises(UnknownName) as unseen:
        record.report(READER, "r_1")
    with pytest.raises(UnknownName) as unknown:
        record.report(READER, "r_9")
    assert str(unseen.value).replace("r_1", "r_9") == str(unknown.value)


def test_a_marked_version_leaves_the_older_one_in_sight(record: Record) -> None:
    record.add_report(told(1, "public words", "a"))
    record.add_report(told(2, "marked words", "a", marking=RESTRICTED))
    assert [r.id for r in record.reports(READER)] == ["r_1"]
    assert [r.id for r in record.reports(LOCAL)] == ["r_2"]
    assert [r.id for r in record.versions(READER, "r_1")] == ["r_1"]


def test_a_marked_field_is_blank_and_not_found(record: Record) -> None:
    record.add_report(told(1, "Plain text.", title="Hidden convoy"), fields={"title": RESTRICTED})
    assert record.report(READER, "r_1").title is None
    assert record.report(LOCAL, "r_1").title == "Hidden convoy"
    assert record.search(READER, "convoy") == ()
    assert [h.title for h in record.search(LOCAL, "convoy")] == ["Hidden convoy"]
    with pytest.raises(InputError, match="cannot carry"):
        record.add_report(told(2, "x"), fields={"text": RESTRICTED})


def claimed(report: Report) -> Reading:
    """A reading with three claims; the second asserts the only event."""
    spans = (Span(0, 4), Span(5, 9), Span(10, 14))
    claims = tuple(
        Claim(f"c_{n}", f"speaker {n}", None, "said", "states", (), None, False, s, s, 0.9)
        for n, s in enumerate(spans)
    )
    event = Event("e_1", "assault", None, "claimed", (), (), None, None, "day", (), (), (), "c_1",
                  Span(5, 9), 0.8)  # fmt: skip
    header = ReportHeader(report.id, report.source, report.published, "en", report.sha256)
    return Reading(header, (event,), claims, (), ())


def heard(record: Record, viewer: Viewer, as_of: datetime | None = None) -> list[str]:
    return [c.id for _, reading in record.readings(viewer, as_of) for c in reading.claims]


def test_a_marked_claim_is_read_only_by_who_may_see_it(record: Record) -> None:
    report = told(1, "One. Two. Then three.")
    record.add_report(report, claimed(report), claims={"c_1": RESTRICTED})
    assert record.readings(LOCAL) == ((report, claimed(report)),)
    [(_, seen)] = record.readings(READER)
    assert [c.id for c in seen.claims] == ["c_0", "c_2"]
    assert [e.asserted_by for e in seen.events] == [None]
    assert "c_1" not in str(seen)
    assert (record.counts(READER)["claims"], record.counts(LOCAL)["claims"]) == (2, 3)
    assert heard(record, LOCAL, DAY) == []
    assert record.verify().ok


def test_an_incident_that_rests_on_an_unseen_claim_is_left_out(record: Record) -> None:
    report, other = told(1, "One. Two. Then three."), told(2, "One. Two. Or three.")
    record.add_report(report, claimed(report), claims={"c_1": RESTRICTED})
    record.add_report(other, claimed(other))
    record.add_incidents([incident("i_1", "r_1"), incident("i_2", "r_2")], DAY)
    assert [i.id for i in record.incidents(READER)] == ["i_2"]
    assert [i.id for i in record.incidents(LOCAL)] == ["i_1", "i_2"]


def test_a_claim_read_again_keeps_its_marking_unless_told_otherwise(record: Record) -> None:
    report = told(1, "One. Two. Then three.")
    read = claimed(report)
    record.add_report(report, read, claims={"c_1": RESTRICTED})
    links = record.export_head().links
    assert not record.add_reading("r_1", read)
    assert record.export_head().links == links
    fewer = replace(read, claims=tuple(replace(c, id=f"x{c.id}") for c in read.claims[1:]))
    assert record.add_reading("r_1", fewer, at=DAY + timedelta(days=1))
    assert (heard(record, READER), heard(record, LOCAL)) == (["xc_2"], ["xc_1", "xc_2"])
    open_now = {"xc_1": Marking()}
    assert record.add_reading("r_1", fewer, at=DAY + timedelta(days=2), claims=open_now)
    assert heard(record, READER) == ["xc_1", "xc_2"]
    assert heard(record, READER, DAY + timedelta(hours=30)) == ["xc_2"]
    assert record.verify().ok


def test_a_marking_for_a_claim_that_is_not_there_is_refused(record: Record) -> None:
    report = told(1, "One. Two. Then three.")
    with pytest.raises(InputError, match="c_9"):
        record.add_report(report, claimed(report), claims={"c_9": RESTRICTED})
    with pytest.raises(InputError):
        record.add_report(report, claims={"c_1": RESTRICTED})
    assert record.reports(LOCAL) == ()


def test_a_marked_claim_is_sealed_like_the_others(record: Record) -> None:
    text = "Ana Probe spoke there."
    report = told(1, text)
    read = read_in(report, "Ana Probe")
    secret = Secret("r_1", 0, 9, "Ana Probe", role="witness")
    record.add_report(report, read, [secret], claims={"c_1": RESTRICTED})
    assert [c.speaker for _, r in record.readings(LOCAL) for c in r.claims] == ["witness"]
    assert heard(record, READER) == []


def test_search_takes_any_query(record: Record) -> None:
    record.add_report(told(1, "Barricades in Zvečan and the north bridge.", title="Clash"))
    found = ["zvecan", "ZVEČAN", '"north bridge"', "clash barricades", "bridge AND", "NEAR(zvecan"]
    for query in found[:4]:
        assert len(record.search(LOCAL, query)) == 1, query
    for query in ("", "   ", '"', "*", "()", '"bridge north"', "title:x", "-", "a OR b", "\0"):
        assert record.search(LOCAL, query) == (), query
    assert "Zvečan" in record.search(LOCAL, "zvecan")[0].snippet
    assert record.search(LOCAL, "zvecan", limit=0) == ()


def test_rejected_rows_are_kept_once_with_their_reason(record: Record) -> None:
    bad = Rejected("events.csv", 7, "no date", "a,b\0,c")
    record.add_rejected([bad, bad])
    record.add_rejected([bad])
    assert record.rejected(LOCAL) == (replace(bad, raw="a,b␀,c"),)
    assert record.rejected(READER) == ()


def test_sources_keep_their_newest_words(record: Record) -> None:
    record.add_sources([Source("danas", "Danas")], at=DAY)
    record.add_sources([Source("danas", "Danas", reliability="B")], at=DAY + timedelta(days=2))
    assert [s.reliability for s in record.sources(LOCAL)] == ["B"]
    assert [s.reliability for s in record.sources(LOCAL, DAY + timedelta(days=1))] == ["F"]
    links = record.export_head().links
    record.add_sources([Source("danas", "Danas", reliability="B")])
    assert record.export_head().links == links


def test_facts_are_corrected_by_new_rows(record: Record) -> None:
    camp = Camp("c", "Camp", "pec", "base", 42.6, 20.3, "a map")
    record.add_facts("camps", [camp], at=DAY)
    record.add_facts("camps", [replace(camp, role="headquarters")], at=DAY + timedelta(days=1))
    assert [c.role for c in record.facts(LOCAL, "camps", Camp)] == ["headquarters"]
    assert [c.role for c in record.facts(LOCAL, "camps", Camp, DAY)] == ["base"]
    with pytest.raises(InputError, match="no facts of kind"):
        record.add_facts("tanks", [camp])
    with pytest.raises(InputError):
        record.facts(LOCAL, "camps", Strength)


def test_a_fact_can_be_known_since_its_own_day(record: Record) -> None:
    rows = [Strength("in-area", "TOTAL", f"20{y}-01-01", 1, 2, 3, "s") for y in (20, 21, 22)]
    record.add_facts("strengths", rows, at=lambda s: datetime.fromisoformat(s.date + "T00:00Z"))
    known = record.facts(LOCAL, "strengths", Strength, datetime(2021, 6, 1, tzinfo=UTC))
    assert [s.date for s in known] == ["2020-01-01", "2021-01-01"]


def test_a_marked_field_of_a_fact_is_withheld(record: Record) -> None:
    reserve = Reserve("x", "Battalion", "e", "2023-05-30", 7, 14, None, 700, None, "caveat", "s")
    marks = {"notice_days": RESTRICTED, "note": RESTRICTED}
    record.add_facts("reserves", [reserve], fields=marks)
    strength = Strength("in-area", "ITA", "2023-05-01", 1, 2, 3, "s")
    record.add_facts("strengths", [strength], fields={"best": RESTRICTED})
    assert record.facts(LOCAL, "reserves", Reserve) == (reserve,)
    hidden = replace(reserve, notice_days=None, note="withheld")
    assert record.facts(READER, "reserves", Reserve) == (hidden,)
    assert record.facts(LOCAL, "strengths", Strength) == (strength,)
    assert record.facts(READER, "strengths", Strength) == ()


def incident(name: str, *reports: str, status: str = "happened") -> Incident:
    return Incident(name, "clash", "assault", "2023-05-29", None, (), (), reports, ("Danas",), 1, (),
                    None, status)  # fmt: skip


def test_incidents_are_written_when_they_change(record: Record) -> None:
    record.add_report(told(1, "one"))
    record.add_report(told(2, "two", marking=RESTRICTED))
    record.add_incidents([incident("i_1", "r_1"), incident("i_2", "r_1", "r_2")], DAY)
    assert [i.id for i in record.incidents(LOCAL)] == ["i_1", "i_2"]
    assert [i.id for i in record.incidents(READER)] == ["i_1"]
    links = record.export_head().links
    record.add_incidents([incident("i_1", "r_1")], DAY + timedelta(hours=3))
    assert record.export_head().links == links
    later = DAY + timedelta(days=1)
    record.add_incidents([incident("i_1", "r_1", status="denied")], later, complete=True)
    assert [i.status for i in record.incidents(LOCAL)] == ["denied"]
    assert [i.id for i in record.incidents(LOCAL, DAY + timedelta(hours=4))] == ["i_1", "i_2"]
    assert [i.id for i in record.incidents(READER, DAY + timedelta(hours=4))] == ["i_1"]


def test_judgements_are_rows(record: Record) -> None:
    one = Judgement("merge", "i_1", {"with": ["i_2"]}, "analyst", DAY, "the same clash")
    two = Judgement("grade", "i_1", {"credibility": "2"}, "analyst", DAY + timedelta(days=1))
    assert record.add_judgement(two)
    assert record.add_judgement(one)
    assert not record.add_judgement(one)
    assert record.judgements(LOCAL) == (one, two)
    assert record.judgements(LOCAL, DAY) == (one,)
    with pytest.raises(InputError):
        record.add_judgement(Judgement("guess", "i_1"))


SERIES = pl.DataFrame(
    {
        "native_id": ["1", "2", "3", "4"],
        "start": ["1999-03-24", "1999-04-02", "1999-04", "1999"],
        "end": ["1999-03-25", "1999-04-02", "1999-04", "1999"],
        "actor": ["a", "b", "c", None],
        "lat": [42.9, 42.6, float("nan"), None],
        "lon": [20.8, 20.3, None, None],
        "best": [1, 2, 3, None],
        "municipality": ["zvecan", "pec", None, None],
        "cell": ["871e9", "871ea", None, None],
    }
)


def test_a_series_goes_in_once_and_answers(record: Record) -> None:
    first = record.add_series(SERIES, "ucdp")
    again = record.add_series(SERIES, "ucdp")
    assert (first.new, first.same, again.new, again.same) == (4, 0, 0, 4)
    assert record.add_series(SERIES, "acled").new == 4
    april = record.series_events(LOCAL, since="1999-04-01", until="1999-04-30", municipality="pec")
    assert [(e.series, e.native_id, e.best) for e in april] == [("acled", "2", 2), ("ucdp", "2", 2)]
    every = {(e.series, e.native_id): e for e in record.series_events(LOCAL)}
    third = every["ucdp", "3"]
    assert (third.start, third.end, third.lat) == ("1999-04-01", "1999-04-30", None)
    assert len(record.series_events(LOCAL, cell="871e9")) == 2
    assert len(record.series_events(LOCAL, bbox=(20.0, 42.0, 20.5, 43.0))) == 2
    assert record.counts(LOCAL)["series_events"] == 8


def test_series_are_counted_by_period(record: Record) -> None:
    record.add_series(SERIES, "ucdp")
    months = record.series_counts(LOCAL)
    assert [(c.period, c.municipality, c.events, c.deaths) for c in months] == [
        ("1999-01", None, 1, 0), ("1999-03", "zvecan", 1, 1), ("1999-04", None, 1, 3),
        ("1999-04", "pec", 1, 2),
    ]  # fmt: skip
    assert [c.period for c in record.series_counts(LOCAL, by="year", municipality="pec")] == [
        "1999"
    ]
    assert len(record.series_counts(LOCAL, by="day", series="ucdp")) == 4
    assert record.series_counts(LOCAL, series="acled") == ()
    with pytest.raises(InputError):
        record.series_counts(LOCAL, by="week")


def test_a_series_obeys_marking_and_moment(record: Record) -> None:
    record.add_series(SERIES, "ucdp", marking=RESTRICTED, at=DAY)
    assert record.series_events(READER) == ()
    assert record.series_counts(READER) == ()
    assert record.counts(READER)["series_events"] == 0
    assert record.series_events(LOCAL, DAY - timedelta(days=1)) == ()
    assert len(record.series_events(LOCAL, DAY)) == 4


def test_the_new_rows_of_a_series_go_in_beside_the_old(record: Record) -> None:
    assert record.add_series(SERIES.head(2), "ucdp").new == 2
    added = record.add_series(pl.concat([SERIES, SERIES.tail(1)]), "ucdp")
    assert (added.new, added.same) == (2, 3)
    assert {e.native_id for e in record.series_events(LOCAL)} == {"1", "2", "3", "4"}
    assert record.verify().ok


def test_an_empty_series_adds_nothing(record: Record) -> None:
    links = record.export_head().links
    assert record.add_series(SERIES.clear(), "ucdp").new == 0
    assert record.export_head().links == links


def test_a_series_without_ids_or_dates_is_refused(record: Record) -> None:
    with pytest.raises(InputError, match="native_id"):
        record.add_series(SERIES.drop("native_id"), "ucdp")
    with pytest.raises(InputError, match="no date"):
        record.add_series(pl.DataFrame({"native_id": ["1"], "start": ["soon"]}), "ucdp")


NAMES = "Zoran Test met Ana Probe. Zoran Test left."


def sealed_report(record: Record, number: int = 1) -> None:
    report = told(number, NAMES, title="Zoran Test in town")
    spots = ((0, 10, "Zoran Test"), (15, 24, "Ana Probe"), (26, 36, "Zoran Test"))
    secrets = [Secret(report.id, start, end, name) for start, end, name in spots]
    record.add_report(report, read_in(report, "Zoran Test"), secrets)


def test_private_names_are_sealed_and_opened_for_a_purpose(record: Record) -> None:
    sealed_report(record)
    [(report, reading)] = record.readings(LOCAL)
    assert report.text == "█████ ████ met ███ █████. █████ ████ left."
    assert report.title == "█████ ████ in town"
    assert reading.claims[0].speaker == "█████ ████"
    assert record.search(LOCAL, "Zoran") == ()
    links = record.export_head().links
    assert record.unseal(LOCAL, "r_1", "to warn the family") == NAMES
    assert record.export_head().links == links + 1
    with pytest.raises(InputError, match="purpose"):
        record.unseal(LOCAL, "r_1", " ")
    with pytest.raises(NotPermitted):
        record.unseal(READER, "r_1", "curious")
    with pytest.raises(UnknownName):
        record.unseal(LOCAL, "r_9", "curious")
    assert record.verify().ok


def test_an_erased_person_is_gone_everywhere_and_the_chain_holds(record: Record) -> None:
    sealed_report(record, 1)
    sealed_report(record, 2)
    persons = {s.person for n in ("r_1", "r_2") for s in record.sealed(LOCAL, n)}
    assert len(persons) == 2
    gone = record.erase_person("zoran  test", by="custodian", reason="asked to")
    assert gone in persons
    for name in ("r_1", "r_2"):
        assert record.unseal(LOCAL, name, "check") == "█████ ████ met Ana Probe. █████ ████ left."
        assert [s.erased for s in record.sealed(LOCAL, name)] == [True, False, True]
    assert record.verify().ok
    with pytest.raises(UnknownName):
        record.erase_person("Zoran Test", by="custodian", reason="again")
    sealed_report(record, 3)
    assert record.unseal(LOCAL, "r_3", "check") == NAMES


def test_a_name_outside_the_text_is_refused_and_nothing_is_written(record: Record) -> None:
    links = record.export_head().links
    with pytest.raises(InputError):
        record.add_report(told(1, "short"), None, [Secret("r_1", 2, 99, "x")])
    with pytest.raises(InputError, match="NUL"):
        record.add_report(told(1, "a\0b"))
    assert record.reports(LOCAL) == ()
    assert record.export_head().links == links


def test_nothing_is_changed_or_deleted(record: Record) -> None:
    record.add_report(told(1, "text"))
    for statement in (
        "UPDATE report SET title = 'x'",
        "DELETE FROM report",
        "DELETE FROM audit_link",
    ):
        with (
            pytest.raises(DatabaseError, match="append-only"),
            record._engine.begin() as connection,
        ):
            connection.exec_driver_sql(statement)


def test_threads_write_and_read_at_once(record: Record) -> None:
    def write(writer: int) -> int:
        reports = [told(100 * writer + n, f"bridge {writer} {n}") for n in range(8)]
        return sum(record.add_report(report).status == "new" for report in reports)

    def look(_: int) -> bool:
        before = {r.id for r in record.reports(LOCAL)}
        return before <= {hit.report for hit in record.search(LOCAL, "bridge")}

    with ThreadPoolExecutor(6) as pool:
        writes = pool.map(write, range(4))
        assert all(pool.map(look, range(10)))
        assert sum(writes) == 32
    assert len(record.reports(LOCAL)) == 32
    assert record.verify().ok


def test_the_head_shows_a_cut_off_tail(record: Record) -> None:
    record.add_report(told(1, "text"))
    head = record.export_head()
    assert head.head == record.head()
    assert record.verify(head.head).ok
    assert not record.verify("0" * 64).ok
    assert head.record.startswith("rec_")
