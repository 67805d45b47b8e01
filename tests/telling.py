"""Small told reports of our own making, built by hand so that fusion is tested without a reader."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from jointguardian.domain import (
    ActorMention,
    Casualty,
    Claim,
    Event,
    PlaceMention,
    Reading,
    Report,
    ReportHeader,
    Source,
    Span,
)
from jointguardian.fusion import Told

ZVECAN = PlaceMention("Zvecan", "Zvecan", "XK", 42.907, 20.84, "xk-1", "settlement", None, "zvecan")
PRIZREN = PlaceMention(
    "Prizren", "Prizren", "XK", 42.213, 20.741, "xk-2", "settlement", None, "prizren"
)
NORTH = PlaceMention("northern Kosovo", "northern Kosovo", "XK", 43.0, 20.8, None, "region")


def make_told(
    rid: str,
    text: str,
    *,
    kind: str = "assault",
    day: str | None = "2023-05-29",
    place: PlaceMention | None = ZVECAN,
    actors: tuple[str, ...] = ("Serb protesters",),
    recipients: tuple[str, ...] = ("KFOR",),
    rows: tuple[tuple[object, ...], ...] = (),
    claims: tuple[tuple[object, ...], ...] = (),
    source: str | None = None,
    hours: int = 0,
    status: str = "happened",
    reliability: str = "C",
) -> Told:
    """One report with one event; `rows` are (kind, who, n, qualifier, counted_by).

    `claims` are (speaker, stance, targets, words of the content).
    """
    name = source or f"Outlet {rid}"
    received = datetime(2023, 5, 29, 18, tzinfo=UTC) + timedelta(hours=hours)
    report = Report(
        id=rid, source=name, text=text, sha256=sha256(text.encode()).hexdigest(),
        received=received, published=received.date().isoformat(),
    )  # fmt: skip
    casualties = tuple(_casualty(*row) for row in rows)  # type: ignore[arg-type]
    event = Event(
        f"e_{rid}", kind, None, status, tuple(map(ActorMention, actors)),
        tuple(map(ActorMention, recipients)), day, day, "day" if day else "none",
        (place,) if place else (), casualties, (), None, Span(0, len(text)), 0.9,
    )  # fmt: skip
    made = tuple(_claim(rid, n, text, *c) for n, c in enumerate(claims))  # type: ignore[arg-type]
    header = ReportHeader(rid, name, report.published, "en", report.sha256)
    return Told(
        report,
        Reading(header, (event,), made, (), (place,) if place else ()),
        Source(name, name, reliability=reliability),
    )


def _casualty(
    kind: str, who: str, n: int, qualifier: str | None = None, by: str | None = None
) -> Casualty:
    return Casualty(kind, who, n, n, n, qualifier, by)


def _claim(
    rid: str, n: int, text: str, speaker: str | None, stance: str, targets: tuple[str, ...],
    words: str,
) -> Claim:  # fmt: skip
    start = text.index(words)
    span = Span(start, start + len(words))
    return Claim(
        f"c_{rid}_{n}", speaker, None, "said", stance, targets, None, False, span, span, 0.9
    )
