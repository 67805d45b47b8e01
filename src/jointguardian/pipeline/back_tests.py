"""Back-tests that an operation keeps, so that the room shows how good its warning was on a long series."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

import msgspec

from .. import __version__
from ..access import Viewer, require
from ..domain import KeptBackTest
from ..domain.ids import derived_id
from .operation import Operation
from .warn_backtest import BackTestAnswer


class BackTests:
    """One operation's back-tests. Rows are only ever added."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation

    def keep(
        self,
        viewer: Viewer,
        answer: BackTestAnswer,
        series: Path,
        format: str,  # noqa: A002 - the word that the command line uses too
        focus: Sequence[str],
        seed: int,
    ) -> KeptBackTest:
        """Keeps an answer with what it was asked of. Raises NotPermitted."""
        require(viewer, "draft")
        with series.open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
        at = self.operation.clock().astimezone(UTC).isoformat()
        made = KeptBackTest(
            id=derived_id("bt", digest, *focus, str(seed), at),
            series=series.name,
            sha256=digest,
            format=format,
            focus=tuple(focus),
            seed=seed,
            version=__version__,
            by=viewer.name,
            at=at,
            answer=msgspec.json.decode(msgspec.json.encode(answer)),
        )
        self.operation.record.add_facts("backtests", [made])
        return made

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[KeptBackTest, ...]:
        """Those that are kept, the newest first."""
        rows = self.operation.record.facts(viewer, "backtests", KeptBackTest, as_of)
        return tuple(sorted(rows, key=lambda b: b.at, reverse=True))
