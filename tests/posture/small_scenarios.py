"""Small reinforcement scenarios for Hypothesis: a few units, places and days, solved to the end."""

from typing import Any

from hypothesis import strategies as st

PLACES = ("a", "b", "c")
SECTORS = {"a": "north", "b": "north", "c": "south"}


@st.composite
def scenarios(draw: Any) -> dict[str, Any]:
    days = draw(st.integers(4, 8))
    units = [_unit(draw, k) for k in range(draw(st.integers(1, 4)))]
    return {
        "id": "small", "title": "Small", "start": "2026-01-01", "days": days, "reach_km": 100.0,
        "kind": [{"id": "foot", "tasks": ["guard"]}, {"id": "trained", "tasks": ["guard", "crowd"]}],
        "place": [
            {"id": p, "lon": 21.0 + k / 10, "lat": 42.5, "sector": SECTORS[p]} for k, p in enumerate(PLACES)
        ],
        "camp": [
            {"id": "north", "lon": 21.0, "lat": 42.5, "capacity": draw(st.sampled_from([60, 500]))},
            {"id": "south", "lon": 21.1, "lat": 42.4, "capacity": 500, "onward_days": draw(st.integers(0, 1)),
             "reaches": draw(st.sampled_from([["a", "b", "c"], ["c"]]))},
        ],
        "lane": [
            {"id": "air", "days": 0, "lift": draw(st.integers(5, 40)), "cost": 5.0},
            {"id": "road", "days": 2, "lift": draw(st.integers(10, 60)), "opens": draw(st.integers(0, 2))},
        ],
        "unit": units,
        "demand": [_demand(draw, days) for _ in range(draw(st.integers(1, 5)))],
        "ceiling": [{"id": "x", "personnel": draw(st.integers(20, 90)), "nations": ["X"]}] if draw(st.booleans()) else [],
        "future": _futures(draw, units) if draw(st.booleans()) else [],
    }  # fmt: skip


def _unit(draw: Any, k: int) -> dict[str, Any]:
    kinds = {"foot": draw(st.integers(1, 40))}
    if draw(st.booleans()):
        kinds["trained"] = draw(st.integers(1, 20))
    unit = {
        "id": f"u{k}", "nation": draw(st.sampled_from(["X", "Y"])), "personnel": kinds,
        "not_places": draw(st.sampled_from([[], [], ["a"], ["b", "c"]])),
        "not_tasks": draw(st.sampled_from([[], [], ["crowd"]])),
        "boundary": draw(st.sampled_from(["", "", "north", "south"])),
        "duty_share": draw(st.sampled_from([1.0, 0.5])),
    }  # fmt: skip
    if k == 0:
        return unit | {"present": "south"}
    return unit | {
        "lanes": draw(st.sampled_from([["air"], ["road"], ["air", "road"]])), "notice_days": draw(st.integers(0, 3)),
        "decision_days": draw(st.integers(0, 1)), "reception_days": draw(st.integers(0, 1)),
        "tour_days": draw(st.sampled_from([None, None, 3])),
    }  # fmt: skip


def _demand(draw: Any, days: int) -> dict[str, Any]:
    first = draw(st.integers(0, days - 1))
    return {
        "place": draw(st.sampled_from(PLACES)), "task": draw(st.sampled_from(["guard", "crowd"])),
        "personnel": draw(st.integers(1, 50)), "level": draw(st.sampled_from(["green", "amber", "red"])),
        "since": first, "until": draw(st.integers(first, days - 1)),
    }  # fmt: skip


def _futures(draw: Any, units: list[dict[str, Any]]) -> list[dict[str, Any]]:
    coming = [u["id"] for u in units if "present" not in u]
    late = (
        {draw(st.sampled_from(coming)): draw(st.integers(1, 3))}
        if coming and draw(st.booleans())
        else {}
    )
    return [
        {"id": "calm", "probability": 0.25},
        {"id": "worse", "probability": 0.75, "late": late, "changes": [{"factor": 1.5, "place": "a"}]},
    ]  # fmt: skip
