"""Reads mandate files: instruments, parties, areas and provisions, each wrong value refused.

The language is described, with examples, in docs/models/mandate.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import shapely

from ..domain.dates import first_day, last_day
from ..domain.vocab import vocabulary
from ..errors import SettingsError
from .areas import Area, Atlas
from .assumptions import Assumption
from .commitments import Commitment
from .nodes import Table, read_table
from .rules import Bound, Exemption, Instrument, Mandate, Party, Rule, Told
from .sectors import OwnSectors, SectorGround, Stretch
from .tasks import Task
from .undertakings import assumption_of, commitment_of, task_of

T = TypeVar("T")
UNITS = frozenset(
    {"persons", "weapons", "flights", "aircraft", "vehicles", "systems", "times", "percent"}
)


def read_mandate(
    files: Iterable[tuple[str, str]],
    atlas: Atlas,
    actors: Iterable[str],
    issues: Iterable[str] = (),
    sectors: Iterable[SectorGround] = (),
    units: Mapping[str, tuple[Stretch, ...]] | None = None,
) -> Mandate:
    """The mandate of some files, each given as its name and text; later ones may use what earlier say.

    `actors` are the ids that a party may have as members, beside nations; `issues` those of the
    position board; `sectors` and `units` tell which unit belonged to which sector when. Raises
    SettingsError.
    """
    reader = _Reader(
        atlas, frozenset(actors), frozenset(issues), {s.id: s for s in sectors}, units or {}
    )
    for name, text in files:
        reader.read(read_table(text, name))
    return reader.whole()


@dataclass
class _Reader:
    atlas: Atlas
    actors: frozenset[str]
    issues: frozenset[str] = frozenset()
    sectors: Mapping[str, SectorGround] = field(default_factory=dict)
    units: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)
    assumptions: dict[str, Assumption] = field(default_factory=dict)

    def read(self, file: Table) -> None:
        file.text("about", "")
        for table in file.tables("instruments"):
            self._new(self.instruments, table, self._instrument(table))
        for table in file.tables("parties"):
            self._new(self.parties, table, self._party(table))
        for table in file.tables("areas"):
            self._new(self.areas, table, self._area(table))
        for table in file.tables("provisions"):
            self._provision(table)
        provisions = self.rules.keys() | self.told.keys()
        for table in file.tables("tasks"):
            self._new(self.tasks, table, task_of(table, provisions, self.actors))
        for table in file.tables("commitments"):
            self._new(self.commitments, table, commitment_of(table, self.issues, self.actors))
        for table in file.tables("assumptions"):
            self._new(self.assumptions, table, assumption_of(table, self.actors))
        file.done()

    def whole(self) -> Mandate:
        areas = {id_: _with_parts(area, self.areas) for id_, area in self.areas.items()}
        return Mandate(
            self.instruments,
            self.parties,
            areas,
            tuple(self.rules.values()),
            tuple(self.told.values()),
            tuple(self.tasks.values()),
            tuple(self.commitments.values()),
            tuple(self.assumptions.values()),
        )

    def _new(self, known: dict[str, T], table: Table, made: T) -> None:
        id_ = table.text("id")
        if id_ in known:
            raise table.fault("id", f"{id_!r} stands twice")
        table.done()
        known[id_] = made

    def _instrument(self, table: Table) -> Instrument:
        return Instrument(
            id=table.text("id"),
            title=table.text("title"),
            date=table.day("date") or "",
            read=table.truth("read"),
            source=table.text("source"),
        )

    def _party(self, table: Table) -> Party:
        sure, perhaps = (frozenset(table.words(key)) for key in ("members", "perhaps"))
        for id_ in (sure | perhaps) - self.actors:
            if not (len(id_) == 3 and id_.isupper()):
                raise table.fault("members", f"names {id_!r}, whom no pack knows")
        return Party(table.text("id"), table.text("name"), sure, perhaps)

    # --- areas ---------------------------------------------------------------------------------

    def _area(self, table: Table) -> Area:
        id_, name, basis = (table.text(key) for key in ("id", "name", "basis"))
        inside = self._known(table, "inside", self.areas)
        drawn, holds = self._drawn(table)
        holds = frozenset({id_, *holds})
        parts = table.words("parts")
        named = dict(self._named())
        if inside is not None:
            wide = self.areas[inside.id]
            self.areas[inside.id] = replace(wide, holds=wide.holds | holds)
        uncertain = table.number("uncertain km", 0.0)
        apart = self._apart(table, id_)
        return Area(id_, name, basis, drawn, uncertain, holds, parts, inside, apart, named)

    def _apart(self, table: Table, id_: str) -> frozenset[str]:
        """The areas with which one shares no ground; they are told of it too."""
        apart = frozenset(table.words("apart from"))
        for other in apart:
            if other not in self.areas:
                raise table.fault("apart from", f"names {other!r}, which is no area above")
            area = self.areas[other]
            self.areas[other] = replace(area, apart=area.apart | {id_})
        return apart

    def _named(self) -> Iterable[tuple[str, shapely.Geometry]]:
        plane = self.atlas.plane
        for id_, geometry in self.atlas.municipalities.items():
            yield id_, plane.drawn(geometry)
        for id_, area in self.areas.items():
            if area.geometry is not None:
                yield id_, area.geometry

    def _drawn(self, table: Table) -> tuple[shapely.Geometry | None, frozenset[str]]:
        """The geometry of one of five kinds, and the municipalities that are its own by definition."""
        plane = self.atlas.plane
        kinds = [
            k for k in ("outline", "municipalities", "beyond", "around", "not drawn") if k in table
        ]
        if len(kinds) != 1:
            raise table.wrong(
                f"area {table.text('id')!r} is drawn in {len(kinds)} ways",
                way_out="give one of: outline, municipalities, beyond, around, not drawn",
            )
        if kinds == ["not drawn"]:
            table.truth("not drawn")
            return None, frozenset()
        if kinds == ["outline"]:
            table.truth("outline")
            return plane.drawn(self.atlas.outline), frozenset(self.atlas.municipalities)
        if kinds == ["municipalities"]:
            mine = table.words("municipalities")
            for id_ in mine:
                if id_ not in self.atlas.municipalities:
                    raise table.fault("municipalities", f"names {id_!r}, which is no municipality")
            whole = shapely.union_all([plane.drawn(self.atlas.municipalities[m]) for m in mine])
            return whole, frozenset()
        return self._beside(table, kinds[0]), frozenset()

    def _beside(self, table: Table, kind: str) -> shapely.Geometry:
        other = self._known(table, kind, self.areas)
        if other is None or other.geometry is None:
            raise table.fault(kind, "names an area that is not drawn")
        wide = other.geometry.buffer(table.number("km"))
        return wide.difference(other.geometry) if kind == "beyond" else wide

    def _known(self, table: Table, key: str, known: Mapping[str, T]) -> T | None:
        id_ = table.text(key, "")
        if id_ and id_ not in known:
            names = ", ".join(known) or "nothing yet"
            raise table.fault(key, f"names {id_!r}, which is not known", f"known are: {names}")
        return known.get(id_)

    def _needed(self, table: Table, key: str, known: Mapping[str, T]) -> T:
        found = self._known(table, key, known)
        if found is None:
            raise table.wrong(f"has no {key!r}")
        return found

    # --- provisions ----------------------------------------------------------------------------

    def _provision(self, table: Table) -> None:
        id_ = table.text("id")
        if id_ in self.rules or id_ in self.told:
            raise table.fault("id", f"{id_!r} stands twice")
        first, last = self._when(table)
        common = {
            "id": id_,
            "instrument": self._needed(table, "instrument", self.instruments),
            "clause": table.text("clause"),
            "text": table.text("text"),
            "verified": table.truth("verified"),
            "basis": table.text("basis"),
            "first": first,
            "last": last,
            "where": self._needed(table, "where", self.areas),
        }
        if "not checked" in table:
            self.told[id_] = Told(**common, why_not=table.text("not checked"))  # type: ignore[arg-type]
        else:
            self.rules[id_] = self._rule(table, common)
        self._replaces(table, first)
        table.done()

    def _replaces(self, table: Table, first: str) -> None:
        """A provision that replaces others begins after they end."""
        for id_ in table.words("replaces"):
            before = self.rules.get(id_) or self.told.get(id_)
            if before is None:
                raise table.fault("replaces", f"names {id_!r}, which stands nowhere above")
            if before.last is None or last_day(before.last) >= first_day(first):
                raise table.fault("replaces", f"{id_!r}, which still binds on {first}: overlapping validity",
                                  "end it on the day before")  # fmt: skip

    def _when(self, table: Table) -> tuple[str, str | None]:
        when = table.table("when")
        first = when.day("from") if when else None
        if when is None or first is None:
            raise table.wrong("has no day `from` under 'when'")
        last = when.day("until")
        when.done()
        if last is not None and last_day(last) < first_day(first):
            raise when.fault("until", f"is before its 'from': {last}")
        return first, last

    def _rule(self, table: Table, common: Mapping[str, object]) -> Rule:
        what = table.text("what")
        kinds = vocabulary("observation_kinds").ids()
        if what not in kinds:
            raise table.fault(
                "what", f"is {what!r}, which cannot be checked", f"use {', '.join(kinds)}"
            )
        who = self._needed(table, "who", self.parties)
        return Rule(
            **common,  # type: ignore[arg-type]
            who=who,
            what=what,
            bound=self._bound(table, str(common["first"])),
            unless=tuple(self._exemption(t) for t in table.tables("unless")),
            after=tuple(self._party_of(table, id_) for id_ in table.words("after")),
            speaks_for=self._days(table),
            each=self._each(table, who),
            own=self._own(table),
            line=table.line,
        )

    def _each(self, table: Table, who: Party) -> bool:
        each = table.truth("each member")
        if each and (who.perhaps or not who.members):
            raise table.fault("each member", f"needs to know who belongs to {who.id!r} for certain")
        return each

    def _own(self, table: Table) -> OwnSectors | None:
        """The sectors of the pack, drawn: of a rule on each unit's own one."""
        told = table.table("outside own sector")
        if told is None:
            return None
        if not self.sectors:
            raise table.fault("outside own sector", "needs sectors, and the pack has none")
        uncertain = told.number("uncertain km")
        told.done()
        return OwnSectors(
            {s.id: self._sector(s, uncertain) for s in self.sectors.values()}, self.units
        )

    def _sector(self, sector: SectorGround, uncertain: float) -> Area:
        known = self.atlas.municipalities
        drawn = [self.atlas.plane.drawn(known[m]) for m in sector.municipalities if m in known]
        whole = shapely.union_all(drawn)
        holds = frozenset({sector.id, *sector.municipalities})
        return Area(sector.id, sector.name, "the pack's sectors", whole, uncertain, holds,
                    named=dict(self._named()))  # fmt: skip

    def _days(self, table: Table) -> int:
        raw = table.text("speaks for", "0 days").split()
        if len(raw) != 2 or not raw[0].isdecimal() or raw[1] not in ("day", "days"):
            raise table.fault(
                "speaks for", f"is no number of days: {' '.join(raw)}", "write `3 days`"
            )
        return int(raw[0])

    def _party_of(self, table: Table, id_: str) -> Party:
        if id_ not in self.parties:
            raise table.fault("after", f"names {id_!r}, which is no party")
        return self.parties[id_]

    def _bound(self, table: Table, begins: str) -> Bound:
        told = table.table("how many")
        if told is None:
            raise table.wrong("has no 'how many'", way_out="write {at most: 0, unit: persons}")
        least = "at least" in told
        if least == ("at most" in told):
            raise told.wrong("needs one of 'at most' and 'at least'")
        key = "at least" if least else "at most"
        number, unit = told.number(key), told.text("unit", "")
        if unit not in UNITS:
            raise told.fault(
                key, "is a number without a unit", f"add unit: {', '.join(sorted(UNITS))}"
            )
        share = told.text("share of", "") or None
        if share is not None and share not in vocabulary("observation_kinds").ids():
            raise told.fault("share of", f"is {share!r}, which is not observed")
        if share is not None and number > 1:
            raise told.fault(key, "is a share above 1")
        once, standing = told.day("once by"), told.truth("standing")
        if once is not None and (least or last_day(once) < first_day(begins)):
            raise told.fault("once by", f"goes with 'at most' and a day from {begins} on: {once}")
        if standing and (not least or share is not None):
            raise told.fault("standing", "goes with 'at least' a number that is no share")
        told.done()
        return Bound(number, unit, least, share, once, standing)

    def _exemption(self, table: Table) -> Exemption:
        made = Exemption(
            function=frozenset(table.words("function")),
            means=frozenset(table.words("means")),
            who=self._known(table, "who", self.parties),
            where=self._known(table, "where", self.areas),
            permitted_by=table.text("permitted by", "") or None,
            number=table.number("groups of at most") if "groups of at most" in table else None,
            first=table.day("from"),
            last=table.day("until"),
        )
        table.done()
        if made == Exemption():
            raise table.wrong("an exemption without any condition would lift the rule")
        return made


def _with_parts(area: Area, areas: Mapping[str, Area]) -> Area:
    for part in area.parts:
        if part not in areas:
            raise SettingsError(f"the area {area.id!r} has a part {part!r} that is not known")
    return area
