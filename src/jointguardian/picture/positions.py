"""Who holds what on which issue, derived from claims."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from ..domain import Position
from .model import ClaimLine, ReportLine

# Sealed names are written with this character in the stored text.
_SEAL = "█"
_TELLING = frozenset({"states", "announces", "warns"})
# A shift is a turn from one of these groups to the other; asking and telling turn nothing.
_FOR = frozenset({"supports", "praises", "announces"})
_AGAINST = frozenset({"opposes", "denies", "accuses", "blames", "condemns"})
_FIRST_STEP = re.compile(r"\bfirst\b(?: \w+){0,2} \b(step|consequence|measure)\b", re.IGNORECASE)


class Issue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issue with its keyword groups; one keyword of each group must stand in a claim's content."""

    id: str
    label: str
    means: str
    groups: tuple[tuple[str, ...], ...]
    stances: tuple[str, ...] = ()

    def covers(self, line: ClaimLine) -> bool:
        """Whether a claim is on this issue."""
        if self.stances and line.claim.stance not in self.stances:
            return False
        return all(pattern.search(line.content) for pattern in _patterns(self.groups))


class _IssueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    issues: tuple[Issue, ...]


@cache
def issues() -> tuple[Issue, ...]:
    """The issues that ship, in the order of the board."""
    raw = files(__package__).joinpath("issues.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(raw, type=_IssueFile).issues


@cache
def _patterns(groups: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(map(_pattern, g)), re.IGNORECASE) for g in groups)


def _pattern(keyword: str) -> str:
    stem = re.escape(keyword.removesuffix("*"))
    return rf"(?<!\w){stem}\w*" if keyword.endswith("*") else rf"(?<!\w){stem}(?!\w)"


def positions(
    lines: Sequence[ClaimLine], reports: Mapping[str, ReportLine]
) -> tuple[Position, ...]:
    """One position per actor and issue, issues in the board's order, the newest position first.

    A claim without speaker, or of a sealed or unnamed one, gives none. A claim that the text does not date
    counts from its report's day of publication.
    """
    spoken = [line for line in lines if _holds(line)]
    found: list[Position] = []
    for issue in issues():
        held = _by_actor(line for line in spoken if issue.covers(line))
        made = [_position(issue, claims, reports) for claims in held.values()]
        found += sorted(made, key=lambda p: (p.since or "", p.actor), reverse=True)
    return tuple(found)


def _holds(line: ClaimLine) -> bool:
    """Whether a claim is somebody's position: a named speaker's, and no mere telling by unknowns."""
    claim = line.claim
    if not claim.speaker or _SEAL in claim.speaker:
        return False
    known = claim.speaker_id is not None or claim.speaker_role is not None
    return known or (claim.speaker[0].isupper() and claim.stance != "states")


def _by_actor(lines: Iterable[ClaimLine]) -> dict[str, list[ClaimLine]]:
    """The lines of each actor; a name that an id is known for elsewhere joins that id."""
    rows = list(lines)
    ids = {_fold(r.claim.speaker or ""): r.claim.speaker_id for r in rows if r.claim.speaker_id}
    held: dict[str, list[ClaimLine]] = {}
    for row in rows:
        name = _fold(row.claim.speaker or "")
        held.setdefault(row.claim.speaker_id or ids.get(name) or name, []).append(row)
    return held


def _fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip()


def _position(
    issue: Issue, claims: Sequence[ClaimLine], reports: Mapping[str, ReportLine]
) -> Position:
    days = {id(c): _day(c, reports) for c in claims}
    ordered = sorted(
        claims,
        key=lambda c: (days[id(c)] or "", c.claim.stance not in _TELLING, c.claim.confidence),
        reverse=True,
    )
    newest = ordered[0]
    return Position(
        actor=newest.claim.speaker or "",
        actor_id=next((c.claim.speaker_id for c in ordered if c.claim.speaker_id), None),
        issue=issue.label,
        stance=newest.claim.stance,
        since=_since(ordered, days),
        quote=newest.content,
        report=newest.report,
        claims=tuple(dict.fromkeys(c.claim.id for c in ordered)),
        shift=_shift(ordered, days),
    )


def _day(line: ClaimLine, reports: Mapping[str, ReportLine]) -> str | None:
    report = reports.get(line.report)
    published = line.published or (report.published if report else None)
    return line.claim.date or (published[:10] if published else None)


def _since(ordered: Sequence[ClaimLine], days: Mapping[int, str | None]) -> str | None:
    """The first day of the unbroken run of the newest stance; merely telling claims do not break it."""
    stance, since = ordered[0].claim.stance, days[id(ordered[0])]
    for line in ordered:
        if line.claim.stance == stance:
            since = days[id(line)] or since
        elif line.claim.stance not in _TELLING:
            break
    return since


def _shift(ordered: Sequence[ClaimLine], days: Mapping[int, str | None]) -> str | None:
    """The change of stance against an earlier day, in words, or a first step that the text names."""
    newest = ordered[0]
    for line in ordered[1:]:
        earlier = (days[id(line)] or "") < (days[id(newest)] or "")
        if earlier and _turned(line.claim.stance, newest.claim.stance):
            return f"from {line.claim.stance} to {newest.claim.stance}"
    step = _FIRST_STEP.search(newest.content)
    return f"called a first {step[1].lower()}" if step else None


def _turned(old: str, new: str) -> bool:
    """Whether an actor went from backing to opposing, or back."""
    return (old in _FOR and new in _AGAINST) or (old in _AGAINST and new in _FOR)
