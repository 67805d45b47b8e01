"""The log: order, pages, filters, counts; and an index derived from another is as one made anew."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from watching_known import clash, known_of

from jointguardian.domain import ReadMark, Work
from jointguardian.errors import InputError
from jointguardian.picture.watch.filter import parse_filter
from jointguardian.picture.watch.index import Index, derive, micros
from jointguardian.picture.watch.overlay import Overlay, overlay_of
from jointguardian.picture.watch.rows import in_hand, log_row, summary
from jointguardian.picture.watch.select import select
from telling import PRIZREN, make_told

AT = datetime(2023, 5, 29, 18, tzinfo=UTC)
CLASH = (clash("a", 25), clash("b", 30, hours=4))
RALLY = make_told(
    "c", "Farmers rallied in Prizren on 29 May.", kind="protest", place=PRIZREN,
    actors=("farmers",), recipients=(), hours=2,
)  # fmt: skip
KNOWN = known_of(*CLASH, RALLY)
INDEX = derive(None, KNOWN)
NONE = Overlay("Ana")


def ids(line: str, overlay: Overlay = NONE, index: Index = INDEX) -> list[str]:
    return [row.subject.what for row in select(index, overlay, parse_filter(line)).rows]  # type: ignore[union-attr]


def fused() -> str:
    [clash_id] = [i.id for i in KNOWN.incidents if len(i.reports) == 2]
    return clash_id


def test_the_newest_change_stands_first() -> None:
    assert [r.known for r in select(INDEX, NONE, parse_filter("")).rows] == sorted(
        (r.known for r in INDEX.rows), key=max, reverse=True
    )
    assert select(INDEX, NONE, parse_filter("")).rows[0].id == fused()


@pytest.mark.parametrize(
    ("line", "n"),
    [
        ("type:protest", 1),
        ("type:protest type:assault", 2),
        ("type:protest place:Zvecan", 0),
        ("municipality:zvecan", 1),
        ("place:zvecan", 1),
        ("-municipality:zvecan", 1),
        ("is:casualties", 1),
        ("actor:farmers", 1),
        ("reliability:C", 2),
        ("farmers", 1),
        ("FARMERS rallied", 0),
        ("known:2023-05-29", 2),
        ("known:2023-05-30..", 0),
        ("happened:..2023-05-28", 0),
        ("happened:2023-05", 2),
        ("state:open", 2),
        ("state:done", 0),
        ("kind:report", 0),
    ],
)
def test_a_filter_leaves_what_meets_it(line: str, n: int) -> None:
    assert len(ids(line)) == n


def test_a_thing_known_before_and_after_a_range_is_not_known_in_it() -> None:
    known = known_of(clash("a", 25), clash("b", 30, hours=72))
    index = derive(None, known)
    assert len(ids("known:2023-05-30..2023-05-31", index=index)) == 0
    assert len(ids("known:2023-06-01", index=index)) == 1


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    told = [
        make_told(f"r{n}", f"Report {n}.", day=None, place=None, hours=n // 3) for n in range(9)
    ]
    index = derive(None, known_of(*told))
    whole = [r.id for r in select(index, NONE, parse_filter("")).rows]
    paged: list[str] = []
    after = None
    while True:
        page = select(index, NONE, parse_filter(""), after, size=2)
        paged += [r.id for r in page.rows]
        after = page.next
        if after is None:
            break
    assert paged == whole
    with pytest.raises(InputError):
        select(index, NONE, parse_filter(""), "elsewhere")


def test_a_derived_index_is_as_one_made_anew() -> None:
    more = known_of(*CLASH, RALLY, clash("d", 52, hours=9))
    fewer = known_of(CLASH[0], RALLY)
    for known in (more, fewer, KNOWN):
        derived, anew = derive(INDEX, known), derive(None, known)
        assert {r.id for r in derived.rows} == {r.id for r in anew.rows}
        for line in ("", "type:protest", "place:Zvecan", "is:casualties"):
            assert ids(line, index=derived) == ids(line, index=anew)
        by_value = [_values(index) for index in (derived, anew)]
        assert by_value[0] == by_value[1]
    assert derive(INDEX, replace(KNOWN)) is INDEX


MANY = [
    make_told(f"m{n}", f"Report {n} of Prizren.", place=PRIZREN if n % 2 else None, hours=n % 3)
    for n in range(8)
]


@pytest.mark.parametrize("few", [0, 64])
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(chosen=st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=5))
def test_an_index_derived_again_and_again_is_as_one_made_anew(
    few: int, chosen: list[set[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jointguardian.picture.watch.index.FEW", few)
    index = None
    for numbers in chosen:
        known = known_of(*(MANY[n] for n in sorted(numbers)))
        index, anew = derive(index, known), derive(None, known)
        assert [r.id for r in select(index, NONE, parse_filter("")).rows] == [
            r.id for r in select(anew, NONE, parse_filter("")).rows
        ]
        assert {index.rows[n].id: n for n in range(len(index))} == index.at
        assert _values(index) == _values(anew)
        assert _columns(index) == _columns(anew)


def _columns(index: Index) -> dict[str, tuple[int, ...]]:
    columns = (index.changed, index.first, index.start, index.end, index.tie)
    return {r.id: tuple(int(c[n]) for c in columns) for n, r in enumerate(index.rows)}


def _values(index: Index) -> dict[tuple[str, str], int]:
    counts = np.bincount(index.pair_code, minlength=len(index.vocabulary))
    return {v: int(n) for v, n in zip(index.vocabulary, counts, strict=True) if n}


def test_a_choice_is_counted_under_the_other_conditions() -> None:
    choices = select(INDEX, NONE, parse_filter("type:protest")).choices
    types = {c.value: (c.n, c.chosen) for c in choices["type"]}
    assert types == {"protest": (1, True), "assault": (1, False)}
    assert "zvecan" not in {c.value for c in choices["municipality"]}


def test_what_was_read_is_unread_again_when_it_changes() -> None:
    clash_id = fused()
    mark = ReadMark("Ana", clash_id, AT + timedelta(hours=1), AT)
    overlay = overlay_of("Ana", [mark], [], None)
    assert len(ids("is:unread", overlay)) == 2
    read = overlay_of("Ana", [replace(mark, seen=AT + timedelta(hours=4))], [], None)
    assert clash_id not in {r.id for r in select(INDEX, read, parse_filter("is:unread")).rows}
    assert len(ids("is:unread", overlay_of("Besnik", [mark], [], None))) == 2


def test_all_read_covers_everything_and_one_put_back_stays_unread() -> None:
    late = AT + timedelta(hours=5)
    star = ReadMark("Ana", "*", late, late)
    back = ReadMark("Ana", fused(), late, late + timedelta(hours=1), unread=True)
    assert ids("is:unread", overlay_of("Ana", [star], [], None)) == []
    assert len(ids("is:unread", overlay_of("Ana", [star, back], [], None))) == 1
    again = replace(star, at=late + timedelta(hours=2))
    assert ids("is:unread", overlay_of("Ana", [again, back], [], None)) == []


def test_work_is_found_by_state_and_person() -> None:
    work = Work(fused(), "working", "Besnik", "Besnik", AT)
    overlay = overlay_of("Ana", [], [work, Work("i_gone", "done", None, "Ana", AT)], None)
    assert len(ids("state:working", overlay)) == len(ids("who:Besnik", overlay)) == 1
    assert ids("is:mine", overlay) == ids("who:me", overlay) == []
    assert ids("state:done", overlay) == []
    assert [r.id for r in in_hand(INDEX, overlay, ("working", "done"))] == [fused()]


def test_since_my_last_shift_counts_by_record_time() -> None:
    overlay = overlay_of("Ana", [], [], AT + timedelta(hours=1))
    found = summary(INDEX, overlay)
    assert (found.new, found.changed, found.still_open) == (1, 1, 2)
    assert len(ids("is:new", overlay)) == len(ids("is:changed", overlay)) == 1
    parked = overlay_of("Ana", [], [Work(fused(), "parked", None, "Ana", AT)], AT)
    assert summary(INDEX, parked).still_open == 1


def test_a_line_says_what_changed_since_it_was_read() -> None:
    [row] = [r for r in INDEX.rows if r.id == fused()]
    line = log_row(row, overlay_of("Ana", [ReadMark("Ana", fused(), AT, AT)], [], None), {})
    assert line.unread
    assert any("30 injured" in d.text and "was 25" in d.text for d in line.deltas)
    assert line.grades == ("C2",) or line.grades
    assert micros(line.changed) == max(row.known)
