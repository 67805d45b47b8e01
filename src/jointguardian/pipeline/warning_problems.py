"""The warning problems of an operation: read from its pack and its own file, held against what is known."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

import polars as pl

from ..access import Viewer
from ..domain import ProblemDay, ProblemFinding
from ..errors import UnknownName, UnreadableFile
from ..warning.problem_file import LONGEST, Problem, read_problems
from ..warning.problems import Heard, Watched
from ..warning.sightings import Sources
from ..warning.signs import AREA
from .tension import Tensions

OWN = "problems.yaml"
"""The file in an operation's folder with warning problems of its own, beside those of its pack."""
LOOKS_BACK = timedelta(days=LONGEST - 1)
"""How far the history of a problem reaches: as far as an indicator may look."""


class WarningProblems:
    """One operation's warning problems, as known at a moment."""

    def __init__(self, tensions: Tensions) -> None:
        self.tensions, self.operation = tensions, tensions.operation

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems that are watched. Raises SettingsError for a wrong file, UnreadableFile."""
        pack = self.operation.pack
        if pack is None:
            return ()
        files = [(f"{pack.name}/{OWN}", pack.problems.decode())] if pack.problems else []
        own = self.operation.folder / OWN
        if own.is_file():
            try:
                files.append((OWN, own.read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError) as fault:
                raise UnreadableFile(str(fault), where=OWN, way_out="save it as UTF-8") from fault
        places = {m.id for m in pack.municipalities}
        return read_problems(files, places, {a.id for a in pack.actors})

    def findings(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[ProblemFinding, ...]:
        """How each problem stands on the moment's day."""
        return tuple(w.on(day) for w, day in self._watched(viewer, as_of, self.problems))

    def histories(
        self, viewer: Viewer, as_of: datetime | None = None
    ) -> tuple[tuple[ProblemFinding, tuple[ProblemDay, ...]], ...]:
        """The same, each with its level on each day of the last twelve weeks."""
        found = self._watched(viewer, as_of, self.problems)
        return tuple((w.on(day), w.history(day - LOOKS_BACK, day)) for w, day in found)

    def finding(
        self, viewer: Viewer, id_: str, as_of: datetime | None = None
    ) -> tuple[ProblemFinding, tuple[ProblemDay, ...]]:
        """One problem, and its level on each day of the last twelve weeks. Raises UnknownName."""
        found = [p for p in self.problems if p.id == id_]
        if not found:
            names = ", ".join(p.id for p in self.problems) or "there is none"
            raise UnknownName(f"no warning problem {id_!r}", way_out=f"use one of: {names}")
        watched, day = next(self._watched(viewer, as_of, found))
        return watched.on(day), watched.history(day - LOOKS_BACK, day)

    def _watched(
        self, viewer: Viewer, as_of: datetime | None, problems: tuple[Problem, ...] | list[Problem]
    ) -> Iterator[tuple[Watched, date]]:
        if not problems:
            return
        evidence, frame = self.tensions.lately(viewer, as_of)
        day = evidence.day
        heard = _heard(frame, day)
        units = {u for p in problems for u in (AREA, *_places(p))}
        index = self.tensions.histories(viewer, as_of, sorted(units), day - LOOKS_BACK, day)
        sources = Sources(evidence, self._kinds, index)
        yield from ((Watched.of(p, sources, heard), day) for p in problems)

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        pack = self.operation.pack
        return {a.id: a.kind for a in pack.actors} if pack else {}


def _places(problem: Problem) -> Iterator[str]:
    for scenario in problem.scenarios:
        for one in scenario.indicators:
            yield from one.where(problem) if one.kind == "index" else ()


def _heard(frame: pl.DataFrame, day: date) -> Heard:
    since = day - 2 * LOOKS_BACK
    found: dict[str, dict[date, int]] = {}
    rows = frame.drop_nulls("unit").filter(pl.col("day").is_between(since, day))
    for unit, when, reports in rows.group_by("unit", "day").agg(pl.col("reports").sum()).rows():
        found.setdefault(unit, {})[when] = reports
    return Heard(found)
