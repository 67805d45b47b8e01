"""The canonical form of rows and moments: what is hashed, and how time is stored."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from ..errors import InputError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ROWS = msgspec.json.Encoder()
_SORTED = msgspec.json.Encoder(order="deterministic")


def micros(moment: datetime) -> int:
    """Microseconds since 1970 UTC, exactly. Raises InputError for a moment without a zone."""
    if moment.tzinfo is None:
        raise InputError(f"{moment} has no time zone", way_out="give an aware moment, e.g. in UTC")
    return (moment - EPOCH) // _MICROSECOND


def moment(stored: int) -> datetime:
    """The aware UTC moment of stored microseconds."""
    return EPOCH + stored * _MICROSECOND


def json_text(value: object) -> str:
    """Canonical JSON: keys and sets sorted; equal values give equal texts."""
    return _SORTED.encode(value).decode()


def sha256_of(*parts: str | int | None) -> str:
    """One digest over several parts, unambiguous about where each ends."""
    return hashlib.sha256(_ROWS.encode(parts)).hexdigest()


class RowsDigest:
    """A running SHA-256 over rows as the database holds them: one JSON array per line.

    Integers, floats, texts, bytes and nulls stay distinguishable (1, 1.0, "1", null).
    """

    __slots__ = ("_hash", "count", "first", "last")

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.count, self.first, self.last = 0, 0, 0

    def add(self, rows: Sequence[Sequence[object]]) -> None:
        """`rows` in order of their number, which is each row's first value."""
        if rows:
            self._hash.update(_ROWS.encode_lines(rows))
            self.first = self.first or int(str(rows[0][0]))
            self.last = int(str(rows[-1][0]))
            self.count += len(rows)

    def summary(self) -> list[int | str]:
        """`[count, first number, last number, digest]`, as it stands in the link."""
        return [self.count, self.first, self.last, self._hash.hexdigest()]


def storable(texts: Iterable[str | None], where: str) -> None:
    """Raises InputError for text that no database keeps: NUL characters and lone surrogates."""
    for text in texts:
        if text is None:
            continue
        if "\0" in text:
            raise InputError("the text holds a NUL character", where=where)
        try:
            text.encode()
        except UnicodeEncodeError as fault:
            raise InputError(
                f"the text is not valid Unicode ({fault.reason})", where=where
            ) from fault
