"""Reinforcement plans: the best of all there are, never worse with more, and every rule kept."""

import copy
from itertools import product
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_scenarios import scenarios

from jointguardian.errors import InputError, UnknownName
from jointguardian.posture.coverage.answer import Clock
from jointguardian.posture.plan import Asked, Before, Plan, faults, load, plan, worth
from jointguardian.posture.plan.columns import lift_plan
from jointguardian.posture.plan.master import Master
from jointguardian.posture.plan.network import expanded
from jointguardian.posture.plan.scenario_file import digest

Raw = dict[str, Any]
QUICK = Asked(seconds=20.0, later_goals=False)


def _unmet(raw: Raw) -> float:
    made = plan(load(raw, "test"), QUICK)
    assert made.status == "optimal"
    return made.goals[0].value


@settings(max_examples=40, deadline=None)
@given(scenarios())
def test_no_choice_of_ways_leaves_less_unmet(raw: Raw) -> None:
    """Every choice of one way or none for each unit, valued by an LP of its own on each day."""
    network = expanded(load(raw, "test").scenario)
    master = Master(network)
    ways = [
        [*network.of_unit(u)] if network.scenario.unit[u].present else [None, *network.of_unit(u)]
        for u in range(len(network.parts))
    ]
    assume(np.prod([len(w) for w in ways]) <= 400)
    best = np.inf
    for choice in product(*ways):
        options = tuple(k for k in choice if k is not None)
        if _fits(network, options):
            best = min(best, master.valued(options).value)
    reached = Master(network).least_unmet(Clock.start(20))
    assert reached.infeasible == np.isinf(best)
    if np.isfinite(best):
        assert reached.value == pytest.approx(best)
        assert reached.bound == pytest.approx(best)


def _fits(network: Any, options: tuple[int, ...]) -> bool:
    """Lift, beds and ceilings, counted anew."""
    s, taken = network.scenario, [network.options[k] for k in options]
    lifted = lift_plan(network, options)
    for o in taken:
        days = lifted.get((o.unit, o.lane), {})
        if o.lane >= 0 and (sum(days.values()) < s.unit[o.unit].strength or max(days) > o.lifted):
            return False
    for t in range(s.days):
        there = [o for o in taken if o.arrives <= t < o.leaves]
        for g, group in enumerate(network.groups):
            if sum(s.unit[o.unit].strength for o in there if o.group == g) > group.capacity:
                return False
        for c in s.ceiling:
            if (
                sum(s.unit[o.unit].strength for o in there if s.unit[o.unit].nation in c.nations)
                > c.personnel
            ):
                return False
    return True


MORE = (
    "a unit",
    "a slot",
    "a day's notice",
    "a day of a lane",
    "a caveat lifted",
    "a ceiling raised",
)


@settings(max_examples=60, deadline=None)
@given(scenarios(), st.sampled_from(MORE), st.integers(0, 3))
def test_more_is_never_worse(raw: Raw, what: str, which: int) -> None:
    more = copy.deepcopy(raw)
    units = [u for u in more["unit"] if "present" not in u]
    if what == "a unit":
        more["unit"].append(
            {"id": "new", "nation": "Z", "personnel": {"trained": 15}, "lanes": ["air"]}
        )
        more.setdefault("future", [])
    elif what == "a slot":
        more["lane"][which % 2]["lift"] += 1 + which
    elif what == "a day of a lane":
        more["lane"][1]["opens"] = max(0, more["lane"][1]["opens"] - 1)
    elif what == "a ceiling raised":
        assume(more["ceiling"])
        more["ceiling"][0]["personnel"] += 1 + 5 * which
    elif what == "a day's notice":
        assume(units)
        unit = units[which % len(units)]
        unit["notice_days"] = max(0, unit["notice_days"] - 1)
    else:
        unit = more["unit"][which % len(more["unit"])]
        unit |= {"not_places": [], "not_tasks": [], "boundary": ""}
    before = plan(load(raw, "test"), QUICK)
    assume(before.status == "optimal")
    assert _unmet(more) <= before.goals[0].value + 1e-6


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_every_plan_keeps_every_rule(raw: Raw) -> None:
    made = plan(load(raw, "test"), Asked(seconds=20.0))
    assert faults(made) == ()
    assert (made.status == "infeasible") == bool(made.conflicts)


@settings(max_examples=15, deadline=None)
@given(scenarios(), st.integers(0, 3))
def test_a_plan_that_stands_is_changed_only_where_it_may_be(raw: Raw, day: int) -> None:
    first = plan(load(raw, "test"), Asked(seconds=20.0))
    assume(first.moves)
    same = plan(load(raw, "test"), Asked(seconds=20.0, before=Before(first, day)))
    assert same.goals[0].value == pytest.approx(first.goals[0].value)
    assert same.goals[1].value == pytest.approx(0.0)
    assert {(m.unit, m.arrives) for m in same.moves} == {(m.unit, m.arrives) for m in first.moves}
    assert faults(same) == ()


BASE: Raw = {
    "id": "base", "title": "Base", "start": "2026-01-01", "days": 8, "reach_km": 100.0,
    "kind": [{"id": "foot", "tasks": ["guard"]}],
    "place": [{"id": "a", "lon": 21.0, "lat": 42.5, "sector": "s"}, {"id": "b", "lon": 21.1, "lat": 42.5, "sector": "t"}],
    "camp": [{"id": "c", "lon": 21.0, "lat": 42.5, "capacity": 200}],
    "lane": [{"id": "air", "days": 1, "lift": 20}],
    "unit": [
        {"id": "here", "nation": "X", "personnel": {"foot": 30}, "present": "c", "boundary": "s"},
        {"id": "far", "nation": "Y", "personnel": {"foot": 40}, "lanes": ["air"], "notice_days": 2, "decision_days": 1},
    ],
    "demand": [
        {"place": "a", "task": "guard", "personnel": 40, "level": "red"},
        {"place": "b", "task": "guard", "personnel": 20, "level": "amber"},
    ],
    "assumption": [
        {"id": "two-days", "text": "Two days", "holder": "Planner", "evidence": "None", "hangs": ["unit.far.notice_days"],
         "otherwise": {"unit.far.notice_days": 5}},
    ],
    "course": [{"id": "alone", "name": "Alone", "without": ["unit.far"]}],
}  # fmt: skip


def _base(**changes: Any) -> Raw:
    return copy.deepcopy(BASE) | changes


def test_a_plan_by_hand() -> None:
    """Decided on day 1, ready on day 3, 20 a day on days 3 and 4, one day under way: on task from day 5."""
    made = plan(load(_base(), "test"), Asked(seconds=20.0))
    (far,) = [m for m in made.moves if m.unit == "far"]
    assert (far.decided, far.ordered, far.ready) == ("2026-01-02", "2026-01-02", "2026-01-04")
    assert far.lift == {"2026-01-04": 20, "2026-01-05": 20}
    assert (far.arrives, far.employable) == ("2026-01-06", "2026-01-06")
    assert made.goals[0].value == 5 * (9 * 10 + 3 * 20)
    assert [(f.place, f.since, f.until, f.short) for f in made.shortfalls] == [
        ("a", "2026-01-01", "2026-01-05", 50), ("b", "2026-01-01", "2026-01-05", 100),
    ]  # fmt: skip
    assert "still on the way: far (40), on task from 2026-01-06" in made.shortfalls[0].why
    assert "may not leave their sector: here (30)" in made.shortfalls[1].why
    assert made.gaps[0].hours == pytest.approx(24 * 5 * 10 / 40)
    assert [(a.day, a.by_nation) for a in made.arrivals] == [
        ("2026-01-01", {"X": 30}), ("2026-01-06", {"X": 30, "Y": 40}),
    ]  # fmt: skip


def test_courses_and_assumptions_change_the_values() -> None:
    alone = plan(load(_base(), "test", course="alone"), QUICK)
    slower = plan(load(_base(), "test", without=("two-days",)), QUICK)
    assert alone.goals[0].value == 8 * 150
    assert slower.goals[0].value == 8 * 150
    assert (alone.course, slower.without) == ("alone", ("two-days",))
    assert faults(alone) == faults(slower) == ()


def test_what_single_changes_are_worth() -> None:
    loaded = load(_base(), "test")
    rows = {w.what: w for w in worth(loaded, plan(loaded, QUICK), 5.0)}
    assert rows["unit.far"].gain == 150
    assert rows["lane.air"].gain == 150
    assert rows["declines.Y"].gain == -450
    assert rows["caveats.X"].gain == 0
    assert rows["assumption.two-days"].gain == -450
    assert all(w.after == w.at_least for w in rows.values())


def test_requirements_that_cannot_be_held_together_are_a_least_set() -> None:
    raw = _base()
    raw["demand"][0] |= {"must": True, "since": 3}
    raw["ceiling"] = [{"id": "few", "personnel": 500}]
    made = plan(load(raw, "test"), Asked(seconds=20.0))
    assert made.status == "infeasible"
    assert len(made.conflicts) == 2
    assert made.conflicts[0].startswith("40 for guard at a must be met")
    assert "notice of far" in made.conflicts[1] or "lift of 20" in made.conflicts[1]
    assert faults(made) == ()


def _mutations() -> dict[str, Any]:
    def far(plan: Raw) -> Raw:
        return next(m for m in plan["moves"] if m["unit"] == "far")

    def set_(thing: Raw, **values: Any) -> None:
        thing.update(values)

    return {
        "other scenario": lambda p: p["values"].update(days=9),
        "notice too short": lambda p: set_(
            far(p), ready="2026-01-03", lift={"2026-01-03": 20, "2026-01-04": 20}
        ),
        "ordered before the decision": lambda p: set_(far(p), decided="2026-01-01"),
        "lift above the lane's": lambda p: set_(far(p), lift={"2026-01-04": 40}),
        "not all lifted": lambda p: set_(far(p), lift={"2026-01-04": 20}),
        "arrives too early": lambda p: set_(far(p), arrives="2026-01-05"),
        "on task before arrival": lambda p: set_(far(p), employable="2026-01-05"),
        "another lane": lambda p: set_(far(p), lane="sea"),
        "too few beds": lambda p: set_(far(p), billets={"c": 30}),
        "no such camp": lambda p: set_(far(p), billets={"d": 40}),
        "leaves without a tour": lambda p: set_(far(p), leaves="2026-01-07"),
        "more persons than it has": lambda p: set_(far(p), personnel=50),
        "two moves": lambda p: p["moves"].append(far(p)),
        "a unit forgotten": lambda p: p["moves"].remove(far(p)),
        "called and not called": lambda p: p["not_called"].append("far"),
        "placed before it is there": lambda p: p["placements"][0].update(unit="far"),
        "placed twice": lambda p: p["placements"].append(p["placements"][0]),
        "placed beyond its boundary": lambda p: p["placements"][0].update(place="b"),
        "a kind that it has not": lambda p: p["placements"][0].update(kind="tank"),
        "a task nobody asked for": lambda p: p["placements"][0].update(task="search"),
        "fewer met than told": lambda p: p["placements"].pop(),
        "a need made smaller": lambda p: p["needs"][0].update(need=30),
        "a need left out": lambda p: p["needs"].pop(),
        "unmet told too small": lambda p: p["goals"][0].update(value=1.0, bound=1.0),
        "optimal with a gap": lambda p: p["goals"][0].update(bound=1.0),
        "shortfalls left out": lambda p: p["shortfalls"].pop(),
        "arrivals told wrongly": lambda p: p["arrivals"][0].update(total=99),
    }


@pytest.mark.parametrize("name", _mutations())
def test_the_checker_rejects_a_plan_that_was_changed(name: str) -> None:
    made = plan(load(_base(), "test"), Asked(seconds=20.0))
    assert faults(made) == ()
    raw = msgspec.json.decode(msgspec.json.encode(made))
    _mutations()[name](raw)
    assert faults(msgspec.convert(raw, Plan)), name


def test_the_checker_knows_beds_ceilings_caveats_and_lanes() -> None:
    """The same plan against a scenario that is stricter: what was allowed is told as broken."""
    made = plan(load(_base(), "test"), Asked(seconds=20.0))

    def stricter(change: Any) -> tuple[str, ...]:
        raw = msgspec.json.decode(msgspec.json.encode(made))
        change(raw["values"])
        raw["sha256"] = digest(raw["values"])
        return faults(msgspec.convert(raw, Plan))

    assert any("beds" in f for f in stricter(lambda v: v["camp"][0].update(capacity=50)))
    assert any(
        "ceiling" in f for f in stricter(lambda v: v.update(ceiling=[{"id": "x", "personnel": 60}]))
    )
    assert any("caveat" in f for f in stricter(lambda v: v["unit"][1].update(not_places=["b"])))
    assert any("task" in f for f in stricter(lambda v: v["unit"][1].update(not_tasks=["guard"])))
    assert any("not open" in f for f in stricter(lambda v: v["lane"][0].update(opens=4)))
    assert any("lift 19" in f for f in stricter(lambda v: v["lane"][0].update(lift=19)))
    assert any("reaches" in f for f in stricter(lambda v: v["camp"][0].update(reaches=["a"])))
    assert any("at most" in f for f in stricter(lambda v: v["unit"][1].update(duty_share=0.5)))
    assert any(
        "reception" in f or "after arrival" in f
        for f in stricter(lambda v: v["unit"][1].update(reception_days=1))
    )
    assert any("must be met" in f for f in stricter(lambda v: v["demand"][0].update(must=True)))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda r: r.update(aim="attack"), "aim"),
        (lambda r: r["unit"][1].update(notice_days=-1), "`unit[1].notice_days`"),
        (lambda r: r["unit"][1].update(lanes=["sea"]), "unit 'far': no lane 'sea'"),
        (lambda r: r["unit"][1].update(lanes=[]), "neither present in a camp nor has lanes"),
        (lambda r: r["unit"][0].update(present="d"), "no camp 'd'"),
        (lambda r: r["unit"][0].update(id="far"), "'far' stands twice"),
        (lambda r: r["unit"][0].update(personnel={"foot": 0}), "unit 'here': has no personnel"),
        (lambda r: r.update(demand=[]), "there is no demand"),
        (lambda r: r["unit"][0].update(boundary="q"), "no sector 'q'"),
        (lambda r: r["demand"][0].update(place="z"), "no place 'z'"),
        (lambda r: r["demand"][0].update(level="purple"), "no level 'purple'"),
        (lambda r: r["demand"][0].update(task="partition"), "no kind can do the task 'partition'"),
        (lambda r: r["demand"][0].update(since=5, until=2), "ends before it begins"),
        (lambda r: r["camp"][0].update(lat=95), "are degrees"),
        (lambda r: r.update(rule=[{"task": "guard", "level": "red", "per_10000": 1, "places": ["q"]}]), "no place, sector or area 'q'"),
        (lambda r: r.update(days=0), "`days`"),
    ],
)  # fmt: skip
def test_a_scenario_that_cannot_be_meant_is_told_in_one_line(change: Any, told: str) -> None:
    raw = _base()
    change(raw)
    with pytest.raises(InputError) as fault:
        load(raw, "s.toml")
    assert told in fault.value.line
    assert fault.value.line.startswith("s.toml: ")


def test_an_unknown_course_or_assumption_is_told() -> None:
    with pytest.raises(UnknownName, match="no course of action 'x'; known: alone"):
        load(_base(), "s.toml", course="x")
    with pytest.raises(UnknownName, match="no assumption 'x'; known: two-days"):
        load(_base(), "s.toml", without=("x",))
    bad = _base(course=[{"id": "c", "name": "C", "set": {"unit.nobody.notice_days": 1}}])
    with pytest.raises(UnknownName, match=r"'unit.nobody.notice_days' is nothing in the scenario"):
        load(bad, "s.toml", course="c")
