"""Provisions of resolutions and agreements as rules, and what the record says of each.

`read_mandate` reads the rules, `Evidence` holds what was observed, `check` gives the findings.
"""

from .areas import Area, Atlas, read_atlas
from .check import check, check_rule
from .evidence import Evidence
from .findings import BREACH, COMPLIANT, OPEN, Finding, Used
from .language import read_mandate
from .rules import Bound, Exemption, Instrument, Mandate, Party, Rule, Told

__all__ = [
    "BREACH",
    "COMPLIANT",
    "OPEN",
    "Area",
    "Atlas",
    "Bound",
    "Evidence",
    "Exemption",
    "Finding",
    "Instrument",
    "Mandate",
    "Party",
    "Rule",
    "Told",
    "Used",
    "check",
    "check_rule",
    "read_atlas",
    "read_mandate",
]
