"""The force as of a day: the tree, what holds how long, gaps, and the earliest day of a reserve."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from jointguardian.domain import Reserve, Strength, Unit
from jointguardian.picture.forces import Node, orbat, readiness, strength_over_time

NOW = datetime(2023, 6, 1, 12, tzinfo=UTC)


def unit(uid: str, start: str = "2020-01-01", **more: object) -> Unit:
    return Unit(uid, uid.upper(), start, **more)  # type: ignore[arg-type]


def names(nodes: tuple[Node, ...]) -> list[object]:
    return [[n.unit.id, names(n.children)] if n.children else n.unit.id for n in nodes]


def test_each_unit_stands_under_its_parent_of_the_day_the_larger_first() -> None:
    rows = [
        unit("force", echelon="command"),
        unit("small", parent="force", echelon="company"),
        unit("large", parent="force", echelon="brigade"),
        unit("team", parent="small", echelon="team"),
    ]
    assert names(orbat(rows, "2023-01-01").roots) == [["force", ["large", ["small", ["team"]]]]]


def test_a_rotation_shows_the_nation_of_the_day_and_keeps_the_others() -> None:
    rows = [unit("bn", "2022-01-01", nation="HUN"), unit("bn", "2023-03-01", nation="TUR")]
    (before,), (after,) = (orbat(rows, d).roots for d in ("2023-02-28", "2023-03-01"))
    assert (before.unit.nation, after.unit.nation) == ("HUN", "TUR")
    assert after.nation == "Türkiye"
    assert [u.nation for u in after.history] == ["HUN", "TUR"]


def test_a_unit_ends_on_its_day_and_a_row_taken_back_never_stood() -> None:
    rows = [unit("a", end="2023-02-01"), unit("b", state="withdrawn"), unit("c", end="2023")]
    assert names(orbat(rows, "2023-01-31").roots) == ["a", "c"]
    assert names(orbat(rows, "2023-02-01").roots) == ["c"]
    assert orbat(rows, "2024-01-01").roots == ()


def test_what_no_source_attests_any_more_stands_apart() -> None:
    rows = [unit("old", attested="2020-01-05"), unit("now", attested="2022-12-01")]
    tree = orbat(rows, "2023-01-01")
    assert names(tree.roots) == ["now"]
    assert names(tree.unconfirmed) == ["old"]


def test_units_that_stand_below_each_other_are_shown_once_and_do_not_hang() -> None:
    tree = orbat([unit("a", parent="b"), unit("b", parent="a")], "2023-01-01")
    assert names(tree.roots) == [["a", ["b"]]]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["a", "b", "c", None]))))
def test_every_standing_unit_is_in_the_tree_exactly_once(pairs: list[tuple[str, str]]) -> None:
    rows = [unit(uid, parent=parent) for uid, parent in dict(pairs).items()]
    seen: list[str] = []
    stack = list(orbat(rows, "2023-01-01").roots)
    while stack:
        node = stack.pop()
        seen.append(node.unit.id)
        stack += node.children
    assert sorted(seen) == sorted(dict(pairs))


def strength(scope: str, day: str, n: int, kind: str = "in-area", **more: object) -> Strength:
    row = {"low": n, "best": n, "high": n, "source": f"src {scope} {day} {n}", **more}
    return Strength(kind, scope, day, **row)  # type: ignore[arg-type]


def test_a_number_holds_until_the_next_and_not_for_ever() -> None:
    rows = [strength("ITA", "2020-01-01", 500), strength("ITA", "2020-06-01", 600)]
    told = strength_over_time(rows, "in-area", "2020-01-01", "2023-01-01")
    (line,) = told.nations
    assert [(t.start, t.end, t.best) for t in line.told] == [
        ("2020-01-01", "2020-06-01", 500),
        ("2020-06-01", "2021-07-06", 600),
    ]
    assert told.gaps == (("2021-07-06", "2023-01-02"),)


def test_kinds_are_kept_apart() -> None:
    rows = [strength("ITA", "2020-01", 5), strength("ITA", "2020-01", 9, kind="planned")]
    told = strength_over_time(rows, "planned", "2020-01-01", "2020-02-01")
    assert [t.best for t in told.nations[0].told] == [9]


def test_sources_that_disagree_on_a_day_make_a_range() -> None:
    rows = [strength("TOTAL", "2004-03-18", 17000), strength("TOTAL", "2004-03-18", 18500)]
    told = strength_over_time(rows, "in-area", "2004-01-01", "2004-04-01")
    assert told.total
    (one,) = told.total.told
    assert (one.low, one.high, one.rivals, len(one.sources)) == (17000, 18500, True, 2)


def reserve(**more: object) -> Reserve:
    row = {
        "id": "r", "name": "R", "event": "", "ordered": None, "notice_days": 7,
        "notice_days_before": None, "arrived": None, "personnel": 700, "part_of": None,
        "note": "", "source": "s",
    }  # fmt: skip
    return Reserve(**(row | more))  # type: ignore[arg-type]


def test_earliest_in_the_area_is_the_order_plus_the_notice() -> None:
    (ready,) = readiness([reserve(ordered="2023-05-30")], NOW)
    assert (ready.state, ready.earliest, ready.if_ordered_now) == ("ordered", "2023-06-06", False)
    assert ready.inputs.startswith("ordered 2023-05-30 + notice 7 days")


def test_what_is_not_ordered_is_counted_from_now() -> None:
    (ready,) = readiness([reserve(notice_hours=6)], NOW)
    assert (ready.state, ready.earliest, ready.if_ordered_now) == (
        "at-home", "2023-06-01T18:00Z", True,
    )  # fmt: skip


def test_what_arrives_later_is_not_there_yet() -> None:
    (ready,) = readiness([reserve(ordered="2023-05-30", arrived="2023-06-04")], NOW)
    assert ready.state == "ordered"
    (there,) = readiness([reserve(ordered="2023-05-30", arrived="2023-06-04")], NOW.replace(day=5))
    assert (there.state, there.earliest) == ("in-area", None)


def test_an_order_that_only_cuts_the_notice_is_no_order_to_go() -> None:
    (ready,) = readiness([reserve(ordered="2023-05-30", state="at-home")], NOW)
    assert (ready.state, ready.if_ordered_now) == ("at-home", True)


def test_an_unknown_notice_gives_no_day_and_stands_last() -> None:
    ladder = readiness([reserve(notice_days=None), reserve(id="q", notice_days=14)], NOW)
    assert [r.reserve.id for r in ladder] == ["q", "r"]
    assert ladder[1].earliest is None
