"""The board of positions: the issues, who holds what on each, and who backs or rebukes whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..domain import Attribute, Issue, Position, Relation, Report, Span
from ..errors import UnknownName
from .folding import fold
from .issues import default_issues
from .lines import all_claims, all_events, report_line
from .model import Known, ReportLine
from .positions import position_within, positions_of, relation_within, relations_of
from .sight import Period, Sight
from .stands import stands

EVER = Period(None, "9999-12-31")


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """A shift as an event of its own: who turned on what and when, with the words that show it."""

    day: str | None
    actor: str
    actor_id: str | None
    issue: str
    text: str
    quote: str
    report: str
    span: Span


@dataclass(frozen=True, slots=True)
class Positions:
    """Everything on the board; positions name their issue by its label.

    `shifts` stand the newest first. `nations` are the ISO codes of the actors on the board, by their name;
    `attributes` what these nations were on the day of the moment.
    """

    issues: tuple[Issue, ...]
    positions: tuple[Position, ...]
    relations: tuple[Relation, ...]
    reports: tuple[ReportLine, ...] = ()
    shifts: tuple[ShiftLine, ...] = ()
    nations: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[Attribute, ...] = ()

    def only(
        self,
        issue: str | None = None,
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> "Positions":
        """The board of one issue (id or label), of actors whose name has these letters, of some days.

        `since` and `until` (ISO) are the days on which something was said or done, both included.
        Raises UnknownName for an issue that is not on it.
        """
        issues, name = self._issues(issue), fold(actor or "")
        labels = {i.label for i in issues}
        held = tuple(p for p in self.positions if p.issue in labels and name in fold(p.actor))
        related = tuple(
            r for r in self.relations if name in fold(r.actor) or name in fold(r.target)
        )
        if since or until:
            period = Period(since, until or EVER.until)
            held = tuple(q for p in held if (q := position_within(p, period)))
            related = tuple(e for r in related if (e := relation_within(r, period)))
        return replace(
            self,
            issues=issues,
            positions=held,
            relations=related,
            shifts=_shifts(held),
        )

    def _issues(self, wanted: str | None) -> tuple[Issue, ...]:
        if not wanted:
            return self.issues
        found = tuple(i for i in self.issues if fold(wanted) in (i.id, fold(i.label)))
        if not found:
            known = ", ".join(i.id for i in self.issues)
            raise UnknownName(f"no issue {wanted!r}", way_out=f"use one of {known}")
        return found


def positions_board(known: Known, period: Period = EVER) -> Positions:
    """The board as known; positions know no period: the newest word counts until another comes.

    `period` leaves out reports that tell of other days alone.
    """
    sight = Sight(known, period, None)
    told = sight.told
    lines = {r: report_line(known.look.reports[r], sight) for r in told}
    issues = known.issues or default_issues()
    spoken, done = all_claims(sight, told), all_events(sight, told)
    texts = _texts(known.look.reports, told)
    taken = stands(tuple(spoken), tuple(done), lines, known.actors, texts)
    held, related = positions_of(taken, issues), relations_of(taken)
    cited = {s.report for p in held for s in p.history}
    cited |= {s.report for r in related for s in r.stands}
    nations = _nations(known, held, related)
    return Positions(
        issues,
        held,
        related,
        tuple(r for i, r in lines.items() if i in cited),
        _shifts(held),
        nations,
        attributes_on(known.attributes, set(nations.values()), f"{known.as_of:%Y-%m-%d}"),
    )


def attributes_on(
    attributes: Iterable[Attribute], nations: set[str], day: str
) -> tuple[Attribute, ...]:
    """What some nations were on a day (ISO)."""
    return tuple(a for a in attributes if a.nation in nations and a.holds_on(day))


def _texts(reports: Mapping[str, Report], told: Iterable[str]) -> dict[str, str]:
    return {r: reports[r].text for r in told}


def _nations(known: Known, held: Iterable[Position], related: Iterable[Relation]) -> dict[str, str]:
    """The nation of each actor of the pack that the board names; who serves several nations has none."""
    shared = {a.id for a in known.actors if a.country is None}
    country = {
        a.id: a.country
        for a in known.actors
        if a.country and not any(f.to in shared for f in a.affiliations)
    }
    named = [(p.actor, p.actor_id) for p in held]
    named += [pair for r in related for pair in ((r.actor, r.actor_id), (r.target, r.target_id))]
    return {name: code for name, id_ in named if (code := country.get(id_ or ""))}


def _shifts(held: Iterable[Position]) -> tuple[ShiftLine, ...]:
    return tuple(sorted(_turns(held), key=lambda s: (s.day or "", s.actor), reverse=True))


def _turns(held: Iterable[Position]) -> Iterator[ShiftLine]:
    for p in held:
        words = {(s.report, s.span): s.words for s in p.history}
        for s in p.shifts:
            quote = words.get((s.report, s.span), p.quote)
            yield ShiftLine(s.day, p.actor, p.actor_id, p.issue, s.text, quote, s.report, s.span)
