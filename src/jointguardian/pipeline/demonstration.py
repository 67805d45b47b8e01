"""The demonstration: the Kosovo operation from its pack, through the whole flow."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..access import LOCAL
from ..compute import Progress, silent
from ..domain import Incident
from ..errors import InputError
from ..settings import FILE_NAME
from .ingest import Ingested, add_reports
from .operation import Operation, create_operation, open_operation
from .room import OperationRoom

PLANNED = {"zvecan-2023": (20.0, True), "entry-1999": (5.0, False)}
"""Scenarios that the demonstration plans: seconds for each course of action, and whether the worth of changes is told."""
MARK = ".guardian-demonstration"
"""A folder with this file was made by the demonstration and may be made anew by it."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What was built, and what the terminal says of it."""

    operation: Operation
    ingested: Ingested
    incidents: tuple[Incident, ...]
    contradictions: tuple[str, ...]
    withheld: tuple[str, ...]
    brief: Path
    counts: dict[str, int]


def build_demonstration(
    folder: Path, *, pack: str = "kosovo", plans: bool = True, progress: Progress = silent
) -> Demonstration:
    """Builds the pack's operation in `folder`, or opens the one that stands there, and writes its brief.

    Without `plans` no reinforcement is planned, which takes most of the time. Raises InputError when the folder
    holds something else. What a person added to a demonstration
    stays: a second run ingests only what is new.
    """
    operation = _operation(folder, pack)
    assert operation.pack is not None
    ingested = add_reports(operation, operation.pack.reports, progress=progress)
    room = OperationRoom(operation)
    moment = room.moments[0]
    progress(0, None, "fusing incidents")
    known = room.known_at(LOCAL, None)
    operation.record.add_incidents(known.incidents, operation.clock())
    picture = room.picture(LOCAL, as_of=moment.as_of, since=moment.since, until=moment.until)
    if plans:
        _plan(room, progress)
        _project(room, progress)
        _foretell(room, moment.as_of, progress)
    path = folder / "sitrep.md"
    progress(0, None, "writing the brief")
    brief = room.brief(LOCAL, as_of=moment.as_of)
    path.write_text(brief.markdown(), encoding="utf-8")
    path.with_suffix(".html").write_text(brief.html(), encoding="utf-8")
    return Demonstration(
        operation=operation,
        ingested=ingested,
        incidents=known.incidents,
        contradictions=_contradictions(picture.incidents, known.incidents),
        withheld=tuple(f"{w.what}: {w.why}" for w in picture.withheld),
        brief=path,
        counts={
            "reports": len(known.reports),
            "sources": len({r.source for r in known.reports}),
            "events": sum(len(r.events) for r in known.readings),
            "claims": sum(len(r.claims) for r in known.readings),
            "figures": sum(len(r.figures) for r in known.readings),
            "incidents": len(known.incidents),
            "rejected": len(operation.record.rejected(LOCAL)),
        },
    )


def _project(room: OperationRoom, progress: Progress) -> None:
    """Keeps the displacement scenarios of the pack for the brief, unless they are kept already."""
    done = {k.scenario for k in room.displacements.listed(LOCAL)}
    for name, (about, _) in room.displacements.scenarios.items():
        if name not in done:
            progress(0, None, f"projecting {about.title}")
            room.displacements.keep(LOCAL, name)


def _foretell(room: OperationRoom, as_of: datetime, progress: Progress) -> None:
    """Keeps the forecast of the moment, and one of ten weeks before, whose weeks are over, unless they are kept already."""
    done = {k.origin for k in room.forecasts.listed(LOCAL)}
    for moment in (as_of - timedelta(weeks=10), as_of):
        if moment.astimezone(UTC).date().isoformat() not in done:
            progress(0, None, "forecasting the next weeks")
            room.forecasts.keep(LOCAL, moment)


def _plan(room: OperationRoom, progress: Progress) -> None:
    """Plans two scenarios with their courses of action, unless they are planned already."""
    done = {(k.scenario, k.course) for k in room.plans.listed(LOCAL)}
    for name, scenario in room.plans.scenarios.items():
        seconds, worth = PLANNED.get(name, (0.0, False))
        for course in ("", *(c.id for c in scenario.course)) if seconds else ():
            if (name, course) not in done:
                progress(0, None, f"planning {scenario.title}")
                tells = worth and not course
                room.plans.make(LOCAL, name, course=course, worth=tells, seconds=seconds)


def _contradictions(first: Sequence[Incident], others: Sequence[Incident]) -> tuple[str, ...]:
    """Each contradiction once, those of the opening moment's most reported incidents first."""
    ranked = sorted(first, key=lambda i: -len(i.reports))
    return tuple(dict.fromkeys(c for i in (*ranked, *others) for c in i.contradictions))


def _operation(folder: Path, pack: str) -> Operation:
    if (folder / FILE_NAME).exists():
        return open_operation(folder)
    half_made = folder.exists() and (folder / MARK).exists()
    if folder.exists() and any(folder.iterdir()) and not half_made:
        raise InputError(
            "the folder is not empty", where=str(folder), way_out="give --dir another one"
        )
    if half_made:
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    return create_operation(folder, pack=pack)
