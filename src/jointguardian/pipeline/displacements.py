"""Displacement scenarios of an operation: its pack's, projected for whoever asks, with what-if, kept for the brief."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock

import msgspec

from .. import __version__
from ..access import Viewer, require
from ..displacement.change import changed, read_change
from ..displacement.flee_files import read_scenario
from ..displacement.project import Difference, Projection, differences, project
from ..displacement.scenario import Scenario
from ..displacement.words import (
    CAUTION,
    Endangered,
    Home,
    ReturnTerms,
    homecoming,
    sentences,
    two_figures,
)
from ..domain import KeptProjection, RefugeOutlook
from ..domain.ids import derived_id
from ..errors import InputError, UnknownName
from .operation import Operation

__all__ = ["CAUTION", "About", "Displacements", "Outlook", "Projection", "two_figures"]
MEMBERS = 128
"""Enough for the room: the interval of 256 is the same to a few percent."""
REMEMBERED = 32
FOLDER = "displacement"


class WhatIf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A change that the scenario offers, in words and as it is written."""

    text: str
    change: str


class _Return(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    settled: date
    fled: date
    freed: bool
    home_by: date
    why: str


class _Endangered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    community: str
    people: int
    source: str


class About(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"returning": "return"}
):
    """What a scenario's `about.toml` says beside its files."""

    id: str
    title: str
    about: str
    sources: tuple[str, ...] = ()
    returning: _Return | None = None
    endangered: tuple[_Endangered, ...] = ()
    what_if: tuple[WhatIf, ...] = ()

    @property
    def terms(self) -> ReturnTerms | None:
        """On what terms people go home."""
        r = self.returning
        return None if r is None else ReturnTerms(r.settled, r.fled, r.freed, r.home_by, r.why)

    @property
    def groups(self) -> tuple[Endangered, ...]:
        """Who is in danger then."""
        return tuple(Endangered(g.community, g.people, g.source) for g in self.endangered)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A scenario projected: as it stands and, where changes were asked for, with them."""

    about: About
    changes: tuple[str, ...]
    made: Projection
    before: Projection | None
    words: tuple[str, ...]
    home: tuple[Home, ...]
    differences: tuple[Difference, ...]


class Displacements:
    """One operation's displacement scenarios. Kept rows are only ever added."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self._made: dict[tuple[str, tuple[str, ...]], Projection] = {}
        self._lock = Lock()

    @cached_property
    def scenarios(self) -> dict[str, tuple[About, Path]]:
        """The scenarios that the operation's pack brings, by their ids. Raises InputError."""
        pack = self.operation.pack
        folders = pack.displacement if pack is not None else ()
        found = [(_about(folder), folder) for folder in folders]
        return {about.id: (about, folder) for about, folder in found}

    def about(self, name: str) -> About:
        """What a scenario says of itself. Raises UnknownName."""
        if name not in self.scenarios:
            known = ", ".join(self.scenarios) or "there are none"
            raise UnknownName(f"no displacement scenario {name!r}", way_out=f"known: {known}")
        return self.scenarios[name][0]

    def outlook(self, name: str, changes: Sequence[str] = ()) -> Outlook:
        """A scenario's days, and the same with changes beside it. Raises UnknownName and InputError."""
        about = self.about(name)
        asked = tuple(read_change(text).text for text in changes)
        before = self._projected(name, ())
        made = self._projected(name, asked) if asked else before
        return Outlook(
            about,
            asked,
            made,
            before if asked else None,
            sentences(made, about.terms, about.groups),
            homecoming(made, about.terms) if about.terms else (),
            differences(before, made) if asked else (),
        )

    def _projected(self, name: str, changes: tuple[str, ...]) -> Projection:
        with self._lock:
            if (name, changes) not in self._made:
                scenario: Scenario = read_scenario(self.scenarios[name][1])
                other = changed(scenario, [read_change(text) for text in changes])
                if len(self._made) >= REMEMBERED:
                    self._made.pop(next(iter(self._made)))
                self._made[name, changes] = project(other, runs=MEMBERS)
            return self._made[name, changes]

    def keep(self, viewer: Viewer, name: str, changes: Sequence[str] = ()) -> KeptProjection:
        """Keeps a projection for the brief; in a replay from its last day on, as a scenario is told in hindsight. Raises NotPermitted."""
        require(viewer, "draft")
        outlook = self.outlook(name, changes)
        made, scenario = outlook.made, outlook.made.scenario
        country = {p.name: p.country for p in scenario.places}
        now = self.operation.clock().astimezone(UTC)
        last = scenario.start + timedelta(days=scenario.days - 1)
        terms = outlook.about.terms
        at = datetime.combine(last, datetime.min.time(), UTC)
        kept = KeptProjection(
            id=derived_id("dp", name, *outlook.changes),
            scenario=name,
            title=outlook.about.title,
            changes=outlook.changes,
            since=scenario.start.isoformat(),
            until=last.isoformat(),
            of_use_until=(max(last, terms.home_by) if terms else last).isoformat(),
            words=outlook.words,
            refuges=tuple(
                RefugeOutlook(
                    refuge,
                    country.get(refuge, "").replace("_", " "),
                    two_figures(made.mean[-1, c]),
                    two_figures(made.low[-1, c]),
                    two_figures(made.high[-1, c]),
                )
                for c, refuge in enumerate(made.refuges)
            ),
            version=__version__,
            by=viewer.name,
            at=now.isoformat(),
        )
        replays = self.operation.settings.replay
        self.operation.record.add_facts("projections", [kept], at=at if replays else None)
        return kept

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[KeptProjection, ...]:
        """The newest of each projection, as the scenario stands first."""
        rows = self.operation.record.facts(viewer, "projections", KeptProjection, as_of)
        return tuple(sorted(rows, key=lambda k: (k.scenario, bool(k.changes), k.changes)))


def _about(folder: Path) -> About:
    path = folder / "about.toml"
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), About)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise InputError(f"can't be used: {fault}", where=str(path)) from fault
