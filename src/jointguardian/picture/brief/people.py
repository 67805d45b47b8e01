"""People: who was hurt besides the forces, who left or came back."""

import re
from collections.abc import Sequence
from datetime import timedelta

from ...domain.dates import first_day
from ..ranges import in_words, spreads
from ..wording import day_words, guarded
from . import refs
from .material import Material
from .tree import Item, Note, Row, Sentence, Table

FORCES = re.compile(
    r"\b(KFOR|NATO|soldiers?|troops?|peacekeepers?|police(?:men|man)?|officers?|army|military|forces?|"
    r"gendarmes?|guards?|gunmen|fighters?|militants?|insurgents?)\b",
    re.IGNORECASE,
)
"""Groups that bear arms; everybody else counts as civilian here."""
HARM = ("killed", "injured", "missing", "detained", "displaced")
RECENT = timedelta(days=30)
MOST = 12


def civilians(material: Material) -> Sequence[Item]:
    """Each incident in which people other than armed forces are counted as harmed."""
    items: list[Item] = []
    for incident in material.picture.incidents:
        rows = [
            s
            for s in spreads(incident)
            if s.kind in HARM and s.high > 0 and not FORCES.search(s.group)
        ]
        if rows:
            counts = "; ".join(guarded(in_words(s)) for s in rows)
            resting = refs.of_counts(incident, (incident.counts[n] for s in rows for n in s.counts))
            text = f"{incident.what} ({material.where(incident) or 'place not told'}): {counts}."
            items.append(Sentence(text, resting, f"harm-{incident.id}"))
    none = "No report known at this time counts civilians harmed in the period. That is not the same as none."
    return items or [Note(none)]


def movements(material: Material) -> Sequence[Item]:
    """The movements of people told of the last 30 days, as totals or for their own day."""
    last = first_day(material.picture.until)
    rows = [m for m in material.picture.movements if last - first_day(m.date) <= RECENT]
    rows = sorted(rows, key=lambda m: (m.date, m.place), reverse=True)[:MOST]
    made = tuple(
        Row(
            (
                day_words(m.date),
                m.place,
                m.who,
                m.kind,
                f"{m.persons:,}" if m.persons else (m.qualifier or "not known"),
                "total to date" if m.cumulative else "that day",
            ),
            refs.of_fact(m.source),
            f"moved-{n}",
        )
        for n, m in enumerate(rows)
    )
    if not made:
        return [Note("No movement of people is known of the 30 days before. "
                     "That is not the same as none.")]  # fmt: skip
    return [Table(("Date", "Place", "Who", "Kind", "Persons", "Counted"), made)]


def projections(material: Material) -> Sequence[Item]:
    """Where people are expected to be, from the projections kept for these days; each with its interval and its caution."""
    items: list[Item] = []
    for kept in material.projections:
        resting = refs.of_fact(f"{kept.title}: scenario {kept.scenario}, projection {kept.id}")
        items.append(
            Table(
                ("Refuge", "Country", "People", "90 % interval", f"On {day_words(kept.until)}"),
                tuple(
                    Row(
                        (
                            r.refuge,
                            r.country,
                            f"{r.people:,.0f}",
                            f"{r.low:,.0f} to {r.high:,.0f}",
                            "projected",
                        ),
                        resting,
                    )
                    for r in kept.refuges
                ),
            )
        )
        changes = f", with {'; '.join(kept.changes)}" if kept.changes else ""
        items.append(Note(f"{kept.title}{changes}: {' '.join(guarded(w) for w in kept.words)}"))
    return items
