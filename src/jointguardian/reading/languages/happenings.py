"""Events of another language: at words of harm, arrest, protest and clash, with what stands near.

There are no verb frames here: an event is what a trigger word of the lexicon tells of, with the
nearest date, place and actors of its sentence. Repeats of one happening are united.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...domain import ActorMention, Casualty, Claim, Event, PlaceMention, Span
from ...domain.ids import derived_id
from ..document import ActorSpan, TimeMention
from .harm import Harm, harm_words, holder_of
from .language import Language, Trigger
from .page import Line, Page

_TYPES = {"killed": "assault", "injured": "assault", "detained": "coerce"}
_STATUS_REACH = 5
_DENIAL_REACH = 2
_ACTING = frozenset(
    {"institution", "force", "armed-group", "community", "organisation", "state", "party", "person"}
)
# Modes whose events are united only with their like.
_APART = frozenset({"explosives", "heavy-weapons", "demo", "obstruct"})
_BETWEEN = frozenset({"sa", "s", "me", "izmedju", "mes", "midis", "med"})
# Endings of verbs in the past or present that have a subject who acts.
_VERBAL = {
    "sr": ("li", "la", "lo", "le", "ao", "io", "eo", "ju", "uje"),
    "sq": ("uan", "oi", "on", "ojne", "osen", "ohen", "nin", "ne"),
}
# Types that are told of only where somebody does them.
_NEEDS_ACTOR = frozenset({"consult", "agree", "aid", "sanction", "retreat", "mobilize"})


@dataclass(slots=True)
class _Draft:
    """An event in the making."""

    kind: Trigger
    line: Line
    word: int
    span: Span
    status: str
    start: str | None
    end: str | None
    precision: str
    dated: bool
    places: tuple[PlaceMention, ...]
    placed: bool
    actors: tuple[ActorSpan, ...] = ()
    recipients: tuple[ActorSpan, ...] = ()
    casualties: list[Casualty] = field(default_factory=list)
    means: tuple[str, ...] = ()
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a page when its events are read."""

    page: Page
    actors: tuple[ActorSpan, ...]
    places: tuple[PlaceMention, ...]
    times: tuple[TimeMention, ...]
    claims: tuple[Claim, ...]
    harms: tuple[Harm, ...]
    offices: tuple[Span, ...]


def happenings(told: Told) -> tuple[Event, ...]:
    """The events of a page in the order of the text."""
    drafts: list[_Draft] = []
    for line in told.page.lines:
        before = drafts[-1] if drafts else None
        drafts += _in_line(told, line, before)
    key = hashlib.sha256(told.page.document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return tuple(_event(d, key, n) for n, d in enumerate(_united(drafts)))


def _in_line(told: Told, line: Line, before: _Draft | None) -> list[_Draft]:
    """One draft per type of happening that a line tells of, with its casualties."""
    found = _by_type(told.page.language, line)
    rows = [h for h in told.harms if h.line is line]
    for row in rows:
        kind = _home(found, row.casualty.kind)
        if kind not in found:
            found[kind] = (_plain(kind), row.word, row.word + 1)
    for at, size, harm in harm_words(line, told.page.language):
        kind = _home(found, harm)
        if harm in _TYPES and kind not in found:
            found[kind] = (_plain(kind), at, at + size)
    drafts = [_draft(told, line, t, at, end, before) for t, at, end in found.values()]
    made = {d.kind.type: d for d in drafts if _told_enough(d, rows)}
    for row in rows:
        home = made.get(_home(found, row.casualty.kind))
        if home is not None:
            home.casualties.append(row.casualty)
    for draft in made.values():
        draft.recipients = _harmed(draft) or draft.recipients
        hurt = [r.span for r in draft.recipients]
        draft.actors = tuple(a for a in draft.actors if not any(a.span.overlap(h) for h in hurt))
    return sorted(made.values(), key=lambda d: d.span)


def _harmed(draft: _Draft) -> tuple[ActorSpan, ...]:
    """Those counted as harmed are whom it was done to, in the text's words."""
    rows = [c for c in draft.casualties if c.span and c.who != "persons" and c.part_of is None]
    return tuple(ActorSpan(c.span, c.who, c.who, None, "community") for c in rows[:3] if c.span)


def _plain(kind: str) -> Trigger:
    return Trigger(kind, "arrest" if kind == "coerce" else None)


def _home(found: dict[str, tuple[Trigger, int, int]], harm: str) -> str:
    """The type of happening that a kind of casualty belongs to in this line."""
    if harm == "detained":
        return "coerce"
    return "protest" if "protest" in found and "assault" not in found else "assault"


def _told_enough(draft: _Draft, rows: Sequence[Harm]) -> bool:
    if draft.kind.type in _NEEDS_ACTOR:
        return bool(draft.actors or draft.recipients)
    return True


def _by_type(language: Language, line: Line) -> dict[str, tuple[Trigger, int, int]]:
    """The first trigger of each type in a line; a clash with a crowd is a riot."""
    crowd = any(language.crowd.has(line.words, i) for i in range(len(line.words)))
    found: dict[str, tuple[Trigger, int, int]] = {}
    at = 0
    while at < len(line.words):
        hit = language.triggers.at(line.words, at)
        undone = any(language.undone.has(line.words, i) for i in range(max(0, at - 2), at))
        if hit and not undone:
            kind = Trigger("protest", "riot") if hit[1].clash and crowd else hit[1]
            old = found.get(kind.type)
            if old is None:
                found[kind.type] = (kind, at, at + hit[0])
            elif old[0].mode is None and kind.mode is not None:
                found[kind.type] = (kind, old[1], old[2])
        at += hit[0] if hit else 1
    return found


def _draft(
    told: Told, line: Line, kind: Trigger, at: int, end: int, before: _Draft | None
) -> _Draft:
    trigger = line.stretch(at, end)
    claim = holder_of(trigger, told.claims)
    near = before if before and line.paragraph - before.line.paragraph <= 1 else None
    time = _time(told, line, trigger)
    places, placed = _places(told, line, trigger, near)
    actors, recipients = _parties(told, line, kind, at, end)
    start, stop, precision = _dating(told, time, near)
    return _Draft(
        kind=kind,
        line=line,
        word=at,
        span=_clause(told.page.language, line, at, end),
        status=_status(told.page.language, line, at, claim),
        start=start,
        end=stop,
        precision=precision,
        dated=time is not None,
        places=places,
        placed=placed,
        actors=actors,
        recipients=recipients,
        means=_means(told.page.language, line),
        claim=claim,
    )


def _clause(language: Language, line: Line, at: int, end: int) -> Span:
    """The clause around a trigger, between marks and joining words that part clauses."""
    low, high = at, end
    while low > 0 and not _cuts(language, line, low - 1):
        low -= 1
    while high < len(line.words) and not _cuts(language, line, high):
        high += 1
    return line.stretch(low, high)


def _cuts(language: Language, line: Line, at: int) -> bool:
    word = line.words[at]
    return word.text in ';:.!?“”„"' or word.key in language.clause_words


def _status(language: Language, line: Line, at: int, claim: Claim | None) -> str:
    """By the words shortly before the trigger, and by the claim that holds it."""
    near = range(max(0, at - _STATUS_REACH), at)
    close = line.words[max(0, at - _DENIAL_REACH) : at]
    if any(w.key in language.negations for w in close):
        return "denied"
    if claim is not None and claim.stance in {"demands", "calls-for"}:
        return "called-for"
    if claim is not None and claim.stance == "threatens":
        return "threatened"
    if any(language.suppositions.has(line.words, i) for i in near):
        return "hypothetical"
    return "planned" if any(language.futures.has(line.words, i) for i in near) else "happened"


def _time(told: Told, line: Line, trigger: Span) -> TimeMention | None:
    """The date of the line nearest to the trigger."""
    inside = [t for t in told.times if t.start and line.span.contains(t.span)]
    return min(inside, key=lambda t: _gap(t.span, trigger), default=None)


def _dating(
    told: Told, time: TimeMention | None, near: _Draft | None
) -> tuple[str | None, str | None, str]:
    if time is not None:
        return time.start, time.end, time.precision
    if near is not None:
        return near.start, near.end, near.precision
    published = told.page.document.published
    day = published.isoformat() if published else None
    return day, day, "day" if day else "none"


def _places(
    told: Told, line: Line, trigger: Span, near: _Draft | None
) -> tuple[tuple[PlaceMention, ...], bool]:
    """The finest place of the line nearest to the trigger, else that of the event before."""
    inside = [p for p in _scenic(told) if p.span and line.span.contains(p.span)]
    inside = inside or [p for p in told.places if _beside_body(told, line, p)]
    if inside:
        best = min(inside, key=lambda p: (_coarse(p), _gap(p.span or trigger, trigger)))
        return (best,), True
    if near is not None and near.places:
        return near.places, False
    every = [p for p in _scenic(told) if not _coarse(p)] or _scenic(told)
    return tuple(every[:1]), False


def _beside_body(told: Told, line: Line, place: PlaceMention) -> bool:
    """Whether a town of the line stands in a body's name and in no office's ("policia në Prizren")."""
    span = place.span
    if span is None or _coarse(place) or not line.span.contains(span):
        return False
    return not any(office.contains(span) for office in told.offices)


def _coarse(place: PlaceMention) -> int:
    return {"country": 2, "region": 1}.get(place.precision, 0)


def _scenic(told: Told) -> list[PlaceMention]:
    """The places that are no part of an actor's name."""
    inside = [*(a.span for a in told.actors), *told.offices]
    return [p for p in told.places if p.span and not any(a.contains(p.span) for a in inside)]


def _parties(
    told: Told, line: Line, kind: Trigger, at: int, end: int
) -> tuple[tuple[ActorSpan, ...], tuple[ActorSpan, ...]]:
    """Who does it and to whom, by place around the trigger, agents and passives."""
    speakers = {c.speaker for c in told.claims if c.span.overlap(line.span)}
    own = [
        (a, line.within(a.span))
        for a in told.actors
        if line.span.contains(a.span) and a.kind in _ACTING and a.name not in speakers
    ]
    language = told.page.language
    own = [(a, r) for a, r in own if not (a.kind == "state" and _owner(language, line, r.start))]
    agents = [a for a, r in own if r and _led_by_agent(language, line, r.start)]
    behind = [a for a, r in own if r and r.start >= end and a not in agents]
    ahead = [a for a, r in own if r and r.stop <= at and a not in agents]
    if kind.clash or kind.mode in {"riot", "demo"}:
        both = _unlike([a for a, r in own if r and _part(language, line, r.start)])
        return both[:1], both[1:2]
    if agents:
        return tuple(agents[-1:]), tuple(behind[:1] or ahead[-1:])
    if _active(language, line, at) and ahead:
        return tuple(ahead[-1:]), tuple(behind[:1])
    return (), tuple(behind[:1] or ahead[-1:])


def _unlike(actors: list[ActorSpan]) -> tuple[ActorSpan, ...]:
    """The actors by name, each once, crowds first."""
    named = {a.name: a for a in actors}.values()
    return tuple(sorted(named, key=lambda a: a.kind != "community"))


def _part(language: Language, line: Line, at: int) -> bool:
    """Whether an actor takes part: not where a preposition puts it aside, but "with" it does."""
    before = line.words[at - 1].key if at else ""
    return before not in language.prepositions or before in _BETWEEN


def _led_by_agent(language: Language, line: Line, at: int) -> bool:
    return language.agent_leads.ending(line.words, at) is not None


def _active(language: Language, line: Line, at: int) -> bool:
    """Whether the trigger is a verb whose subject acts (not "u plagosën", "uhapšene su")."""
    if language.harms.has(line.words, at) and not language.harm_active.has(line.words, at):
        return False
    before = line.words[at - 1].key if at else ""
    if language.tag == "sq" and before in {"u", "jane", "eshte", "ishin", "ishte"}:
        return False
    return line.words[at].key.endswith(_VERBAL[language.tag])


def _owner(language: Language, line: Line, at: int) -> bool:
    """Whether a state only says whose or where something is: "veri të Kosovës", "u Srbiji"."""
    before = line.words[at - 1].key if at > 0 else ""
    return before in language.prepositions or before in {"te", "se", "e", "i"}


def _means(language: Language, line: Line) -> tuple[str, ...]:
    found = (language.means.at(line.words, i) for i in range(len(line.words)))
    return tuple(dict.fromkeys(hit[1] for hit in found if hit))


def _united(drafts: list[_Draft]) -> list[_Draft]:
    """The drafts with repeats of one happening joined into the first."""
    kept: list[_Draft] = []
    for draft in drafts:
        same = next((k for k in reversed(kept[-6:]) if _same(k, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            _absorb(same, draft)
    return kept


def _same(old: _Draft, new: _Draft) -> bool:
    """The same type and status, agreeing dates, and places that share a name or are taken over."""
    if old.kind.type != new.kind.type or old.status != new.status:
        return False
    if old.start != new.start and new.dated:
        return False
    if {old.kind.mode, new.kind.mode} & _APART and old.kind.mode != new.kind.mode:
        return False
    names = {p.name for p in old.places}
    return not new.placed or not names or any(p.name in names for p in new.places)


def _absorb(old: _Draft, new: _Draft) -> None:
    told = {(c.kind, c.best, c.who) for c in old.casualties}
    old.casualties += [c for c in new.casualties if (c.kind, c.best, c.who) not in told]
    old.means = tuple(dict.fromkeys([*old.means, *new.means]))
    old.actors = old.actors or new.actors
    old.recipients = old.recipients or new.recipients
    if old.kind.mode is None:
        old.kind = replace(old.kind, mode=new.kind.mode)


def _event(draft: _Draft, key: str, number: int) -> Event:
    told = (bool(draft.actors), draft.dated, bool(draft.places), bool(draft.casualties))
    return Event(
        id=derived_id("e", key, number),
        type=draft.kind.type,
        mode=draft.kind.mode,
        status=draft.status,
        actors=tuple(_mentions(draft.actors)),
        recipients=tuple(_mentions(draft.recipients)),
        start=draft.start,
        end=draft.end,
        date_precision=draft.precision,
        places=draft.places,
        casualties=tuple(draft.casualties),
        means=draft.means,
        asserted_by=draft.claim.id if draft.claim else None,
        span=draft.span,
        confidence=round(0.35 + 0.08 * sum(told), 2),
    )


def _mentions(actors: Sequence[ActorSpan]) -> Iterator[ActorMention]:
    for actor in actors:
        yield ActorMention(actor.name, actor.id, actor.kind, actor.country)


def _gap(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)
