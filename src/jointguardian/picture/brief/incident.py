"""One incident: who told what and when, rival counts, and what nobody has told."""

from collections.abc import Iterator, Sequence

from ...domain import Count, Incident
from ...domain.dates import format_dtg
from ..model import Account
from ..wording import day_words, group_words, guarded, quoted
from . import refs
from .material import Material
from .sections import claim_words
from .tree import Item, Note, Row, Sentence, Table

CASUALTIES = ("killed", "injured", "missing")


def accounts(material: Material) -> Sequence[Item]:
    """Each report's words in the order in which they became known."""
    rows = tuple(_account(a) for a in material.accounts)
    if not rows:
        return [Note("No account is known at this time.")]
    columns = ("Known at", "Published", "Source", "Source A–F", "Information 1–6", "In its words")
    return [Table(columns, rows)]


def _account(account: Account) -> Row:
    line = account.line
    words = " … ".join(quoted(text, 200) for _, text in account.quotes[:2]) or "(no words)"
    cells = (
        format_dtg(line.received),
        day_words(line.published[:10]) if line.published else "not dated",
        f"{line.source} (invented)" if line.invented else line.source,
        account.grade.reliability,
        account.grade.credibility + (" (proposed)" if account.grade.proposed else ""),
        words,
    )
    return Row(cells, refs.of_reports([line.id]), f"account-{line.id}")


def counts(material: Material) -> Sequence[Item]:
    """Every count as told, with how it stands to the others."""
    rows = tuple(_count(i, n) for i in material.picture.incidents for n in range(len(i.counts)))
    if not rows:
        return [Note("No count is told.")]
    return [Table(("Who", "Number", "Counted by", "Said on", "Stands to the others"), rows)]


def _count(incident: Incident, n: int) -> Row:
    count = incident.counts[n]
    number = f"{count.qualifier + ' ' if count.qualifier else ''}{count.n:,} {count.kind}"
    cells = (
        group_words(count.group or count.who),
        number,
        guarded(count.counted_by) if count.counted_by else "not told",
        day_words(count.as_of) if count.as_of else "not dated",
        _relation(incident, count),
    )
    return Row(cells, refs.of_counts(incident, [count]), f"count-{incident.id}-{n}")


def _relation(incident: Incident, count: Count) -> str:
    if count.relation is None or count.to is None:
        return "first told"
    other = incident.counts[count.to]
    by = f" by {guarded(other.counted_by)}" if other.counted_by else ""
    words = {"same": "the same as", "updates": "updates", "rivals": "rivals"}
    return f"{words.get(count.relation, count.relation)} {other.n:,}{by}"


def incident_claims(material: Material) -> Sequence[Item]:
    """What was said about the incident, each with its speaker."""
    lines = [c for a in material.accounts for c in a.claims]
    said: list[Item] = [Sentence(claim_words(c), refs.of_claim(c)) for c in lines[:24]]
    return said or [Note("No claim about it is known at this time.")]


def unknown(material: Material) -> Sequence[Item]:
    """What no report has told, what only one line of origin tells, what is disputed."""
    found = [Note(text) for i in material.picture.incidents for text in _open(i, material)]
    none = Note("Nothing that this page asks for is missing; that is not the same as certain.")
    return found or [none]


def _open(incident: Incident, material: Material) -> Iterator[str]:
    lines = material.events.get(incident.id, [])
    if incident.start is None or len(incident.start) < 10:
        yield f"{incident.what}: the day is not told."
    else:
        yield f"{incident.what}: the hour is not told in a form that could be read."
    if not any(line.event.actors for line in lines):
        yield f"{incident.what}: no report says who did it."
    told = {c.kind for c in incident.counts}
    missing = [k for k in CASUALTIES if k not in told]
    if missing:
        yield f"{incident.what}: no report counts the {', '.join(missing)}."
    if not any(p.lat is not None for p in incident.places):
        yield f"{incident.what}: the place is not located."
    if incident.independent_origins < 2:
        yield f"{incident.what}: it rests on one line of origin only."
    if incident.contradictions:
        yield f"{incident.what}: {len(incident.contradictions)} points are disputed, see the rival versions."


def sealed(material: Material) -> Sequence[Item]:
    """That no name of a casualty stands in the product."""
    return [Note("Names of persons are sealed and never stand in this notice; "
                 "next of kin are told by the nation concerned.")]  # fmt: skip
