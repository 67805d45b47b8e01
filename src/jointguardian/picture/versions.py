"""Rival versions side by side: a column for each independent origin, a row for each question.

Nothing is weighed: a cell says what one origin tells, how many others tell the same, and what it
updates or rivals. Only a person chooses the figure to brief.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..domain import ActorMention, Claim, Event, Incident, Member, Span
from .model import Account, IncidentPage, Known
from .sight import Period, Sight
from .wording import group_words

BLAMING = frozenset({"accuses", "blames"})


@dataclass(frozen=True, slots=True)
class Column:
    """One independent origin: the sources that carry its words, each with its own letter."""

    origin: str
    sources: tuple[str, ...]
    letters: tuple[str, ...]
    reports: tuple[str, ...]
    invented: bool


@dataclass(frozen=True, slots=True)
class Version:
    """What one report says to one question, with its words. `note` is the relation of a count.

    `count` is the count's index in the incident, where it is one.
    """

    text: str
    report: str
    source: str
    span: Span | None
    note: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """An origin's answers, each told once, and in words how they stand to the other origins'."""

    told: tuple[Version, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One question. `state`: equal, differs, rivals, updates, or one (a single origin tells it)."""

    key: str
    label: str
    state: str
    cells: tuple[Cell, ...]
    kind: str = ""
    group: str = ""
    chosen: int | None = None


@dataclass(frozen=True, slots=True)
class Versions:
    """The whole table of an incident."""

    incident: Incident
    columns: tuple[Column, ...]
    rows: tuple[VersionRow, ...]

    @property
    def differing(self) -> tuple[VersionRow, ...]:
        """The rows in which origins do not say the same."""
        return tuple(r for r in self.rows if r.state not in ("equal", "one"))

    @property
    def folded(self) -> tuple[VersionRow, ...]:
        """The rows in which all who tell it agree, or one alone tells it."""
        return tuple(r for r in self.rows if r.state in ("equal", "one"))


def versions(known: Known, page: IncidentPage) -> Versions:
    """The table of an incident's page."""
    incident = page.incident
    accounts = {a.line.id: a for a in page.accounts}
    columns = _columns([m for m in incident.members if m.report in accounts], accounts)
    sight = Sight(known, Period(None, "9999-12-31"), None)
    events = {
        m.report: [e for e in sight.readings[m.report].events if e.id in m.events]
        for m in incident.members
        if m.report in accounts
    }
    rows = [_asked(k, label, columns, _answers(k, events, accounts)) for k, label in _QUESTIONS]
    rows[3:3] = list(_count_rows(incident, columns, accounts))
    return Versions(incident, columns, tuple(r for r in rows if any(c.told for c in r.cells)))


_QUESTIONS = (
    ("when", "When"),
    ("where", "Where"),
    ("who", "Who did what to whom"),
    ("means", "Means"),
    ("blame", "Who is blamed, and by whom"),
)


def _columns(members: Sequence[Member], accounts: dict[str, Account]) -> tuple[Column, ...]:
    origins: dict[str, list[Member]] = {}
    for member in members:
        origins.setdefault(member.origin, []).append(member)
    return tuple(_column(origin, rows, accounts) for origin, rows in origins.items())


def _column(origin: str, rows: Sequence[Member], accounts: dict[str, Account]) -> Column:
    letters = {m.source: m.grade.reliability for m in rows}
    return Column(
        origin=origin,
        sources=tuple(letters),
        letters=tuple(letters.values()),
        reports=tuple(m.report for m in rows),
        invented=all(accounts[m.report].line.invented for m in rows),
    )


def _answers(
    key: str, events: dict[str, list[Event]], accounts: dict[str, Account]
) -> Iterator[Version]:
    for report, account in accounts.items():
        source = account.line.source
        if key == "blame":
            for line in account.claims:
                if line.claim.stance in BLAMING:
                    yield Version(_blame(line.claim), report, source, line.claim.content_span)
            continue
        for event in events.get(report, ()):
            for text in _TEXTS[key](event):
                yield Version(text, report, source, event.span)


def _blame(claim: Claim) -> str:
    whom = ", ".join(claim.targets) or "somebody"
    return f"{claim.speaker or 'the publisher'} {claim.stance} {whom}"


def _when(event: Event) -> Iterable[str]:
    if event.start:
        same = event.end in (None, event.start)
        yield event.start if same else f"{event.start} to {event.end}"


def _where(event: Event) -> Iterable[str]:
    return [p.name for p in event.places]


def _who(event: Event) -> Iterable[str]:
    if event.actors or event.recipients:
        whom = f" → {_names(event.recipients)}" if event.recipients else ""
        yield f"{_names(event.actors) or 'somebody'}: {event.type.replace('-', ' ')}{whom}"


def _names(rows: Iterable[ActorMention]) -> str:
    return ", ".join(dict.fromkeys(a.text for a in rows))


def _means(event: Event) -> Iterable[str]:
    return event.means


_TEXTS = {"when": _when, "where": _where, "who": _who, "means": _means}


def _asked(
    key: str, label: str, columns: Sequence[Column], answers: Iterable[Version]
) -> VersionRow:
    by_report: dict[str, list[Version]] = {}
    for one in answers:
        by_report.setdefault(one.report, []).append(one)
    told = [_once(v for r in c.reports for v in by_report.get(r, ())) for c in columns]
    cells = _cells(told)
    return VersionRow(key, label, _state(told), cells)


def _once(rows: Iterable[Version]) -> tuple[Version, ...]:
    """Each answer once, the newest words last."""
    return tuple({v.text.casefold(): v for v in rows}.values())


def _cells(told: Sequence[tuple[Version, ...]]) -> tuple[Cell, ...]:
    sets = [frozenset(v.text.casefold() for v in rows) for rows in told]
    tellers = sum(1 for s in sets if s)
    same = Counter(s for s in sets if s)
    return tuple(
        Cell(rows, _verdict(same[s], tellers) if s else "does not tell")
        for rows, s in zip(told, sets, strict=True)
    )


def _verdict(same: int, tellers: int) -> str:
    """In words, how many of the origins that answer say exactly this."""
    if tellers == 1:
        return "the only one to tell it"
    if same == tellers:
        return "as all others"
    return "differs from all others" if same == 1 else f"as {same - 1} of {tellers - 1} others"


def _state(told: Sequence[tuple[Version, ...]]) -> str:
    sets = {frozenset(v.text.casefold() for v in rows) for rows in told if rows}
    if sum(1 for rows in told if rows) < 2:
        return "one"
    return "equal" if len(sets) == 1 else "differs"


def _count_rows(
    incident: Incident, columns: Sequence[Column], accounts: dict[str, Account]
) -> Iterator[VersionRow]:
    groups: dict[tuple[str, str], list[int]] = {}
    for n, count in enumerate(incident.counts):
        if count.report in accounts and not _own_part(incident, n):
            groups.setdefault((count.kind, count.group or count.who), []).append(n)
    for (kind, group), rows in sorted(groups.items(), key=lambda g: (g[0][0] != "killed", g[0])):
        answers = [_counted(incident, n, accounts) for n in rows]
        label = f"{kind.replace('-', ' ').capitalize()}: {group_words(group)}"
        made = _asked(f"{kind}/{group}", label, columns, answers)
        relations = {incident.counts[n].relation for n in rows}
        state = next((r for r in ("rivals", "updates") if r in relations), made.state)
        chosen = next((n for n in rows if incident.counts[n].chosen_by), None)
        yield VersionRow(made.key, label, state, made.cells, kind, group, chosen)


def _own_part(incident: Incident, index: int) -> bool:
    """Whether a count is of a part of its own group ("two of them badly")."""
    part = incident.counts[index].part_of
    return part is not None and incident.counts[part].group == incident.counts[index].group


def _counted(incident: Incident, index: int, accounts: dict[str, Account]) -> Version:
    count = incident.counts[index]
    by = f", counted by {count.counted_by}" if count.counted_by else ""
    text = f"{count.qualifier} {count.n}{by}" if count.qualifier else f"{count.n}{by}"
    note = ""
    if count.relation in ("rivals", "updates") and count.to is not None:
        other = incident.counts[count.to]
        whose = (
            other.counted_by or accounts[other.report].line.source
            if other.report in accounts
            else other.counted_by
        )
        note = f"{count.relation} {other.n}" + (f" ({whose})" if whose else "")
    source = accounts[count.report].line.source
    return Version(text, count.report, source, count.span, note, index)
