"""Operations that ship with the product, as data: one folder each, read and checked as a whole.

A pack states facts, each with its source, and brings reports written or retold for it. The files:
`pack.yaml` (title, marking, moments), `reports.jsonl`, and one YAML file of rows for each noun.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from ..domain import (
    Actor,
    Attribute,
    Camp,
    Issue,
    Movement,
    Municipality,
    Observation,
    Order,
    Patrol,
    Report,
    Reserve,
    Sector,
    Source,
    Strength,
    Trigger,
    Unit,
)
from ..domain.dates import first_day, parse_moment, parse_partial
from ..domain.ids import derived_id
from ..errors import InputError, SettingsError, UnknownName
from .attributes import read_attributes

HEAD = "pack.yaml"
REPORTS = "reports.jsonl"
POLYGONS = "municipalities.geojson"
SCENARIOS = "scenarios"
DISPLACEMENT = "displacement"
REGION = "region.geojson"
OUTLINE = "outline.geojson"
MANDATE = "mandate.yaml"
BOARDS = "boards.yaml"
PROBLEMS = "problems.yaml"
ATTRIBUTES = "attributes.yaml"
EVENING = time(18, 0, tzinfo=UTC)
"""A report of which only the day is known counts as received on that evening."""

_T = TypeVar("_T")
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment worth opening: the picture as of `as_of`, of the period `since` to `until` (ISO)."""

    label: str
    as_of: str
    since: str | None = None
    until: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """An operation as data. With `replay`, a report counts as received when it was published."""

    name: str
    title: str
    marking: str
    replay: bool
    moments: tuple[Moment, ...]
    sources: tuple[Source, ...]
    actors: tuple[Actor, ...]
    reports: tuple[Report, ...]
    strengths: tuple[Strength, ...]
    reserves: tuple[Reserve, ...]
    camps: tuple[Camp, ...]
    sectors: tuple[Sector, ...]
    movements: tuple[Movement, ...]
    municipalities: tuple[Municipality, ...] = ()
    municipality_polygons: bytes | None = None
    region_polygons: bytes | None = None
    notes: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    orders: tuple[Order, ...] = ()
    units: tuple[Unit, ...] = ()
    patrols: tuple[Patrol, ...] = ()
    places_of_interest: tuple[str, ...] = ()
    observations: tuple[Observation, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    outline: bytes | None = None
    mandate: bytes | None = None
    boards: bytes | None = None
    problems: bytes | None = None
    scenarios: tuple[tuple[str, bytes], ...] = ()
    displacement: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    marking: str = "public"
    replay: bool = False
    moments: tuple[_Row, ...] = ()
    notes: tuple[str, ...] = ()
    places_of_interest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _ReportRow:
    """A row of `reports.jsonl`; `published_inferred` is the date where none was printed."""

    id: str
    source: str
    text: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_inferred: str | None = None
    language: str = "en"
    invented: bool = False


def pack_names() -> tuple[str, ...]:
    """The packs that ship."""
    folders = (p for p in files(__package__).iterdir() if p.is_dir())
    return tuple(sorted(p.name for p in folders if p.joinpath(HEAD).is_file()))


@cache
def load_pack(name: str) -> Pack:
    """The pack `name`, every row checked.

    Raises UnknownName when there is none of that name, and SettingsError, with file and row, for
    a row with unknown keys or wrong values.
    """
    if name not in pack_names():
        known = ", ".join(pack_names())
        raise UnknownName(f"no pack is called {name!r}", way_out=f"use one of {known}")
    folder = files(__package__).joinpath(name)
    head = _convert(_yaml(folder, HEAD), _Head, f"{name}/{HEAD}")
    moments = enumerate(head.moments, 1)
    reports = tuple(_reports(folder))
    ids = {r.native_id: r.id for r in reports}
    return Pack(
        name=name,
        title=head.title,
        marking=head.marking,
        replay=head.replay,
        moments=tuple(_convert(m, Moment, f"{name}/{HEAD} moment {n}") for n, m in moments),
        sources=_rows(folder, "sources", Source),
        actors=_rows(folder, "actors", Actor),
        reports=reports,
        strengths=_rows(folder, "strengths", Strength),
        reserves=_rows(folder, "reserves", Reserve),
        camps=_rows(folder, "camps", Camp),
        sectors=_rows(folder, "sectors", Sector),
        movements=_rows(folder, "movements", Movement),
        municipalities=_rows(folder, "municipalities", Municipality, optional=True),
        municipality_polygons=_bytes(folder, POLYGONS),
        region_polygons=_bytes(folder, REGION),
        notes=head.notes,
        places_of_interest=head.places_of_interest,
        issues=_rows(folder, "issues", Issue, optional=True),
        attributes=_attributes(folder),
        orders=_rows(folder, "orders", Order, optional=True),
        units=_rows(folder, "units", Unit, optional=True),
        patrols=_rows(folder, "patrols", Patrol, optional=True),
        observations=tuple(
            replace(o, report=ids.get(o.report, o.report))
            for o in _rows(folder, "observations", Observation, optional=True)
        ),
        triggers=_rows(folder, "triggers", Trigger, optional=True),
        outline=_bytes(folder, OUTLINE),
        mandate=_bytes(folder, MANDATE),
        boards=_bytes(folder, BOARDS),
        problems=_bytes(folder, PROBLEMS),
        scenarios=tuple(_scenarios(folder)),
        displacement=tuple(_displacement(folder)),
    )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which dates stay text, as precise as written."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def _yaml(folder: Traversable, file: str) -> object:
    raw = folder.joinpath(file).read_text(encoding="utf-8")
    try:
        return yaml.load(raw, Loader=_Loader)
    except yaml.YAMLError as fault:
        raise SettingsError(f"not YAML: {fault}", where=f"{folder.name}/{file}") from fault


def _rows(
    folder: Traversable, noun: str, kind: type[_T], *, optional: bool = False
) -> tuple[_T, ...]:
    """The rows of `<noun>.yaml`: a list, or a mapping with `rows` (and `about`, `shared`)."""
    file = f"{noun}.yaml"
    if optional and not folder.joinpath(file).is_file():
        return ()
    where = f"{folder.name}/{file}"
    loaded = _yaml(folder, file)
    if isinstance(loaded, dict):
        unknown = set(loaded) - {"about", "shared", "sources", "rows", noun}
        if unknown:
            raise SettingsError(f"unknown keys {sorted(unknown)}", where=where)
        loaded = loaded.get("rows", loaded.get(noun))
    if not isinstance(loaded, list):
        raise SettingsError("holds no list of rows", where=where)
    return tuple(_convert(row, kind, f"{where} row {n}") for n, row in enumerate(loaded, 1))


def _convert(row: object, kind: type[_T], where: str) -> _T:
    """A row as a `kind`; keys that it does not have are refused."""
    if not isinstance(row, Mapping):
        raise SettingsError("is not a mapping", where=where)
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(str(key) for key in row if key not in known)
    if unknown:
        raise SettingsError(
            f"unknown key {unknown[0]!r}", where=where, way_out=f"use {', '.join(sorted(known))}"
        )
    try:
        return msgspec.convert(row, kind)
    except (msgspec.ValidationError, TypeError) as fault:
        raise SettingsError(str(fault), where=where) from fault


def _scenarios(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    """Reinforcement scenarios by name, in the order of their names."""
    inside = folder.joinpath(SCENARIOS)
    for file in sorted(inside.iterdir(), key=lambda f: f.name) if inside.is_dir() else ():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), file.read_bytes()


def _displacement(folder: Traversable) -> Iterator[Path]:
    """Folders of displacement scenarios, in the order of their names; they are read when somebody asks."""
    inside = folder.joinpath(DISPLACEMENT)
    for one in sorted(inside.iterdir(), key=lambda f: f.name) if inside.is_dir() else ():
        if one.is_dir() and isinstance(one, Path):
            yield one


def _attributes(folder: Traversable) -> tuple[Attribute, ...]:
    raw = _bytes(folder, ATTRIBUTES)
    return read_attributes(raw.decode(), f"{folder.name}/{ATTRIBUTES}") if raw else ()


def _reports(folder: Traversable) -> Iterator[Report]:
    lines = folder.joinpath(REPORTS).read_text(encoding="utf-8").splitlines()
    for n, line in enumerate(lines, 1):
        where = f"{folder.name}/{REPORTS} row {n}"
        try:
            row = msgspec.json.decode(line)
        except msgspec.DecodeError as fault:
            raise SettingsError(f"not JSON: {fault}", where=where) from fault
        yield _report(_convert(row, _ReportRow, where), folder.name, where)


def _report(row: _ReportRow, pack: str, where: str) -> Report:
    published = row.published or row.published_inferred
    if published is None:
        raise SettingsError("has neither published nor published_inferred", where=where)
    digest = sha256(row.text.encode()).hexdigest()
    return Report(
        id=derived_id("r", pack, row.id, digest),
        native_id=row.id,
        source=row.source,
        text=row.text,
        sha256=digest,
        received=_received(published, where),
        url=row.url,
        title=row.title,
        published=published,
        published_inferred=row.published is None,
        language=row.language,
        invented=row.invented,
    )


def _received(published: str, where: str) -> datetime:
    try:
        if len(published) > len("2023-05-30"):
            return parse_moment(published)
        return datetime.combine(first_day(parse_partial(published)), EVENING)
    except InputError as fault:
        raise SettingsError(fault.what, where=where) from fault


def _bytes(folder: Traversable, file: str) -> bytes | None:
    found = folder.joinpath(file)
    return found.read_bytes() if found.is_file() else None
