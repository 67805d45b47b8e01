"""What a party undertook, to whom, by when, and what became of it by a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ..domain.dates import first_day, last_day
from .validity import binding
from .views import MEANT, OPPOSED, view_of

STATES = ("kept", "broken", "lapsed", "contested", "pending")


@dataclass(frozen=True, slots=True)
class Turn:
    """From a day on the commitment is in a state, for a reason that a source tells."""

    date: str
    state: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """`by` undertook `what` to `to`, made on a day, `due` by another (None: no day was set).

    `issue` is the issue of the position board on which both sides speak of it; `by_side` and
    `to_side` are the ids of those who speak for each.
    """

    id: str
    by: str
    to: str
    what: str
    made: str
    due: str | None
    instrument: str
    clause: str
    verified: bool
    source: str
    turns: tuple[Turn, ...] = ()
    issue: str | None = None
    by_side: tuple[str, ...] = ()
    to_side: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody said of it: a claim on the commitment's issue."""

    actor: str
    actor_id: str | None
    stance: str
    day: str | None
    report: str
    claim: str | None
    words: str


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """A commitment on a day: its state and why, whether its day is over, and what each side says."""

    commitment: Commitment
    state: str
    why: str
    source: str
    since: str
    overdue: bool
    said: tuple[Word, ...] = ()


def standing(
    commitments: Iterable[Commitment], said: Iterable[tuple[str, Word]], day: date
) -> tuple[CommitmentState, ...]:
    """The commitments made by a day; `said` are the words on each issue known then."""
    words = list(said)
    return tuple(
        _state(c, [w for issue, w in words if issue == c.issue], day)
        for c in commitments
        if binding(c.made, None, day) is not False
    )


def _state(commitment: Commitment, said: Sequence[Word], day: date) -> CommitmentState:
    past = sorted((t for t in commitment.turns if last_day(t.date) <= day), key=lambda t: t.date)
    first = Turn(commitment.made, "pending", "nothing is known of it since", commitment.source)
    last = past[-1] if past else first
    last = _disputed(commitment, said, last, day) or last
    over = commitment.due is not None and last_day(commitment.due) < day
    spoken = tuple(sorted(said, key=lambda w: (w.day or "", w.actor, w.report), reverse=True))
    return CommitmentState(
        commitment,
        last.state,
        last.why,
        last.source,
        last.date,
        over and last.state in ("pending", "contested"),
        spoken,
    )


def _disputed(commitment: Commitment, said: Sequence[Word], last: Turn, day: date) -> Turn | None:
    """The turn to `contested` that the last words of the two sides make, since the last one written."""
    if last.state == "lapsed":
        return None
    fresh = [w for w in said if w.day and first_day(w.day) >= last_day(last.date)]
    fresh = [w for w in fresh if last_day(w.day or "") <= day]
    mine = _last_view(fresh, commitment.by_side)
    theirs = _last_view(fresh, commitment.to_side)
    if mine is None or theirs is None or frozenset({mine[1], theirs[1]}) not in OPPOSED:
        return None
    since = max(mine[0].day or "", theirs[0].day or "")
    told = "; ".join(f"{w.actor} {MEANT[view]}" for w, view in (mine, theirs))
    reports = ", ".join(dict.fromkeys(w.report for w, _ in (mine, theirs)))
    return Turn(since, "contested", f"worked out from what the sides say: {told}", reports)


def _last_view(said: Iterable[Word], side: tuple[str, ...]) -> tuple[Word, str] | None:
    """The newest word of a side that takes a view of the commitment."""
    viewed = [(w, view) for w in said if w.actor_id in side and (view := view_of(w)) is not None]
    return max(viewed, key=lambda v: (v[0].day or "", v[0].report, v[0].claim or ""), default=None)
