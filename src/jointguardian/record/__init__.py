"""The record: append-only tables, as-of reads, one policy, sealed names and an audit chain."""

from .record import Record
from .values import (
    Added,
    Head,
    Hit,
    Sealed,
    Secret,
    SeriesAdded,
    SeriesCount,
    Verification,
)

__all__ = [
    "Added", "Head", "Hit", "Record", "Sealed", "Secret", "SeriesAdded", "SeriesCount",
    "Verification",
]  # fmt: skip
