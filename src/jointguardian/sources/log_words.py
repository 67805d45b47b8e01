"""The words by which a mission's log is understood, as data: `log_words.yaml`."""

from functools import cache
from importlib.resources import files

import msgspec
import yaml

from ..domain.vocab import vocabulary
from ..geo import fold
from .crosswalk import crosswalk


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Folded words: of headers, of groups of people, of types and statuses, of nothing, of months."""

    headers: dict[str, tuple[str, ...]]
    who: dict[str, tuple[str, ...]]
    types: dict[str, tuple[str, ...]]
    statuses: dict[str, tuple[str, ...]]
    nothing: tuple[str, ...]
    unknown: tuple[str, ...]
    months: dict[str, int]


@cache
def words() -> Words:
    """The list, read once."""
    raw = files(__package__).joinpath("log_words.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(raw), Words)


@cache
def nothing() -> frozenset[str]:
    """How logs write that there is nothing to say."""
    return frozenset(words().nothing)


@cache
def unknown() -> frozenset[str]:
    """How logs write that a number is not known."""
    return frozenset(words().unknown)


def suggested_type(word: str) -> str | None:
    """The PLOVER type, with its mode where one is meant, that a log's word most likely stands for."""
    return _known(fold(word), _types()) or _within(fold(word), _types())


def suggested_status(word: str) -> str | None:
    """The status that a log's word most likely stands for."""
    return _known(fold(word), _statuses()) or _within(fold(word), _statuses())


def _known(key: str, table: dict[str, str]) -> str | None:
    return table.get(key) or (table.get(key[:-1]) if key.endswith("s") else None)


def _within(key: str, table: dict[str, str]) -> str | None:
    """The longest known words that stand in the key as whole words."""
    padded = f" {key} "
    found = [w for w in table if len(w) > 3 and f" {w} " in padded]
    return table[max(found, key=len)] if found else None


@cache
def _types() -> dict[str, str]:
    """Our words, then ACLED's sub-event types, then PLOVER's own."""
    own = {word: type_ for type_, all_ in words().types.items() for word in all_}
    acled = {fold(code): t for code, t in crosswalk("acled").types.items() if t}
    plover = {fold(x): t.id for t in vocabulary("event_types").terms for x in (t.id, t.label)}
    return {**acled, **own, **plover}


@cache
def _statuses() -> dict[str, str]:
    own = {word: status for status, all_ in words().statuses.items() for word in all_}
    return own | {fold(t.id): t.id for t in vocabulary("statuses").terms}
