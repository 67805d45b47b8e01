"""A mission's log: what it states is its own word, what changes is a version, what leaves is released."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import own_logs
from jointguardian.access import LOCAL, Viewer
from jointguardian.domain import Event, Reading, Report
from jointguardian.domain.log import LogMapping
from jointguardian.errors import InputError, NotPermitted, UnknownName
from jointguardian.pipeline import Operation, OperationRoom, Wanted, create_operation
from jointguardian.sources.log_book import read_book

NOW = datetime(2023, 6, 2, 12, tzinfo=UTC)
HEAD = ("Ser", "Date", "Place", "Type", "Description", "Injured")


class Desk:
    """An operation and its logs, with short words."""

    def __init__(self, operation: Operation) -> None:
        self.operation, self.room = operation, OperationRoom(operation)
        self.logs = self.room.logs

    def take(
        self, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, name: str = "log.xlsx"
    ) -> Any:
        return self.logs.import_file(LOCAL, own_logs.workbook(("Log", [head, *rows])), name)

    def told(self) -> list[tuple[Report, Reading]]:
        known = self.room.known.at(LOCAL, None)
        return list(zip(known.reports, known.readings, strict=True))

    def events(self) -> list[Event]:
        return [e for _, reading in self.told() for e in reading.events]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with create_operation(tmp_path / "op", pack="kosovo") as operation:
        yield Desk(operation)


ROW = (1, date(2023, 5, 29), "Zvečan", "Stone throwing", "Stones were thrown at a patrol.", 3)


def test_what_the_row_states_is_one_event_of_the_log(desk: Desk) -> None:
    desk.take(ROW)
    [(report, reading)] = desk.told()
    stated = reading.events[0]
    assert (stated.type, stated.start, stated.confidence) == ("assault", "2023-05-29", 1.0)
    assert reading.method == "log"
    assert stated.places[0].gazetteer_id == "xk-783770"
    [count] = [c for c in stated.casualties if c.kind == "injured"]
    assert count.span is not None
    assert count.span.of(report.text) == "3"
    assert report.text.startswith("Stones were thrown at a patrol.\n\nSer: 1\nDate: 2023-05-29")


def test_a_count_told_alike_stands_once_and_another_stands_beside_it(desk: Desk) -> None:
    alike = "On 29 May 2023 three soldiers were injured in an attack in Zvečan."
    other = "On 29 May 2023 five soldiers were injured in an attack in Zvečan."
    desk.take((1, date(2023, 5, 29), "Zvečan", "Attack", alike, 3), (2, date(2023, 5, 30), "Zvečan", "Attack", other, 3))  # fmt: skip
    counts = [
        [c.best for e in r.events for c in e.casualties if c.kind == "injured"]
        for _, r in desk.told()
    ]
    assert counts == [[3], [3, 5]]


def test_the_same_log_again_adds_nothing(desk: Desk) -> None:
    assert desk.take(ROW).new == 1
    before = desk.room.verify().links
    again = desk.take(ROW)
    assert (again.new, again.same, again.changed) == (0, 1, 0)
    assert desk.room.verify().links == before


def test_a_changed_row_is_a_new_version_and_may_change_back(desk: Desk) -> None:
    desk.take(ROW)
    first = desk.told()[0][0]
    assert desk.take((*ROW[:4], "Stones and bottles were thrown.", 3)).changed == 1
    [(second, _)] = desk.told()
    assert second.supersedes == first.id
    assert second.text.startswith("Stones and bottles")
    assert desk.take(ROW).changed == 1
    [(third, _)] = desk.told()
    assert third.text.startswith("Stones were thrown at a patrol.")
    assert desk.take(ROW).same == 1


def test_a_row_that_is_gone_is_shown_as_missing_and_kept(desk: Desk) -> None:
    second = (2, date(2023, 5, 29), "Leposavić", "KLE", "Meeting with the mayor.", None)
    desk.take(ROW, second)
    assert desk.take(ROW).missing == 1
    assert len(desk.told()) == 2
    [state] = desk.logs.states(LOCAL)
    assert [r.key for r in state.missing] == ["2"]
    desk.take(ROW, second)
    assert desk.logs.states(LOCAL)[0].missing == ()


def test_rows_of_other_days_are_not_missed(desk: Desk) -> None:
    desk.take(ROW)
    assert desk.take((2, date(2023, 6, 1), *ROW[2:])).missing == 0


def test_a_bad_row_stays_out_with_one_line_and_the_good_ones_go_in(desk: Desk) -> None:
    done = desk.logs.import_file(LOCAL, own_logs.patrol_log(), "patrol.xlsx")
    assert (done.new, len(done.rejected)) == (4, 1)
    assert done.rejected[0].reason.startswith("sheet May, row 9, column Date: '31 June 2023'")
    assert "\n" not in done.rejected[0].reason
    assert [line.split(":")[0] for line in done.left_out] == ["sheet May, row 8, column Civ inj"]
    assert len(desk.room.rejected(LOCAL)) == 1


def test_private_names_are_sealed_in_every_column(desk: Desk) -> None:
    head = (*HEAD, "Point of contact", "Remarks")
    desk.take((*ROW[:4], "Arben Krasniqi was injured by stones.", 1, "Petar Petrović", "Seen by Arben Krasniqi"), head=head)  # fmt: skip
    [(report, reading)] = desk.told()
    for name in ("Krasniqi", "Petrović"):
        assert name not in report.text
        assert name not in str(reading)
        assert name not in str(desk.logs.rows(LOCAL))
    assert desk.operation.record.seals("Petar Petrović")


def test_a_correction_of_the_mapping_is_a_new_reading_of_the_same_text(desk: Desk) -> None:
    desk.take(ROW)
    saved = desk.logs.mapping(LOCAL, "log")
    desk.logs.save(LOCAL, replace(saved, types=(("Stone throwing", "protest/riot"),)))
    assert desk.take(ROW).changed == 1
    [(report, reading)] = desk.told()
    assert reading.events[0].type == "protest"
    assert report.supersedes is None


def test_a_word_without_a_type_makes_no_event(desk: Desk) -> None:
    desk.take((1, date(2023, 5, 29), "Zvečan", "Zzz", "All was quiet.", None))
    assert desk.events() == []


def test_the_log_s_grade_stands_as_the_log_keeper_s(desk: Desk) -> None:
    desk.logs.import_file(LOCAL, own_logs.patrol_log(), "patrol.xlsx")
    known = desk.room.known.at(LOCAL, None)
    grades = {
        m.source: (str(m.grade), m.grade.proposed) for i in known.incidents for m in i.members
    }
    assert grades == {"LMT 7": ("B2", False), "LMT 2": ("A1", False), "LMT 4": ("C3", False)}


def test_what_the_log_states_waits_for_nobody_and_a_guess_does(desk: Desk) -> None:
    desk.take(
        (*ROW[:4], "Five soldiers were injured in an attack in Zvečan. Police arrested two men.", 3)
    )
    [(report, _)] = desk.told()
    review = desk.room.report(LOCAL, report.id, None).review
    items = [i for i in review if i.thing in ("event", "count")]
    stated = [i for i in items if i.by == report.source]
    assert {i.thing for i in stated} == {"event", "count"}
    assert not any(i.waiting for i in stated)
    assert any(i.waiting for i in items if i.thing == "event")


def test_nothing_is_recorded_by_a_dry_run(desk: Desk) -> None:
    links = desk.room.verify().links
    done = desk.logs.import_file(LOCAL, own_logs.patrol_log(), "p.xlsx", dry_run=True)
    assert (done.new, len(done.rejected), done.dry_run) == (4, 1, True)
    assert desk.room.verify().links == links


def test_a_saved_mapping_is_found_by_the_shape_of_the_file(desk: Desk) -> None:
    desk.take(ROW)
    opened = desk.logs.open(LOCAL, own_logs.workbook(("June", [HEAD, (9, *ROW[1:])])), "june.xlsx")
    assert (opened.found_by, opened.mapping.name) == ("shape", "log")
    with pytest.raises(UnknownName):
        desk.logs.opened(Viewer("somebody else"), opened.id)


def test_blank_dates_take_the_one_above(desk: Desk) -> None:
    desk.take(ROW, (2, None, "Leposavić", "KLE", "Meeting with the mayor.", None))
    assert [r.published for r, _ in desk.told()] == ["2023-05-29", "2023-05-29"]


def test_serials_that_begin_anew_each_day_are_told_apart(desk: Desk) -> None:
    rows = [
        (n, date(2023, 5, d), "Zvečan", "KLE", f"Meeting {n} of the day.", None)
        for d in (29, 30)
        for n in (1, 2)
    ]
    assert desk.take(*rows).new == 4
    assert desk.take(*rows).same == 4


def test_a_form_that_waits_to_be_filled_is_passed_over(desk: Desk) -> None:
    done = desk.take(ROW, (2, date(2023, 5, 30), None, None, None, None))
    assert (done.rows, done.new, done.rejected) == (1, 1, ())


def test_a_log_leaves_only_when_a_person_lets_it_go(desk: Desk) -> None:
    desk.take(ROW)
    for by, to in (("", "EULEX"), ("Ana", " ")):
        with pytest.raises(InputError, match="lets it go"):
            desk.logs.give_out(LOCAL, ".csv", Wanted(), by=by, to=to)
    with pytest.raises(NotPermitted):
        desk.logs.give_out(Viewer("reader", level="confidential"), ".csv", Wanted(), by="A", to="B")
    data, release = desk.logs.give_out(LOCAL, ".csv", Wanted(), by="Ana", to="EULEX")
    assert data.decode("utf-8-sig").startswith("# Released by Ana on ")
    assert desk.logs.releases(LOCAL) == (release,)
    assert release.rows == 1


def test_sealed_names_stay_sealed_and_come_back_as_the_same_row(desk: Desk) -> None:
    desk.take((*ROW[:4], "Arben Krasniqi was injured by stones.", 1))
    data, _ = desk.logs.give_out(LOCAL, ".xlsx", Wanted(), by="Ana", to="EULEX")
    table = read_book(data, "x.xlsx")
    assert "Krasniqi" not in str(table)
    assert "█" in str(table)
    back = desk.logs.import_file(LOCAL, data, "back.xlsx")
    assert (back.same, back.changed, back.new) == (1, 0, 0)


def test_the_mission_s_columns_go_out_first_and_in_their_form(desk: Desk) -> None:
    desk.logs.import_file(LOCAL, own_logs.patrol_log(), "patrol.xlsx")
    desk.room.add_report(
        LOCAL, "Stones were thrown at a patrol in Leposavić on 30 May 2023.", "2023-05-30", "OSCE"
    )
    data, _ = desk.logs.give_out(LOCAL, ".xlsx", Wanted(), by="Ana", to="EULEX")
    table = read_book(data, "x.xlsx").first
    assert table.headers[: len(own_logs.PATROL_HEAD)] == own_logs.PATROL_HEAD
    assert all(h.startswith("Guardian: ") for h in table.headers[len(own_logs.PATROL_HEAD) :])
    assert table.forms[1] == "dd.mm.yyyy"
    assert "30.05.2023" not in str(table)
    typed = next(row for _, row in table.rows if "Leposavić on 30 May" in row[6])
    assert (typed[1], typed[3], typed[5]) == ("2023-05-30", "Leposavić", "Stone throwing")


def test_days_place_and_rows_are_chosen(desk: Desk) -> None:
    desk.logs.import_file(LOCAL, own_logs.patrol_log(), "patrol.xlsx")
    count = lambda wanted: desk.logs.give_out(LOCAL, ".csv", wanted, by="A", to="B")[1].rows  # noqa: E731
    assert count(Wanted(since="2023-05-30")) == 2
    assert count(Wanted(until="2023-05-29")) == 2
    assert count(Wanted(place="zvecan")) == 2
    assert count(Wanted(per="incident")) == len(desk.room.incidents(LOCAL))


def test_no_cell_runs_in_a_spreadsheet(desk: Desk) -> None:
    rows = "1;29.05.2023;Zvečan;KLE;=HYPERLINK(1) was read there\n2;29.05.2023;Zvečan;KLE;@SUM(1)\n"
    desk.logs.import_file(LOCAL, f"Ser;Date;Place;Type;Description\n{rows}".encode(), "x.csv")
    text = desk.logs.give_out(LOCAL, ".csv", Wanted(), by="=cmd", to="+x")[0].decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "'@SUM" in text
    book = load_workbook(
        io.BytesIO(desk.logs.give_out(LOCAL, ".xlsx", Wanted(), by="=cmd", to="+x")[0])
    )
    cells = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)


def test_a_report_read_as_of_an_earlier_moment_leaves_as_it_was(desk: Desk) -> None:
    desk.take(ROW)
    then = desk.operation.clock()
    desk.take((*ROW[:4], "Stones and bottles were thrown.", 3))
    data, _ = desk.logs.give_out(LOCAL, ".csv", Wanted(), by="A", to="B", as_of=then)
    assert "Stones were thrown at a patrol." in data.decode()


CELL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)
ROWS = st.lists(
    st.tuples(
        st.dates(date(1999, 6, 12), date(2026, 1, 1)),
        st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0, tzinfo=None)),
        st.sampled_from(["Zvečan", "Leposavić", "Istog", None]),
        st.sampled_from(["Roadblock", "Shots fired", "KLE", "Zzz"]),
        st.sampled_from(["Stones were thrown.", "=1+1", "-5 degrees", "'quoted'", "Блокада пута; 40 лица", "a\nb", "007", "1e5", "+381 28", "_x0041_"]),
        st.none() | st.integers(0, 400),
        CELL,
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip
LOG_HEAD = ("Ser", "Date", "Time (B)", "Place", "Type", "Description", "Injured", "Remarks")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round")


@given(rows=ROWS, suffix=st.sampled_from([".xlsx", ".csv"]))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_left_gives_the_same_reports_and_values_elsewhere(
    folder: Path, rows: list[tuple[Any, ...]], suffix: str
) -> None:
    table = [LOG_HEAD, *((n, *row) for n, row in enumerate(rows, 1))]
    data = own_logs.workbook(("Log", _writable(table)))
    number = len(list(folder.iterdir()))
    with create_operation(folder / f"a{number}") as one:
        first = Desk(one)
        first.logs.import_file(LOCAL, data, "log.xlsx", mapping="log")
        out, _ = first.logs.give_out(LOCAL, suffix, Wanted(), by="Ana", to="EULEX")
        before = first.told()
    with create_operation(folder / f"b{number}") as two:
        second = Desk(two)
        done = second.logs.import_file(LOCAL, out, f"log{suffix}", mapping="log")
        after = second.told()
    assert done.left_out == () or all("Zzz" not in x for x in done.left_out)
    assert [_said(p) for p in after] == [_said(p) for p in before]


def _writable(table: list[tuple[Any, ...]]) -> list[list[Any]]:
    """Cells as a spreadsheet holds them: texts that look like formulas are texts."""
    return [[f" {c}" if isinstance(c, str) and c[:1] == "=" else c for c in row] for row in table]


def _said(pair: tuple[Report, Reading]) -> tuple[object, ...]:
    report, reading = pair
    values = [
        (e.type, e.mode, e.status, e.start, e.places, e.casualties, e.actors, e.span)
        for e in reading.events
    ]
    return report.text, report.published, report.language, values


def test_a_mapping_without_a_text_or_a_name_is_refused(desk: Desk) -> None:
    bare = LogMapping(name=" ", shape="", columns=(), source="x")
    with pytest.raises(InputError, match="name"):
        desk.logs.save(LOCAL, bare)
    with pytest.raises(InputError, match="no column is mapped"):
        desk.logs.save(LOCAL, replace(bare, name="x"))
