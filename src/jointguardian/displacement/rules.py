"""The rules of movement, and FLEE's settings files read into them, strictly.

Source of the rules and of every default: FLEE 3, its documentation of move and spawn settings (Suleimenova and Groen,
Scientific Reports 7, 2017, 13377; Ghorbani et al., Journal of Computational Science 81, 2024, 102371).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import yaml

from ..errors import InputError


@dataclass(frozen=True, slots=True)
class Rules:
    """How people choose, go and stay. Speeds in km a day, chances a day, the rest without unit.

    Score of a place: `foreign_weight` abroad x `camp_weight` in a camp x `conflict_weight` ** (decay x intensity) in
    conflict. Weight of a way of length d to a place of score s, with room m (1 free .. 0 full):
    [(`weight_softening` + s) / (`softening` + d) ** `distance_power` x m] ** `weight_power`. Room falls from 1 at
    `capacity_buffer` of `capacity_scaling` x capacity to 0 at all of it. `conflict_spawn_decay`: how much of a
    conflict's pull out is left after each `conflict_spawn_decay_interval` days of it.
    """

    max_move_speed: float = 360.0
    max_walk_speed: float = 35.0
    foreign_weight: float = 1.0
    camp_weight: float = 1.0
    conflict_weight: float = 10.0**-0.5
    conflict_movechance: float = 1.0
    camp_movechance: float = 0.001
    idpcamp_movechance: float = 0.1
    default_movechance: float = 0.3
    awareness_level: int = 1
    capacity_buffer: float = 0.9
    capacity_scaling: float = 1.0
    avoid_short_stints: bool = False
    start_on_foot: bool = False
    softening: float = 10.0
    weight_softening: float = 0.0
    weight_power: float = 1.0
    distance_power: float = 1.0
    movechance_pop_base: float = 10000.0
    movechance_pop_scale_factor: float = 0.0
    children_avoid_hazards: bool = False
    boys_take_risk: bool = False
    take_from_population: bool = False
    insert_day0: bool = True
    sum_from_camps: bool = True
    empty_camps_on_day0: bool = False
    conflict_spawn_decay: tuple[float, ...] = ()
    conflict_spawn_decay_interval: int = 30
    capacity_pull: float = 0.0
    """Ours, 0 in FLEE: the score of a camp is multiplied by (capacity / mean capacity) ** `capacity_pull`."""

    def __post_init__(self) -> None:
        for name in ("max_move_speed", "max_walk_speed", "conflict_spawn_decay_interval"):
            if not getattr(self, name) > 0:
                raise InputError(f"{name} must be above 0", where="the settings")
        for name in CHANCES:
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(f"{name} must be between 0 and 1", where="the settings")
        if not 0 <= self.awareness_level <= 3:
            raise InputError("awareness_level must be 0, 1, 2 or 3", where="the settings")

    def decay(self, days: float) -> float:
        """What is left of a conflict's pull out after so many days of it: 1 without a decay."""
        if not self.conflict_spawn_decay:
            return 1.0
        step = min(
            int(days / self.conflict_spawn_decay_interval), len(self.conflict_spawn_decay) - 1
        )
        return self.conflict_spawn_decay[step]


CHANCES = ("conflict_movechance", "camp_movechance", "idpcamp_movechance", "default_movechance")
MOVES = {
    f.name: f.name
    for f in fields(Rules)
    if f.name
    not in (
        "children_avoid_hazards",
        "boys_take_risk",
        "take_from_population",
        "insert_day0",
        "sum_from_camps",
        "empty_camps_on_day0",
        "conflict_spawn_decay",
        "conflict_spawn_decay_interval",
        "capacity_pull",
    )
} | {"ChildrenAvoidHazards": "children_avoid_hazards", "BoysTakeRisk": "boys_take_risk"}
SPAWNS = {
    name: name
    for name in (
        "take_from_population",
        "insert_day0",
        "sum_from_camps",
        "empty_camps_on_day0",
        "conflict_spawn_decay",
        "conflict_spawn_decay_interval",
    )
}
LOGS = ("agent", "link", "camp", "init", "conflict", "idp_totals", "granularity")
SECTIONS = ("log_levels", "spawn_rules", "move_rules", "optimisations")
ONLY = {"conflict_zone_spawning_only": True, "use_v1_rules": False, "stay_close_to_home": False}
"""Keys that FLEE knows and that are read only at this value."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A settings file: its rules, and how many people one agent stands for in FLEE (`hasten`)."""

    rules: Rules = Rules()
    hasten: int = 1


def read_settings(path: Path) -> Settings:
    """FLEE's `simsetting.yml`. Raises InputError, naming the key, for one that is unknown, wrong or not supported."""
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise InputError(f"the settings can't be read: {fault}", where=str(path)) from fault
    table = _table(loaded or {}, str(path))
    for section in table:
        if section not in SECTIONS:
            raise InputError(
                f"unknown section {section!r}",
                where=str(path),
                way_out=f"use {', '.join(SECTIONS)}",
            )
    for key in _table(table.get("log_levels") or {}, f"{path}, log_levels"):
        if key not in LOGS:
            raise InputError(f"unknown key {key!r}", where=f"{path}, log_levels")
    optimisations = _table(table.get("optimisations") or {}, f"{path}, optimisations")
    changed = _section(table.get("move_rules") or {}, MOVES, f"{path}, move_rules")
    changed |= _section(table.get("spawn_rules") or {}, SPAWNS, f"{path}, spawn_rules")
    return Settings(_rules(changed, str(path)), _hasten(optimisations, str(path)))


def _rules(changed: Mapping[str, Any], where: str) -> Rules:
    try:
        return replace(Rules(), **changed)
    except InputError as fault:
        raise InputError(fault.what, where=where) from fault


def _hasten(table: Mapping[str, Any], where: str) -> int:
    for key in table:
        if key not in ("hasten", "fixed_routes"):
            raise InputError(f"unknown key {key!r}", where=f"{where}, optimisations")
    hasten = table.get("hasten", 1)
    if not isinstance(hasten, int) or isinstance(hasten, bool) or hasten < 1:
        raise InputError("hasten must be a whole number of 1 or more", where=where)
    return hasten


def _section(raw: object, names: Mapping[str, str], where: str) -> dict[str, Any]:
    table = _table(raw, where)
    changed = {}
    for key, value in table.items():
        if key in ONLY:
            if bool(value) != ONLY[key]:
                raise InputError(f"{key}: {value} is not supported", where=where)
        elif key not in names:
            raise InputError(
                f"unknown or unsupported key {key!r}",
                where=where,
                way_out="remove it, or see docs/models/displacement.md for what is supported",
            )
        else:
            changed[names[key]] = _value(names[key], value, where)
    return changed


def _value(name: str, value: Any, where: str) -> object:
    default = getattr(Rules(), name)
    if name == "conflict_spawn_decay":
        if not isinstance(value, list) or not all(_number(x) for x in value):
            raise InputError(f"{name} must be a list of numbers", where=where)
        return tuple(float(x) for x in value)
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise InputError(f"{name} must be true or false", where=where)
        return value
    if not _number(value):
        raise InputError(f"{name} must be a number, not {value!r}", where=where)
    return int(value) if isinstance(default, int) else float(value)


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _table(raw: object, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
        raise InputError("must be a table of names and values", where=where)
    return raw
