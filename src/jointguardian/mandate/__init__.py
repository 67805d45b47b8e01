"""Provisions of resolutions and agreements as rules, and what the record says of each.

`read_mandate` reads the rules, `Evidence` holds what was observed, `check` gives the findings.
"""

from .areas import Area, Atlas, Plane, read_atlas
from .assumptions import Assumption, AssumptionState, weighed
from .check import check, check_rule
from .commitments import Commitment, CommitmentState, Word, standing
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, OPEN, Finding, Unchecked, Used
from .language import read_mandate
from .rules import Bound, Exemption, Instrument, Mandate, Party, Rule, Told
from .sectors import OwnSectors, SectorGround, Stretch
from .tasks import Ground, Happening, Measured, Task, TaskState, board
from .validity import binding

__all__ = [
    "BREACH",
    "COMPLIANT",
    "OPEN",
    "Area",
    "Assumption",
    "AssumptionState",
    "Atlas",
    "Bound",
    "Commitment",
    "CommitmentState",
    "Evidence",
    "Exemption",
    "Finding",
    "Ground",
    "Happening",
    "Instrument",
    "Mandate",
    "Measured",
    "OwnSectors",
    "Party",
    "Plane",
    "Rule",
    "SectorGround",
    "Stretch",
    "Task",
    "TaskState",
    "Told",
    "Unchecked",
    "Used",
    "Word",
    "binding",
    "board",
    "check",
    "check_rule",
    "read_atlas",
    "read_mandate",
    "standing",
    "weighed",
]
