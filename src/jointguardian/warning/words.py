"""Signs out of what is said, and how hostility is answered."""

from collections.abc import Iterator
from datetime import timedelta

from ..domain import Claim, Reading
from ..domain.dates import first_day
from .deeds import HAPPENED, pairs
from .evidence import Evidence
from .severity import kind_weight
from .signs import Sign

STANCES = {
    "threatens": kind_weight("threaten"),
    "accuses": kind_weight("accuse"),
    "blames": kind_weight("accuse"),
    "condemns": kind_weight("accuse"),
    "warns": kind_weight("accuse"),
}
"""Hostile stances with the weight of the event type that the same words make."""
ANSWERED = timedelta(days=7)
"""Within how long a deed back counts as an answer. Own choice: the week of the index's half-life."""


def hostile_claims(evidence: Evidence) -> Iterator[Sign]:
    """Threats, warnings, blame and accusations; the same speaker's same stance counts once a day."""
    seen = set[tuple[object, ...]]()
    for reading in evidence.readings:
        published = reading.report.published
        if published is None:
            continue
        known = first_day(published[:10])
        for claim in reading.claims:
            key = (claim.speaker_id or claim.speaker or reading.report.source, claim.stance, known)
            if claim.stance in STANCES and known <= evidence.day and key not in seen:
                seen.add(key)
                yield _sign(claim, reading, known.isoformat())


def _sign(claim: Claim, reading: Reading, published: str) -> Sign:
    known = first_day(published)
    told = claim.date if claim.date and len(claim.date) == len(published) else published
    who = claim.speaker or reading.report.source or "a publisher"
    about = f" {', '.join(claim.targets)}" if claim.targets else ""
    return Sign(
        indicator="hostile-claims",
        day=min(first_day(told), known),
        known=known,
        weight=STANCES[claim.stance],
        ref=claim.id,
        why=f"{told}: {who} {claim.stance}{about}",
        places=tuple(dict.fromkeys(p.municipality for p in reading.places if p.municipality)),
        reports=(reading.report.id,) if reading.report.id else (),
    )


def answered(evidence: Evidence, days: int) -> tuple[int, int]:
    """Hostile deeds between two known actors in some days, and how many answer one the other way.

    A deed answers when its target did one to its actor that day or in the week before.
    """
    deeds = sorted(
        {
            (first_day(e.start), *pair)
            for r in evidence.readings
            for e in r.events
            if e.start and len(e.start) == len("2023-05-29") and e.status in HAPPENED
            if kind_weight(e.type, e.mode) > 0 and first_day(e.start) <= evidence.day
            for pair in pairs(e)
        }
    )
    first = evidence.day - timedelta(days=days - 1)
    recent = [d for d in deeds if d[0] >= first]
    back = [
        d
        for d in recent
        if any(o[1:] == d[:0:-1] and d[0] - ANSWERED <= o[0] <= d[0] for o in deeds)
    ]
    return len(recent), len(back)
