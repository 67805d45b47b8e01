"""What the tests of the watch stand on: told reports, fused, as known at a moment."""

from jointguardian.domain import Municipality
from jointguardian.fusion import Incidents, Told
from jointguardian.picture.model import Known
from telling import make_told

ZVECAN_TOWN = Municipality(
    "zvecan", "Zvecan", {"sq": "Zveçan", "sr-Latn": "Zvečan"}, 42.9, 20.8, 120, 16_000, 2011,
    "Serbs", "own", True,
)  # fmt: skip


def known_of(*told: Told) -> Known:
    """Everything that these reports tell, fused."""
    index = Incidents()
    index.take(told)
    latest = max(t.report.received for t in told)
    return Known(
        "Test",
        latest,
        reports=tuple(t.report for t in told),
        readings=tuple(t.reading for t in told),
        incidents=index.incidents(),
        sources=tuple(t.source for t in told),
        municipalities=(ZVECAN_TOWN,),
    )


def clash(rid: str, n: int, *, hours: int = 0, source: str | None = None) -> Told:
    """One account of the clash in Zvecan with `n` injured of KFOR."""
    return make_told(
        rid,
        f"{n} KFOR soldiers were injured in a clash with protesters in Zvecan.",
        rows=(("injured", "KFOR soldiers", n, None, "KFOR"),),
        hours=hours,
        source=source,
    )
