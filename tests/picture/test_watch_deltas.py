"""What changed since a moment, in words; and the machine's own writes folded."""

from datetime import UTC, datetime, timedelta

from watching_known import clash, known_of

from jointguardian.picture.watch.bursts import Entry, fold
from jointguardian.picture.watch.deltas import Delta, deltas, shortened
from jointguardian.picture.watch.index import Row, derive, micros
from telling import make_told

AT = datetime(2023, 5, 29, 18, tzinfo=UTC)


def row_of(*told: object) -> Row:
    [row] = derive(None, known_of(*told)).rows  # type: ignore[arg-type]
    return row


def said(row: Row, hours: float) -> list[tuple[str, str]]:
    return [(d.kind, d.text) for d in deltas(row, micros(AT + timedelta(hours=hours)))]


def test_a_later_count_stands_beside_the_earlier_one() -> None:
    row = row_of(clash("a", 25), clash("b", 30, hours=4))
    found = said(row, 1)
    assert ("source", "Second source: Outlet b") in found
    assert any("30 injured, was 25; counted by KFOR" in t for k, t in found if k == "count")


def test_nothing_changed_after_the_last_report() -> None:
    assert said(row_of(clash("a", 25)), 0) == []


def test_the_same_source_again_tells_more() -> None:
    row = row_of(clash("a", 25, source="KoSSev"), clash("b", 25, hours=3, source="KoSSev"))
    assert said(row, 1) == [("source", "KoSSev tells more")]


def test_what_is_new_says_by_how_many_it_is_told() -> None:
    row = row_of(clash("a", 25), clash("b", 25, hours=1))
    assert said(row, -1)[0] == ("new", "New, told by 2 sources")


def test_a_contradiction_of_a_new_source_is_told_first() -> None:
    late = make_told(
        "b", "52 people were injured in Zvecan, the President said.",
        rows=(("injured", "KFOR soldiers", 52, None, "the President"),), hours=5,
    )  # fmt: skip
    row = row_of(clash("a", 30), clash("c", 30, hours=1), late)
    found = said(row, 2)
    assert found[0][0] == "contradicted"
    assert "52" in found[0][1]


def test_a_lone_report_is_new_once() -> None:
    told = make_told("a", "Nothing happened.")
    known = known_of(told)
    [row] = derive(None, known).rows
    alone = Row(told.report, row.known, row.start, row.end, (), "")
    assert said(alone, -1) == [("new", "New report")]
    assert said(alone, 1) == []


def test_many_changes_are_shortened_with_their_number() -> None:
    many = tuple(Delta("count", str(n)) for n in range(6))
    assert [d.text for d in shortened(many)] == ["0", "1", "and 4 more changes"]
    assert shortened(many[:3]) == many[:3]


def entry(link: int, minutes: float, what: str = "import") -> Entry:
    return Entry(link, what, AT + timedelta(minutes=minutes))


def test_writes_close_together_are_one_burst() -> None:
    one, two = fold([entry(1, 0), entry(2, 4, "fusion"), entry(3, 5), entry(4, 60)])
    assert (two.n, two.words) == (3, "2 imports and 1 fusion")
    assert one.words == "1 import"
    assert [e.link for e in two.entries] == [3, 2, 1]


def test_a_persons_entry_parts_a_burst() -> None:
    entries = [entry(1, 0), entry(2, 4)]
    assert len(fold(entries)) == 1
    assert len(fold(entries, [AT + timedelta(minutes=2)])) == 2


def test_a_long_burst_shows_its_newest_entries_and_its_number() -> None:
    [burst] = fold([entry(n, n / 10) for n in range(50)])
    assert burst.n == 50
    assert len(burst.entries) == 20
    assert burst.entries[0].link == 49
