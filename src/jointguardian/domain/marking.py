"""The marking that a report, a claim or one field of a row carries."""

from dataclasses import dataclass

LEVELS = ("public", "internal", "restricted", "confidential")


@dataclass(frozen=True, slots=True)
class Marking:
    """Level, compartments (the viewer needs all) and releasable-to (the viewer needs one).

    An empty `releasable_to` means no limit by organisation.
    """

    level: str = "public"
    compartments: frozenset[str] = frozenset()
    releasable_to: frozenset[str] = frozenset()

    def __str__(self) -> str:
        extra = "".join(f" {c}" for c in sorted(self.compartments))
        to = f" REL {', '.join(sorted(self.releasable_to))}" if self.releasable_to else ""
        return f"{self.level.upper()}{extra}{to}"


PUBLIC = Marking()
