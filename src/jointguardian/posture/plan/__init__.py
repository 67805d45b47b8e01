"""Reinforcement: who can be where when, for protecting people and places, with a proof and reasons.

`raw_scenario` and `load` read a TOML file, `plan` makes the plan, `worth` says what single changes would bring, `faults` checks any plan
without the solver.
"""

from .check import faults, plan_of
from .planner import Asked, Before, plan
from .scenario import Scenario
from .scenario_file import Loaded, Raw, at_levels, load, raw_of, raw_scenario
from .values import Plan, Worth
from .worth import worth

__all__ = [
    "Asked",
    "Before",
    "Loaded",
    "Plan",
    "Raw",
    "Scenario",
    "Worth",
    "at_levels",
    "faults",
    "load",
    "plan",
    "plan_of",
    "raw_of",
    "raw_scenario",
    "worth",
]  # fmt: skip
