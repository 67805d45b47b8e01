"""Everything known as of a moment, joined into one picture of a period; pure."""

import re
import unicodedata
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace
from datetime import timedelta

from ..domain import (
    Event,
    Figure,
    Incident,
    Movement,
    Municipality,
    Report,
    Reserve,
    Source,
    Strength,
    TensionLevel,
)
from ..domain.dates import first_day, last_day
from ..errors import UnknownName
from .board import EVER, positions_board
from .changes import changes
from .lines import all_claims, report_line
from .lookups import report_order, told_day
from .model import (
    ClaimLine,
    Coverage,
    EventLine,
    FigureLine,
    Followed,
    Known,
    Picture,
    Tension,
    Withheld,
)
from .passages import passages
from .sight import Period, Sight
from .wording import counted

TENSION = re.compile(
    r"\b(tens\w+|escalat\w+|red (zone|line|lines)|explosi\w+|boil\w+|brink|powder keg|conflict|war|"
    r"unrest|alarming)\b",
    re.IGNORECASE,
)
LEVEL = re.compile(
    r"\b(red zone|tense|alarming|tensions? (?:is|are|had|has|reached))\b", re.IGNORECASE
)
"""Words that call a level by name; claims with them come first."""
SMALL, BOARD = 5_000, timedelta(days=365)
"""With more reports than this a picture's board holds the words of a year; the whole board is a page
of its own."""
WHY_NO_LEVEL = (
    "No level: tension is followed in an operation only, by a method with a back-test. "
    "What others say about the tension is listed as their claims."
)
STALE = timedelta(days=400)  # an older strength or order says little of the force at the date


def build(
    known: Known,
    *,
    since: str | None,
    until: str,
    place: str | None = None,
    previous: Known | None = None,
    followed: Followed | None = None,
) -> Picture:
    """The picture of `since` to `until`, of one municipality or of all.

    `previous` is what was known at the period's start: changes are told against it. `followed` is the
    tension on the last day. Raises
    UnknownName for a place that is no municipality of the operation.
    """
    sight = Sight(known, Period(since, until), municipality(known.municipalities, place))
    incidents = tuple(i for i in _near(known, sight.period) if _in_sight(i, sight))
    told = changes(incidents, _before(previous, incidents)) if previous else ()
    near = sight.in_order({*sight.told, *(r for i in incidents for r in i.reports)})
    spoken = all_claims(sight, near)
    board = positions_board(known, _board_period(known, until))
    held, related = board.positions, board.relations
    member_claims = {(m.report, c) for i in incidents for m in i.members for c in m.claims}
    claims = tuple(c for c in spoken if _claim_shown(c, sight, member_claims))
    events = tuple(_events(sight, near, incidents))
    figures = tuple(_figures(sight))
    cited = _cited(sight, incidents, claims, events, figures)
    ways = tuple(passages(sight))
    cited |= {s.report for r in related for s in r.stands}
    cited |= _counted(followed)
    cited |= (
        {s.report for p in held for s in p.history}
        | {p.report for p in ways}
        | {r for c in told for r in c.reports}
    )
    return Picture(
        operation=known.operation,
        as_of=known.as_of,
        since=since,
        until=until,
        marking=known.marking,
        reports=tuple(report_line(known.look.reports[r], sight) for r in _listed(known, cited)),
        incidents=incidents,
        events=events,
        claims=claims,
        figures=figures,
        positions=held,
        strengths=newest_strengths(known.strengths, until),
        reserves=tuple(_as_then(r, until) for r in known.reserves if _ordered(r, until)),
        movements=_movements(known.movements, until),
        camps=known.camps,
        sectors=tuple(
            s for s in known.sectors if s.start <= until and (s.end is None or s.end >= until)
        ),
        municipalities=known.municipalities,
        sources=_sources(known, cited),
        changes=told,
        tension=_tension(sight, claims, followed),
        withheld=_withheld(sight),
        passages=ways,
        relations=related,
        earlier=_earlier(previous, sight) if previous else (),
    )


def _board_period(known: Known, until: str) -> Period:
    """Of when words count on a picture's board: always in a small operation, else of a year."""
    if len(known.reports) <= SMALL:
        return EVER
    return Period((first_day(until) - BOARD).isoformat(), until)


def _near(known: Known, period: Period) -> Sequence[Incident]:
    """The incidents, in order, that may lie in a period."""
    near = known.look.incident_days.near(period.since, period.until)
    if near is None:
        return known.incidents
    found = (known.look.incidents[i] for i in near)
    return sorted(found, key=lambda i: (i.start or "9999", i.id))


def _listed(known: Known, reports: Iterable[str]) -> list[str]:
    """Reports in their order; those that are known."""
    found = [known.look.reports[r] for r in reports if r in known.look.reports]
    return [r.id for r in sorted(found, key=report_order)]


def _earlier(previous: Known, sight: Sight) -> tuple[Incident, ...]:
    """The incidents of the equally long period before, as known at its end."""
    if sight.period.since is None:
        return ()
    first, last = first_day(sight.period.since), first_day(sight.period.until)
    length = last - first + timedelta(days=1)
    days = Period((first - length).isoformat(), (first - timedelta(days=1)).isoformat())
    return tuple(
        i
        for i in _near(previous, days)
        if sight.at_place(i.places) and days.touches(i.start, i.end)
    )


def _before(previous: Known, incidents: Sequence[Incident]) -> tuple[Incident, ...]:
    """Earlier states of the incidents in sight, and earlier incidents that became part of them."""
    look = previous.look
    found = {i.id: look.incidents[i.id] for i in incidents if i.id in look.incidents}
    for now in incidents:
        reports = set(now.reports)
        for then in (i for r in now.reports for i in look.told_in(r)):
            if reports.issuperset(then.reports):
                found[then.id] = then
    return tuple(sorted(found.values(), key=lambda i: (i.start or "9999", i.id)))


def municipality(rows: Sequence[Municipality], place: str | None) -> str | None:
    """The id of a municipality from its id or any of its names. Raises UnknownName."""
    if place is None:
        return None
    wanted = _fold(place)
    for row in rows:
        if wanted in {_fold(n) for n in (row.id, row.name, *row.names.values())}:
            return row.id
    if not rows:
        return place
    raise UnknownName(f"{place!r} is no municipality of this operation", way_out="see the map")


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _in_sight(incident: Incident, sight: Sight) -> bool:
    if not sight.at_place(incident.places):
        return False
    if incident.start is None:
        return any(sight.period.holds(m.published and m.published[:10]) for m in incident.members)
    return sight.period.touches(incident.start, incident.end)


def _claim_shown(line: ClaimLine, sight: Sight, members: Set[tuple[str, str]]) -> bool:
    if (line.report, line.claim.id) in members:
        return True
    if sight.place is not None and not sight.at_place(sight.readings[line.report].places):
        return False
    return sight.period.holds(line.claim.date or told_day(sight.reports[line.report]))


def _events(
    sight: Sight, near: Iterable[str], incidents: Sequence[Incident]
) -> Iterable[EventLine]:
    shown = {i.id for i in incidents}
    for rid in near:
        for event in sight.readings[rid].events:
            incident = sight.incident_of(rid, event.id)
            if incident in shown or (incident is None and _event_shown(event, sight)):
                yield EventLine(
                    event=event,
                    report=rid,
                    source=sight.reports[rid].source,
                    quote=sight.quote(rid, *event.span),
                    incident=incident,
                )


def _event_shown(event: Event, sight: Sight) -> bool:
    return sight.at_place(event.places) and sight.period.touches(event.start, event.end)


def _figures(sight: Sight) -> Iterable[FigureLine]:
    for rid in sight.told:
        report, reading = sight.reports[rid], sight.readings[rid]
        if not sight.period.holds(told_day(report)) or not sight.at_place(reading.places):
            continue
        for figure in reading.figures:
            yield _figure_line(figure, report)


def _figure_line(figure: Figure, report: Report) -> FigureLine:
    return FigureLine(figure, report.id, report.source, figure.span.of(report.text))


def _cited(
    sight: Sight,
    incidents: Sequence[Incident],
    claims: Sequence[ClaimLine],
    events: Sequence[EventLine],
    figures: Sequence[FigureLine],
) -> set[str]:
    near = sight.known.look.report_days.near(sight.period.since, sight.period.until)
    inside = {
        r
        for r in (sight.reports if near is None else near)
        if sight.period.holds(told_day(sight.reports[r]))
        and (sight.place is None or _names_place(sight, r))
    }
    lines = {line.report for rows in (claims, events, figures) for line in rows}
    return inside | lines | {r for i in incidents for r in i.reports}


def _names_place(sight: Sight, rid: str) -> bool:
    reading = sight.readings.get(rid)
    return reading is not None and sight.at_place(reading.places)


def _sources(known: Known, cited: set[str]) -> tuple[Source, ...]:
    names = {known.look.reports[r].source for r in cited if r in known.look.reports}
    return tuple(s for s in known.sources if s.name in names)


def newest_strengths(rows: Sequence[Strength], until: str) -> tuple[Strength, ...]:
    """Of each kind and scope the newest row that begins by `until`, if it is not older than `STALE`."""
    oldest = (first_day(until) - STALE).isoformat()
    newest: dict[tuple[str, str, str | None], Strength] = {}
    for row in rows:
        key = (row.kind, row.scope, row.part_of)
        if (
            oldest <= last_day(row.date).isoformat()
            and first_day(row.date).isoformat() <= until
            and (key not in newest or row.date >= newest[key].date)
        ):
            newest[key] = row
    return tuple(newest.values())


def _ordered(reserve: Reserve, until: str) -> bool:
    if reserve.ordered is None:
        return False
    oldest = (first_day(until) - STALE).isoformat()
    return oldest <= first_day(reserve.ordered).isoformat() <= until


def _as_then(reserve: Reserve, until: str) -> Reserve:
    """A rung as known then: a later arrival is not shown."""
    if reserve.arrived is not None and first_day(reserve.arrived).isoformat() > until:
        return replace(reserve, arrived=None)
    return reserve


def _movements(rows: Sequence[Movement], until: str) -> tuple[Movement, ...]:
    return tuple(m for m in rows if first_day(m.date).isoformat() <= until)


def _tension(sight: Sight, claims: Sequence[ClaimLine], followed: Followed | None) -> Tension:
    spoken = [c for c in claims if TENSION.search(c.content)]
    spoken.sort(key=lambda c: not LEVEL.search(c.content))
    about = tuple(dict.fromkeys(c.claim.id for c in spoken))
    first = followed.levels[0] if followed else None
    return Tension(
        level=first.level if first else None,
        why=why_level(first) if first else WHY_NO_LEVEL,
        claims=about,
        coverage=_coverage(sight),
        indicators=followed.indicators if followed else (),
        followed=followed.levels if followed else (),
    )


def _counted(followed: Followed | None) -> set[str]:
    """The reports behind the reasons of the levels."""
    levels = followed.levels if followed else ()
    return {report for t in levels for reason in t.reasons for report in reason.reports}


def why_level(told: TensionLevel) -> str:
    """The index with its interval, what is said beside it, and the largest thing that it counts."""
    if told.level is None:
        return f"Withheld: {'; '.join(told.withheld)}. The index would be {told.index:.0f} of 100."
    words = [
        f"Index {told.index:.0f} of 100, between {told.low:.0f} and {told.high:.0f} in nine of ten",
        *told.caveats,
    ]
    if told.reasons:
        top = told.reasons[0]
        words.append(f"the largest part, {top.share:.0%}, is {top.why}")
    return "; ".join(words) + "."


def _coverage(sight: Sight) -> tuple[Coverage, ...]:
    found = []
    for m in (m for m in sight.known.municipalities if sight.place in (None, m.id)):
        days = sight.known.look.naming.get(m.id, {}).values()
        found.append(Coverage(m.id, sum(map(sight.period.holds, days)), max(days, default=None)))
    return tuple(found)


def _withheld(sight: Sight) -> tuple[Withheld, ...]:
    sealed = sight.known.look.sealed
    names = Withheld(
        "Names of private persons",
        f"{counted(sealed, 'mention')} sealed: shown by role; the names need a purpose and a key",
    )
    return (names,) if sealed else ()
