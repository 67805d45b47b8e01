"""Which sections each kind of brief has, and its header."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from ...domain.dates import format_dtg
from ...errors import InputError
from ..model import Picture
from . import forces, sections, situation
from .tree import ABSENT, ASSESSMENT, FACT, Brief, Item, Section

Writer = Callable[[Picture], Sequence[Item]]

SUMMARY = ("Summary", FACT, situation.summary)
SECTORS = ("Situation by sector", FACT, situation.by_sector)
INCIDENTS = ("Incidents", FACT, situation.incidents)
FORCES = ("Forces", FACT, forces.forces)
FREEDOM = ("Freedom of movement", FACT, situation.freedom_of_movement)
CONTRADICTIONS = ("Contradictions", FACT, sections.contradictions)
JUDGED = ("Assessment", ASSESSMENT, sections.assessment)
POSITIONS = ("Positions of the parties", FACT, sections.positions)
SOURCES = ("Sources", FACT, sections.sources)
ABSENCES = ("Withheld or not computed yet", ABSENT, sections.withheld)

KINDS: dict[str, tuple[tuple[str, str, Writer], ...]] = {
    "sitrep": (
        SUMMARY, SECTORS, INCIDENTS, FORCES, FREEDOM, CONTRADICTIONS, JUDGED, POSITIONS, SOURCES,
        ABSENCES,
    ),
    "intsum": (SUMMARY, INCIDENTS, CONTRADICTIONS, JUDGED, POSITIONS, SOURCES, ABSENCES),
    "flash": (SUMMARY, INCIDENTS, CONTRADICTIONS, SOURCES),
}  # fmt: skip
TITLES = {"sitrep": "Situation report", "intsum": "Intelligence summary", "flash": "Flash report"}


def compose_brief(picture: Picture, kind: str, period_hours: int) -> Brief:
    """The brief of a picture. Raises InputError for a kind that there is not."""
    if kind not in KINDS:
        raise InputError(f"{kind!r} is not a kind of brief", way_out=f"use {', '.join(KINDS)}")
    return Brief(
        kind=kind,
        title=f"{TITLES[kind]}: {picture.operation}, {format_dtg(picture.as_of)}",
        header=header(picture, kind, period_hours),
        banner=banner(picture),
        sections=tuple(
            Section(n, title, nature, tuple(write(picture)))
            for n, (title, nature, write) in enumerate(KINDS[kind], 1)
        ),
    )


def header(picture: Picture, kind: str, period_hours: int) -> tuple[tuple[str, str], ...]:
    """Originator, serial, date-time groups, marking and state of release."""
    start = picture.as_of - timedelta(hours=period_hours)
    return (
        ("Originator", picture.operation),
        ("Serial", f"{kind.upper()} {picture.as_of:%j}/{picture.as_of:%Y}"),
        ("DTG", format_dtg(picture.as_of)),
        ("Period", f"{format_dtg(start)} to {format_dtg(picture.as_of)} ({period_hours} hours)"),
        ("As known at", f"{picture.as_of:%Y-%m-%d %H:%M} UTC"),
        ("Marking", picture.marking),
        ("State", "DRAFT, not released by a person"),
    )


def banner(picture: Picture) -> str | None:
    """A warning where any line of the picture is invented for demonstration."""
    rows = (picture.strengths, picture.reserves, picture.reports)
    if any(line.invented for lines in rows for line in lines):
        return "Some values are invented for demonstration; they are marked “invented”."
    return None
