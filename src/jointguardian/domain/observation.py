"""What somebody saw, counted or certified that bears on a rule of a mandate."""

from dataclasses import dataclass

WITHDRAWN = "withdrawn"
"""`what` of the newest version of an observation that was taken back: no rule asks for it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """`who` was seen at a place from `start` to `end` (ISO, as precise as known; None: that day alone).

    `what` is one of the vocabulary `observation_kinds`; `who` the id of a party, actor or nation,
    empty where it is not known. `place` is the id of an area or municipality; `lat` and `lon` are
    right to within `within_km`. The number lies in `low` to `high`, in `unit`; None: not known.
    `complete` says that there was no more of it in the place: somebody verified it, it is never
    assumed. `function` and `means` (what they carried) are empty where they are not known;
    `permitted` names who permitted it, `none` where it is told that nobody did, and is empty where
    that is not known. `about` ties observations of one happening together.
    """

    id: str
    what: str
    who: str
    start: str
    end: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    within_km: float = 0.0
    low: float | None = None
    high: float | None = None
    unit: str = "persons"
    complete: bool = False
    function: str = ""
    means: str = ""
    permitted: str = ""
    about: str = ""
    source: str = ""
    report: str | None = None
    words: str = ""
    by: str = ""
    invented: bool = False
