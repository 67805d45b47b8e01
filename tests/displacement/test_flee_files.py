"""FLEE's files: what is read, what is named as odd, what is refused in one line."""

from pathlib import Path

import numpy as np
import pytest
from small_conflicts import conflict, write

from jointguardian.displacement.flee_files import read_scenario
from jointguardian.displacement.rules import Rules, read_settings
from jointguardian.displacement.timeline import timeline
from jointguardian.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scenario = conflict(
        ["town", "town", "camp", "camp"],
        [(0, 1, 60), (1, 2, 90), (1, 3, 140)],
        fighting={0: (0, 12), 1: (3, 6)},
        people=[5000, 3000, 700, 0],
    )
    return write(tmp_path / "c", scenario)


def test_what_is_written_is_read(folder: Path) -> None:
    scenario = read_scenario(folder)
    assert (scenario.days, len(scenario.places), len(scenario.routes)) == (12, 4, 3)
    assert scenario.quirks == ()
    assert scenario.counts is not None
    assert scenario.counts.names == ("P2", "P3")
    assert scenario.counts.by_day[0, 3] == 1500
    assert scenario.conflict[3:6, 1].all()


def test_a_scale_divides_people_and_counts(folder: Path) -> None:
    scenario = read_scenario(folder, scale=100)
    assert scenario.places[0].people == 50
    assert scenario.counts is not None
    assert scenario.counts.by_day[0, 3] == 15


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text() + text)


def test_odd_files_are_named_and_counted_and_kept(folder: Path) -> None:
    inputs, source = folder / "input_csv", folder / "source_data"
    _append(source / "data_layout.csv", "Elsewhere,P2.csv\n")
    _append(inputs / "locations.csv", "P9,,Home,1,1,camp,,50\n")
    (inputs / "notes.csv").write_text("x")
    rows = (inputs / "conflicts.csv").read_text().splitlines()
    (inputs / "conflicts.csv").write_text("\n".join(row + ",," for row in rows) + "\n")
    (inputs / "registration_corrections.csv").write_text(
        "P2,2026-01-05,normalize\nP2,2020-01-05,normalize\n"
    )
    scenario = read_scenario(folder)
    codes = {quirk.code: quirk.times for quirk in scenario.quirks}
    assert codes["counts-of-no-place"] == 1
    assert codes["camp-not-counted"] == 1
    assert codes["place-without-road"] == 1
    assert codes["file-not-read"] == 1
    assert codes["empty-trailing-column"] >= 2
    assert codes["correction-without-count"] == 1
    assert scenario.counts is not None
    assert scenario.counts.by_day[0, 2] == int(1000 * 2000 / 1500)


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("input_csv/routes.csv", "P1,P2", "P1,Nowhere", "a road to 'Nowhere'"),
        ("input_csv/routes.csv", "90", "-3", "a road of -3 km"),
        ("input_csv/routes.csv", "90", "far", "distance is 'far'"),
        ("input_csv/locations.csv", "camp", "castle", "unknown kind of place 'castle'"),
        ("input_csv/locations.csv", "5000", "many", "population is 'many'"),
        ("input_csv/locations.csv", "5000", "-5", "a population of -5"),
        ("input_csv/sim_period.csv", "2026-01-01", "yesterday", "no date"),
        ("input_csv/sim_period.csv", "12", "120", "12 days of conflict, 120 are needed"),
        ("input_csv/conflicts.csv", "#Day,P0", "#Day,Q0", "a column for 'Q0'"),
        ("input_csv/conflicts.csv", "4,1,1", "4,x,1", "an intensity is 'x'"),
        ("source_data/P2.csv", "2026-01-03", "2026-13-03", "no date"),
        ("source_data/data_layout.csv", "P2.csv", "gone.csv", "can't be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_told_in_one_line(folder: Path, file: str, old: str, new: str, says: str) -> None:  # fmt: skip
    path = folder / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(InputError) as refused:
        read_scenario(folder)
    assert says in refused.value.line
    assert str(folder) in refused.value.line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("move_rules:\n  camp_wait: 2", "unknown or unsupported key 'camp_wait'"),
        ("moving:\n  camp_weight: 2", "unknown section 'moving'"),
        ("move_rules:\n  camp_weight: much", "camp_weight must be a number"),
        ("move_rules:\n  default_movechance: 1.5", "between 0 and 1"),
        ("move_rules:\n  awareness_level: 9", "0, 1, 2 or 3"),
        ("spawn_rules:\n  flood_driven_spawning: {}", "unknown or unsupported key"),
        ("move_rules: [", "can't be read"),
        ("optimisations:\n  hasten: 0", "hasten"),
    ],
)
def test_settings_are_strict(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "s.yml").write_text(text)
    with pytest.raises(InputError) as refused:
        read_settings(tmp_path / "s.yml")
    assert says in refused.value.line


def test_settings_are_read(tmp_path: Path) -> None:
    (tmp_path / "s.yml").write_text(
        "log_levels:\n  agent: 0\nspawn_rules:\n  conflict_spawn_decay: [1.0, 0.5]\n"
        "move_rules:\n  max_move_speed: 200\n  ChildrenAvoidHazards: true\noptimisations:\n  hasten: 10\n"
    )
    settings = read_settings(tmp_path / "s.yml")
    assert settings.hasten == 10
    assert settings.rules.max_move_speed == 200
    assert settings.rules.children_avoid_hazards
    assert settings.rules.decay(29) == 1.0
    assert settings.rules.decay(300) == 0.5


def test_newcomers_are_the_rise_of_the_counts_and_a_fall_is_a_debt(folder: Path) -> None:
    counts = [100, 300, 250, 250, 280, 400, 400, 400, 400, 400, 400, 400]
    source = folder / "source_data"
    (source / "P2.csv").write_text(
        "".join(f"2026-01-{d + 1:02d},{n}\n" for d, n in enumerate(counts))
    )
    (source / "P3.csv").write_text("2026-01-01,0\n")
    days = timeline(read_scenario(folder), Rules())
    assert days.newcomers.tolist()[:7] == [0, 200, 0, 0, 0, 100, 0]
    assert days.first.tolist() == [0, 0, 100, 0]
    assert days.capacity[2] == 600


def test_newcomers_come_from_where_the_conflict_is(folder: Path) -> None:
    days = timeline(read_scenario(folder), Rules())
    assert days.origin[0].tolist() == [1, 0, 0, 0]
    assert days.origin[4] == pytest.approx(np.array([5, 3, 0, 0]) / 8)
