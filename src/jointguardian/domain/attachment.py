"""A file that came with a report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """`name` as it came, without a path; `media_type` by the file's first bytes, never by its word.

    The bytes lie in the operation's folder under their `sha256`; `by` added it at `at` (ISO moment).
    """

    report: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    by: str
    at: str
