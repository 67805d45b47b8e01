"""A pack's rules and observations into the record, and what the record holds as observations."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from ..domain import Observation, Provision, Strength, Unit
from ..domain.dates import last_day
from ..errors import UnreadableFile
from ..mandate import Mandate, SectorGround, Stretch, read_atlas, read_mandate
from ..packs import Pack
from ..record import Record

OWN = "mandate.yaml"
"""The file in an operation's folder with rules of its own, beside those of its pack."""
KNOWN_AT = time(21, 59, tzinfo=UTC)
"""In a replay an observation is known on the evening of its last day: by midnight in Kosovo's summer."""
FORCE = "kfor"
"""Whom a strength of the whole force counts."""
HERE = "kosovo"
"""The area of the strengths that are told for the whole area of the operation."""
DEEPEST = 12
"""Steps up the order of battle after which no sector is looked for."""
NEAR_KM = 2.0
"""How well a unit's place is known: it is that of its town."""


def mandate_of(pack: Pack | None, folder: Path | None = None) -> Mandate | None:
    """The rules of a pack and of a folder's own file; None where there are none.

    Raises SettingsError for a wrong rule, with file and line.
    """
    if pack is None or pack.mandate is None or not pack.outline or not pack.municipality_polygons:
        return None
    files = [(f"{pack.name}/mandate.yaml", pack.mandate.decode())]
    if pack.boards is not None:
        files.append((f"{pack.name}/boards.yaml", pack.boards.decode()))
    own = folder / OWN if folder else None
    if own is not None and own.is_file():
        files.append((OWN, _text(own)))
    atlas = read_atlas(pack.outline, pack.municipality_polygons)
    actors, issues = (a.id for a in pack.actors), (i.id for i in pack.issues)
    sectors = [SectorGround(s.id, s.name, s.start, s.end, s.municipalities) for s in pack.sectors]
    return read_mandate(files, atlas, actors, issues, sectors, stretches(pack.units, sectors))


def stretches(
    units: Iterable[Unit], sectors: Iterable[SectorGround]
) -> dict[str, tuple[Stretch, ...]]:
    """To which sector each unit belonged when: its own, or the nearest of those it is under."""
    ids, rows = {s.id for s in sectors}, list(units)
    over: dict[str, set[str | None]] = {}
    for row in rows:
        over.setdefault(row.id, set()).add(row.parent)
    made: dict[str, list[Stretch]] = {}
    for row in rows:
        mine = [row.id] if row.id in ids else _above(row.parent, over, ids)
        made.setdefault(row.id, []).extend(Stretch(row.start, row.end, one) for one in mine)
    return {id_: tuple(found) for id_, found in made.items()}


def _above(
    unit: str | None, over: Mapping[str, set[str | None]], ids: set[str], depth: int = 0
) -> list[str | None]:
    """The sectors above a unit; several where its chain changed, so that none is certain."""
    if unit is None or unit in ids or depth > DEEPEST:
        return [unit if unit in ids else None]
    found = {s for above in over.get(unit, {None}) for s in _above(above, over, ids, depth + 1)}
    return sorted(found, key=str)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(f"cannot be read: {fault}", where=str(path)) from fault


def provisions_of(mandate: Mandate) -> Iterator[Provision]:
    """The provisions as the record keeps them, in the order of the files."""
    for p in mandate.provisions:
        yield Provision(
            id=p.id,
            instrument=p.instrument.title,
            clause=p.clause,
            text=p.text,
            valid_from=p.first,
            valid_to=p.last,
            verified=p.verified,
            basis=p.basis,
            area=p.where.id,
        )


def add_mandate_facts(record: Record, pack: Pack) -> None:
    """The provisions and observations of a pack; in a replay these become known as time goes on."""
    mandate = mandate_of(pack)
    if mandate is not None:
        record.add_facts("provisions", list(provisions_of(mandate)))
    at = known_at if pack.replay else None
    record.add_facts("observations", pack.observations, at=at)


def known_at(seen: Observation) -> datetime:
    """When an observation is known in a replay."""
    return datetime.combine(last_day((seen.end or seen.start)[:10]), KNOWN_AT)


def strengths_seen(rows: Iterable[Strength], until: date) -> Iterator[Observation]:
    """Strengths in the area as observations: a nation's number is all of it that is there."""
    for row in rows:
        nation = len(row.scope) == 3 and row.scope.isupper()
        if (
            row.kind != "in-area"
            or last_day(row.date) > until
            or not (nation or row.scope == "TOTAL")
        ):
            continue
        yield Observation(
            id=f"strength:{row.scope}:{row.date}:{row.source}",
            what="strength",
            who=row.scope if nation else FORCE,
            start=row.date,
            place=HERE,
            low=row.low,
            high=row.high,
            complete=True,
            source=row.source,
            words=row.note,
            invented=row.invented,
        )


def units_seen(rows: Iterable[Unit], until: date) -> Iterator[Observation]:
    """The places of units as observations: from the day it stood there to the last that is attested."""
    for row in rows:
        if row.lat is None or row.lon is None or last_day(row.start) > until:
            continue
        yield Observation(
            id=f"unit:{row.id}:{row.start}",
            what="presence",
            who=row.nation or FORCE,
            start=row.start,
            end=_last(row, until),
            lat=row.lat,
            lon=row.lon,
            within_km=NEAR_KM,
            low=row.personnel_low,
            high=row.personnel_high,
            about=f"unit:{row.id}",
            source=row.source,
            words=row.name,
            invented=row.invented,
        )


def _last(row: Unit, until: date) -> str:
    """The last day on which a source places the unit there; never after the moment."""
    if row.end is not None:
        last = last_day(row.end) - timedelta(days=1)
    else:
        last = last_day(row.attested or row.start)
    return max(last_day(row.start), min(last, until)).isoformat()
