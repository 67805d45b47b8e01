"""Calibration on other conflicts, kept in a file: members of the prior and what each weighs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from ..compute import Progress, silent
from ..errors import InputError
from .choice import Theta
from .members import PRIOR, Members, draw, weigh
from .scenario import Scenario
from .validate import member_losses

KIND = "guardian displacement members"


class _File(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    seed: int
    calibrated_on: list[str]
    weight: list[float]
    theta: dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class ParameterRange:
    """A parameter before and after: the prior's range, and mean and 90 % interval of the weighted members."""

    name: str
    prior_low: float
    prior_high: float
    mean: float
    low: float
    high: float


def calibrate(
    scenarios: Sequence[Scenario], count: int, seed: int, progress: Progress = silent
) -> Members:
    """Members of the prior, weighed by how near each comes to the counts of all scenarios."""
    if not scenarios:
        raise InputError("nothing to calibrate on", way_out="give one folder or more")
    members = draw(count, seed)
    losses = []
    for k, scenario in enumerate(scenarios):
        progress(k, len(scenarios), scenario.name)
        losses.append(member_losses(scenario, members))
    return weigh(members, losses)


def ranges(members: Members) -> tuple[ParameterRange, ...]:
    """What is left of the prior's ranges."""
    rows = []
    for name, values in zip(Theta._fields, members.theta, strict=True):
        order = np.argsort(values)
        below = np.cumsum(members.weight[order])
        low, high = (
            float(values[order][np.searchsorted(below, q).clip(0, len(values) - 1)])
            for q in (0.05, 0.95)
        )
        rows.append(
            ParameterRange(name, *PRIOR[name][:2], float(values @ members.weight), low, high)
        )
    return tuple(rows)


def save(members: Members, names: Sequence[str], path: Path) -> None:
    """Writes the members; the same members give the same bytes."""
    file = _File(
        KIND,
        members.seed,
        sorted(names),
        [float(w) for w in members.weight],
        {
            name: [float(x) for x in values]
            for name, values in zip(Theta._fields, members.theta, strict=True)
        },
    )
    try:
        path.write_text(json.dumps(msgspec.to_builtins(file)) + "\n", encoding="utf-8")
    except OSError as fault:
        raise InputError(f"can't be written: {fault.strerror}", where=str(path)) from fault


def load(path: Path) -> Members:
    """The members of a file. Raises InputError."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as fault:
        raise InputError(f"can't be read: {fault.strerror}", where=str(path)) from fault
    except msgspec.DecodeError as fault:
        raise InputError(f"is no file of members: {fault}", where=str(path)) from fault
    weight = np.array(file.weight)
    same = all(len(file.theta.get(name, ())) == len(weight) for name in Theta._fields)
    if (
        file.kind != KIND
        or not len(weight)
        or not same
        or not weight.sum() > 0
        or (weight < 0).any()
    ):
        raise InputError(
            "is no file of members",
            where=str(path),
            way_out="make one with guardian displace calibrate",
        )
    return Members(
        Theta(*(np.array(file.theta[name]) for name in Theta._fields)),
        weight / weight.sum(),
        file.seed,
    )
