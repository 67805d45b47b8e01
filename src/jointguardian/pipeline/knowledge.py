"""What reading needs to know of the world, and reading a text without recording it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from ..domain import Judgement, Place, Reading, Rejected, Report, Span
from ..domain.dates import first_day
from ..errors import UnknownName
from ..geo import fold, load_gazetteer
from ..packs import load_pack, pack_names
from ..reading import BUILT_IN, Annotator, Knowledge, read
from ..sources import read_reports
from ..sources.language import spoken


@cache
def knowledge_of(pack: str) -> Knowledge:
    """The gazetteer with the actors of one pack."""
    return Knowledge(gazetteer=load_gazetteer(), actors=load_pack(pack).actors)


@cache
def default_knowledge() -> Knowledge:
    """The gazetteer with the actors of every pack that ships: for texts outside an operation."""
    actors = {a.id: a for name in pack_names() for a in load_pack(name).actors}
    return Knowledge(gazetteer=load_gazetteer(), actors=tuple(actors.values()))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What corrections taught: names of actors and of places, folded, with the id each stands for."""

    actors: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()


def dictionary(judgements: Iterable[Judgement]) -> Dictionary:
    """The entries of all corrections; of two about one name the later holds."""
    found: dict[str, dict[str, tuple[str, str]]] = {"actor": {}, "place": {}}
    for judgement in judgements:
        for kind, entries in found.items():
            alias = judgement.body.get(f"alias.{kind}")
            id_ = judgement.body.get(f"stands_for.{kind}")
            if isinstance(alias, str) and isinstance(id_, str):
                entries[fold(alias)] = (alias, id_)
    return Dictionary(tuple(found["actor"].values()), tuple(found["place"].values()))


def taught(knowledge: Knowledge, entries: Dictionary) -> Knowledge:
    """The knowledge with the dictionary's names: actors' further aliases, places read first."""
    if entries == Dictionary():
        return knowledge
    more: dict[str, list[str]] = {}
    for alias, id_ in entries.actors:
        more.setdefault(id_, []).append(alias)
    actors = tuple(
        replace(a, aliases=(*a.aliases, *more[a.id])) if a.id in more else a
        for a in knowledge.actors
    )
    places = {fold(alias): place for alias, id_ in entries.places if (place := _place(id_))}
    gazetteer = TaughtPlaces(knowledge.gazetteer, places) if places else knowledge.gazetteer
    return replace(knowledge, actors=actors, gazetteer=gazetteer)


def _place(id_: str) -> Place | None:
    try:
        return load_gazetteer().place(id_)
    except UnknownName:
        return None


@dataclass(frozen=True)
class TaughtPlaces:
    """A gazetteer that puts the place first which a person said that a name means."""

    base: Any
    names: Mapping[str, Place]

    def scan(self, text: str) -> tuple[tuple[Span, tuple[Place, ...]], ...]:
        """As the gazetteer's, the taught place before the other candidates of its name."""
        return tuple(
            (span, self._first(span.of(text), found)) for span, found in self.base.scan(text)
        )

    def lookup(self, name: str) -> tuple[Place, ...]:
        """As the gazetteer's."""
        return self._first(name, self.base.lookup(name))

    def _first(self, name: str, found: tuple[Place, ...]) -> tuple[Place, ...]:
        own = self.names.get(fold(name))
        return found if own is None else (own, *(p for p in found if p.id != own.id))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.base, name)


def day_of(published: str | None) -> date | None:
    """The day of publication from an ISO partial date or date-time; None when unknown."""
    return first_day(published[:10]) if published else None


def read_report(report: Report, knowledge: Knowledge, annotator: Annotator = BUILT_IN) -> Reading:
    """Events, claims, figures and places of one report."""
    return read(
        report.text,
        published=day_of(report.published),
        source=report.source,
        report_id=report.id,
        language=report.language,
        knowledge=knowledge,
        annotator=annotator,
    )


def read_text(
    text: str,
    *,
    published: str | None,
    source: str | None,
    annotator: Annotator = BUILT_IN,
) -> Reading:
    """One text read and nothing recorded: nothing is sealed, since it is the user's own text."""
    return read(
        text,
        published=day_of(published),
        source=source,
        language=spoken(None, text),
        knowledge=default_knowledge(),
        annotator=annotator,
    )


def read_file(
    path: str,
    *,
    published: str | None,
    source: str | None,
    annotator: Annotator = BUILT_IN,
) -> Iterator[tuple[Report, Reading] | Rejected]:
    """Each report of a file read, in order; the report's own id stands in its reading.

    A row whose date is none is told of, and read without it: here nothing is recorded.
    """
    knowledge = default_knowledge()
    for row in read_reports(
        path,
        source=source,
        published=published,
        received=datetime.now(UTC),
        undated_ok=True,
    ):
        if isinstance(row, Rejected):
            yield row
        else:
            yield (
                row,
                read(
                    row.text,
                    published=day_of(row.published),
                    source=row.source,
                    report_id=row.native_id,
                    language=row.language,
                    knowledge=knowledge,
                    annotator=annotator,
                ),
            )
