"""An operation: a folder with `guardian.toml` and a record, and what it knows of its country."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from ..access import LOCAL
from ..errors import InputError
from ..geo import MunicipalityIndex
from ..packs import Pack, load_pack
from ..reading import Annotator, Knowledge
from ..record import Record
from ..settings import FILE_NAME, Settings, load_settings, write_settings
from .annotators import annotator_of
from .force_facts import add_force_facts
from .knowledge import default_knowledge, dictionary, knowledge_of, taught
from .mandate_facts import add_mandate_facts

FACT_KINDS = (
    "strengths",
    "reserves",
    "camps",
    "sectors",
    "movements",
    "municipalities",
)
"""What a pack states as dated facts, and under which name the record keeps it."""


def utc_now() -> datetime:
    """The clock of the edge."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Operation:
    """An open operation. Close it, or use it in a `with`."""

    folder: Path
    settings: Settings
    record: Record
    pack: Pack | None = None
    clock: Callable[[], datetime] = field(default=utc_now)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.record.close()

    @property
    def knowledge(self) -> Knowledge:
        """What reading knows here: the pack's actors, and the names that people corrected."""
        base = knowledge_of(self.pack.name) if self.pack else default_knowledge()
        return taught(base, dictionary(self.record.judgements(LOCAL)))

    @cached_property
    def annotator(self) -> Annotator:
        """Who reads the reports: the settings' annotator. Raises UnknownName, NotPermitted."""
        return annotator_of(
            self.settings.annotator,
            url=self.settings.model_url,
            elsewhere=self.settings.model_elsewhere,
            cache=self.folder / "model-answers",
        )

    @property
    def municipality_index(self) -> MunicipalityIndex | None:
        """The municipalities' polygons, if the operation has any."""
        raw = self.pack.municipality_polygons if self.pack else None
        return MunicipalityIndex.from_geojson(raw) if raw else None


def record_url(folder: Path, settings: Settings) -> str:
    """Where the record is: the setting, or `record.db` in the operation's folder."""
    return settings.record_url or f"sqlite:///{(folder / 'record.db').resolve()}"


def create_operation(
    folder: Path, *, pack: str | None = None, title: str | None = None
) -> Operation:
    """Makes a new operation, with the facts and sources of its pack (its reports are ingested apart).

    The settings are written last: a folder without them was not finished and is no operation.
    Raises InputError when the folder already holds one, or cannot be written.
    """
    if (folder / FILE_NAME).exists():
        raise InputError(
            "an operation is already there", where=str(folder), way_out="choose another folder"
        )
    loaded = load_pack(pack) if pack else None
    settings = Settings(
        title=title or (loaded.title if loaded else folder.resolve().name),
        pack=pack,
        replay=loaded.replay if loaded else False,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        operation = Operation(folder, settings, Record.create(record_url(folder, settings)), loaded)
        if loaded:
            _add_facts(operation, loaded)
        write_settings(folder, settings)
    except OSError as fault:
        raise InputError(f"cannot be written: {fault.strerror}", where=str(folder)) from fault
    return operation


def open_operation(folder: Path) -> Operation:
    """Opens the operation in `folder`. Raises SettingsError when it is none."""
    settings = load_settings(folder)
    record = Record.open(record_url(folder, settings))
    return Operation(folder, settings, record, load_pack(settings.pack) if settings.pack else None)


def _add_facts(operation: Operation, pack: Pack) -> None:
    operation.record.add_sources(pack.sources)
    for kind in FACT_KINDS:
        operation.record.add_facts(kind, getattr(pack, kind))
    add_force_facts(operation.record, pack)
    add_mandate_facts(operation.record, pack)
