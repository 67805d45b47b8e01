"""The board of positions: the issues, who holds what on each, and who backs or rebukes whom."""

from dataclasses import dataclass, replace

from ..domain import Issue, Position, Relation
from ..errors import UnknownName
from .issues import default_issues
from .lines import all_claims, all_events, report_line
from .model import Known, ReportLine
from .positions import positions_of, relations_of
from .sight import Period, Sight
from .stands import fold, stands

EVER = Period(None, "9999-12-31")


@dataclass(frozen=True, slots=True)
class Positions:
    """Everything on the board; positions name their issue by its label."""

    issues: tuple[Issue, ...]
    positions: tuple[Position, ...]
    relations: tuple[Relation, ...]
    reports: tuple[ReportLine, ...] = ()

    def only(self, issue: str | None, actor: str | None) -> "Positions":
        """The board of one issue (id or label), or of actors whose name has these letters.

        Raises UnknownName for an issue that is not on it.
        """
        wanted, name = fold(issue or ""), fold(actor or "")
        issues = tuple(i for i in self.issues if not wanted or wanted in (i.id, fold(i.label)))
        if not issues:
            known = ", ".join(i.id for i in self.issues)
            raise UnknownName(f"no issue {issue!r}", way_out=f"use one of {known}")
        labels = {i.label for i in issues}
        return replace(
            self,
            issues=issues,
            positions=tuple(
                p for p in self.positions if p.issue in labels and name in fold(p.actor)
            ),
            relations=tuple(
                r for r in self.relations if name in fold(r.actor) or name in fold(r.target)
            ),
        )


def positions_board(known: Known, period: Period = EVER) -> Positions:
    """The board as known; positions know no period: the newest word counts until another comes.

    `period` leaves out reports that tell of other days alone.
    """
    sight = Sight(known, period, None)
    told = sight.told
    lines = {r: report_line(known.look.reports[r], sight) for r in told}
    issues = known.issues or default_issues()
    spoken, done = all_claims(sight, told), all_events(sight, told)
    texts = {r: known.look.reports[r].text for r in told}
    taken = stands(tuple(spoken), tuple(done), lines, known.actors, texts)
    held, related = positions_of(taken, issues), relations_of(taken)
    cited = {s.report for p in held for s in p.history}
    cited |= {s.report for r in related for s in r.stands}
    return Positions(issues, held, related, tuple(r for i, r in lines.items() if i in cited))
