"""Small conflicts for the laws of displacement: built from values, or written as FLEE's files."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from jointguardian.displacement.scenario import Closure, Counts, Place, Route, Scenario

START = date(2026, 1, 1)


def conflict(
    kinds: list[str],
    roads: list[tuple[int, int, float]],
    *,
    days: int = 12,
    fighting: dict[int, tuple[int, int]] | None = None,
    people: list[int] | None = None,
    arrivals: int = 1000,
    closures: tuple[Closure, ...] = (),
) -> Scenario:
    """Places P0, P1, ... of some kinds; `fighting[i]`: from day to before day; `arrivals` a day, as the camps count."""
    sizes = people or [1000 * (i + 1) if "camp" not in k else 0 for i, k in enumerate(kinds)]
    places = tuple(
        Place(
            f"P{i}", "", "Away" if "camp" in k else "Home", float(i), float(i % 3), k, 99, sizes[i]
        )
        for i, k in enumerate(kinds)
    )
    intensity = np.zeros((days, len(places)))
    for i, (first, last) in (fighting or {}).items():
        intensity[first:last, i] = 1.0
    camps = [p.name for p in places if p.refuge]
    share = np.full(len(camps), 1.0 / max(1, len(camps)))
    by_day = np.array([np.arange(days) * arrivals * s for s in share]).astype(np.int64)
    counts = Counts(
        tuple(camps),
        by_day,
        by_day.sum(axis=0),
        tuple(np.arange(days, dtype=np.int64) for _ in camps),
    )
    routes = tuple(Route(f"P{a}", f"P{b}", km) for a, b, km in roads)
    return Scenario("small", START, days, places, routes, closures, intensity, counts)


@st.composite
def conflicts(draw: st.DrawFn) -> Scenario:
    """Three to six places in a tree with some more roads, at least one camp and one place of conflict."""
    n = draw(st.integers(3, 6))
    kinds = ["town", *(draw(st.sampled_from(["town", "camp", "idpcamp", "forwarding_hub", "marker"])) for _ in range(n - 2)), "camp"]  # fmt: skip
    km = st.floats(3.0, 700.0).map(lambda x: round(x, 1))
    roads = [(draw(st.integers(0, i - 1)), i, draw(km)) for i in range(1, n)]
    for _ in range(draw(st.integers(0, 2))):
        a, b = draw(st.integers(0, n - 2)), draw(st.integers(1, n - 1))
        if a < b and not any({a, b} == {x, y} for x, y, _ in roads):
            roads.append((a, b, draw(km)))
    days = draw(st.integers(4, 12))
    towns = [i for i, k in enumerate(kinds) if k == "town"]
    fighting = {i: (draw(st.integers(0, 2)), days) for i in towns if i == 0 or draw(st.booleans())}
    sizes = [draw(st.sampled_from([0, 300, 5000])) if "camp" in k else 1000 + 500 * i for i, k in enumerate(kinds)]  # fmt: skip
    closures: tuple[Closure, ...] = ()
    if draw(st.booleans()):
        a, b, _ = draw(st.sampled_from(roads))
        first = draw(st.integers(0, 3))
        closures = (
            Closure("link", f"P{a}", f"P{b}", first, draw(st.sampled_from([-1, first + 3]))),
        )
    return conflict(
        kinds, roads, days=days, fighting=fighting, people=sizes, arrivals=draw(st.integers(0, 3000)), closures=closures
    )  # fmt: skip


def write(folder: Path, scenario: Scenario) -> Path:
    """The scenario as FLEE's files."""
    inputs, source = folder / "input_csv", folder / "source_data"
    inputs.mkdir(parents=True)
    source.mkdir()
    (inputs / "sim_period.csv").write_text(f"StartDate,{scenario.start}\nLength,{scenario.days}\n")
    (inputs / "locations.csv").write_text(
        "#name,region,country,latitude,longitude,location_type,conflict_date,population\n"
        + "".join(
            f"{p.name},{p.region},{p.country},{p.lat},{p.lon},{p.kind},{p.conflict_day},{p.people}\n"
            for p in scenario.places
        )
    )
    (inputs / "routes.csv").write_text(
        "#name1,name2,distance,forced_redirection\n"
        + "".join(f"{r.start},{r.end},{r.km},\n" for r in scenario.routes)
    )
    (inputs / "closures.csv").write_text(
        "#closure_type,name1,name2,closure_start,closure_end\n"
        + "".join(f"{c.kind},{c.first},{c.second},{c.start},{c.end}\n" for c in scenario.closures)
    )
    (inputs / "conflicts.csv").write_text(
        ",".join(["#Day", *(p.name for p in scenario.places)])
        + "\n"
        + "".join(
            f"{d},{','.join(f'{x:g}' for x in row)}\n" for d, row in enumerate(scenario.conflict)
        )
    )
    counts = scenario.counts
    assert counts is not None
    (source / "data_layout.csv").write_text(
        "total,total.csv\n" + "".join(f"{name},{name}.csv\n" for name in counts.names)
    )
    for name, row in [("total", counts.total), *zip(counts.names, counts.by_day, strict=True)]:
        (source / f"{name}.csv").write_text(
            "".join(f"{scenario.start + timedelta(days=d)},{n}\n" for d, n in enumerate(row))
        )
    return folder
