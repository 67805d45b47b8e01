"""Events: the happenings of a text, one each, from its segments, frames, dates, places and counts."""

import hashlib
import re
from dataclasses import replace

from ..domain import Casualty, Claim, Event, PlaceMention, Span
from ..domain.ids import derived_id
from .datings import Dating, dating
from .document import ActorSpan, Document
from .doers import is_authority, presumed
from .frames import Frame, frame, speaker_of
from .lexicon import load
from .merging import Draft, merged
from .roles import mention, words
from .scenes import is_scene, scene
from .segments import Segment, segments
from .status import is_supposed, status
from .syntax.grammar import is_passive
from .syntax.parse import Parse

_MEANS = re.compile(
    r"\b(tear gas|stun grenades?|rubber bullets|firearms?|live (?:rounds|ammunition)|machine guns?"
    r"|improvised (?:explosives?|incendiary devices)|explosives?|mortars?|grenades?|batons?|stones"
    r"|bottles|molotov cocktails?|incendiary devices|mines?|drones?|artillery|rockets?|knives|trucks"
    r"|cluster bombs?|heavy machinery)\b",
    re.I,
)
# What only follows or causes the deed beside it is not done by whoever does that.
_ASIDE = frozenset({"over", "after", "following", "since", "despite", "before", "amid", "against"})
_NEXT = 16  # characters between a doer and the verb after it, an adverb included
_POSSESSIVE = re.compile(r"(?:its|their|his|her|our)\s", re.I)
_ANNOUNCES = re.compile(r"\s+(?:announced|confirmed|said|told)\b")
_OFFICIAL = re.compile(r"\b(?:ambassador|minister|secretary of state|president)\b", re.I)


def events(document: Document) -> Document:
    """Find the events of a document: drafts in text order, those of one happening united."""
    drafts: list[Draft] = []
    scenes = tuple(p for p in document.places if is_scene(document, p))
    for segment in segments(document):
        if is_supposed(document, segment):
            continue
        draft = _draft(document, segment, drafts[-1] if drafts else None, scenes)
        if not _only_thought(draft):
            drafts.append(draft)
    found = sorted(merged(document, drafts), key=_rank)
    return document.evolve(events=tuple(_event(document, d, n) for n, d in enumerate(found)))


def _only_thought(draft: Draft) -> bool:
    """Whether a side clause only supposes or wishes a happening ("to prevent clashes")."""
    kind, aside = draft.segment.trigger.kind, draft.segment.trigger.depth > 0
    if draft.status == "hypothetical" and kind.label in {"harm", "explosion"}:
        return aside or not draft.actors
    if draft.status == "denied" and aside and draft.claimed:
        return True
    return draft.status in {"hypothetical", "called-for"} and aside and not draft.casualties


def _rank(draft: Draft) -> tuple[int, int]:
    """By sentence; in a sentence what its main clause tells comes first."""
    return draft.segment.sentence.span.start, draft.segment.trigger.depth


def _draft(
    document: Document,
    segment: Segment,
    before: Draft | None,
    scenes: tuple[PlaceMention, ...],
) -> Draft:
    same = before if before and before.segment.sentence == segment.sentence else None
    roles = _roles(document, segment, same)
    actors = (
        roles.actors
        or _reporting(document, segment)
        or _state_acting(document, segment)
        or _authority(segment, before)
        or _presumed(document, segment, roles.recipients)
    )
    day = dating(document, segment, before)
    moved = _moved(segment, day, before)
    places, told = scene(document, segment, before, scenes, moved=moved)
    return Draft(
        segment=segment,
        status=status(document, segment),
        actors=actors,
        recipients=tuple(r for r in roles.recipients if r.name not in {a.name for a in actors}),
        start=day.start,
        end=day.end,
        precision=day.precision,
        explicit=day.explicit,
        places=places,
        placed=told,
        casualties=tuple(c for s, c in document.casualties if segment.owns(document, s)),
        means=_means(document.text, segment.span),
        claimed=_holder(document.claims, segment.trigger.span) is not None,
    )


def _moved(segment: Segment, day: Dating, before: Draft | None) -> bool:
    """Whether a later day opens here, so that the scene of the event before is left."""
    if before is None or not day.explicit or segment.trigger.kind.label == "harm":
        return False
    return (before.start or "") < (day.start or "")


def _presumed(
    document: Document, segment: Segment, met: tuple[ActorSpan, ...]
) -> tuple[ActorSpan, ...]:
    """Who must have done it by its kind, but for those whom it met."""
    if segment.trigger.kind.label == "alert":
        return met
    return presumed(document, segment, met)


def _roles(document: Document, segment: Segment, same: Draft | None) -> Frame:
    """The parts played at the trigger, else at the verb that carries it or that it hangs on.

    A verb whose subject the parse has lost takes that of the event before in its sentence.
    """
    carried = Frame(same.actors, same.recipients) if same else None
    first = frame(document, segment, carried)
    if first.actors or segment.trigger.kind.voice == "harm":
        return first
    parse = document.parse
    before_it = _adjacent(document, segment)
    if before_it:
        return Frame(before_it, first.recipients)
    for verb in _carriers(parse, segment):
        trigger = replace(segment.trigger, span=parse[verb].span, verb=True, token=verb)
        other = frame(document, replace(segment, trigger=trigger), carried)
        if other.actors:
            return Frame(other.actors, first.recipients or other.recipients)
    if not segment.trigger.verb or not _subjectless(parse, segment.trigger.governor):
        return first
    return Frame(carried.actors if carried else _main_doers(document, segment), first.recipients)


def _adjacent(document: Document, segment: Segment) -> tuple[ActorSpan, ...]:
    """Who stands right before a past tense whose subject the parse has lost."""
    trigger, parse = segment.trigger, document.parse
    if not trigger.verb or parse[trigger.token].tag != "VBD" or is_passive(parse, trigger.token):
        return ()
    if parse.children(trigger.token, "nsubj"):
        return ()
    before = (a for a in document.actors if 0 <= trigger.span.start - a.span.end <= _NEXT)
    found = next((a for a in before if segment.sentence.span.contains(a.span)), None)
    gap = document.text[found.span.end : trigger.span.start].split() if found else [","]
    return (found,) if found and all(_adverbial(w) for w in gap) else ()


def _adverbial(word: str) -> bool:
    return word.endswith("ly") or word in {"then", "also", "had", "has", "have", "later"}


def _main_doers(document: Document, segment: Segment) -> tuple[ActorSpan, ...]:
    """Who does what the main clause of a segment's sentence tells."""
    parse = document.parse
    root = next((i for i in parse.within(segment.sentence.span) if parse[i].is_root), None)
    if root is None or parse[root].pos != "VERB" or is_passive(parse, root):
        return ()
    trigger = replace(segment.trigger, span=parse[root].span, verb=True, token=root)
    return frame(document, replace(segment, trigger=trigger), None).actors


def _carriers(parse: Parse, segment: Segment) -> list[int]:
    """The verbs of a segment above its trigger, the nearest first."""
    trigger = segment.trigger
    chosen = [trigger.governor] if trigger.governor != trigger.token else []
    above = [] if trigger.verb else _bearing(parse, segment)
    return list(dict.fromkeys(chosen + above))


def _bearing(parse: Parse, segment: Segment) -> list[int]:
    """The verbs above a noun of deed that bear it, and not only speak of it or follow on it."""
    found, at = [], segment.trigger.token
    if any(parse[i].text.lower() in _ASIDE for i in parse.children(at, "case")):
        return []
    for head in parse.above(at):
        measured = parse[head].lemma in words("measures")
        tied = {parse[i].text.lower() for i in parse.children(at, "case")}
        beside = "to" in tied and bool(parse.children(head, "obj"))
        if head not in segment.words or beside or (parse.is_dep(at, "nmod") and not measured):
            break
        if _is_deed(parse, head):
            found.append(head)
        at = head
    return found


def _is_deed(parse: Parse, index: int) -> bool:
    """Whether a word carries what is told below it, and does not only comment on it."""
    if parse[index].lemma in words("commenting") | words("saying"):
        return False
    return parse[index].pos == "VERB" or bool(parse.children(index, "nsubj"))


def _subjectless(parse: Parse, verb: int) -> bool:
    return not is_passive(parse, verb) and not parse.children(verb, "nsubj")


def _authority(segment: Segment, before: Draft | None) -> tuple[ActorSpan, ...]:
    """Who arrested, where a passive leaves it out: the police or troops that acted just before."""
    if before is None or segment.trigger.kind.label not in {"arrest", "seizure"}:
        return ()
    if before.segment.sentence.paragraph != segment.sentence.paragraph:
        return ()
    return tuple(a for a in before.actors if is_authority(a))


def _reporting(document: Document, segment: Segment) -> tuple[ActorSpan, ...]:
    """Police who say that somebody was detained have detained him."""
    if segment.trigger.kind.type not in {"coerce", "mobilize"}:
        return ()
    speaker = speaker_of(document, segment)
    return (
        (speaker,)
        if speaker and speaker.kind in {"institution", "force", "organisation", "state"}
        else ()
    )


def _state_acting(document: Document, segment: Segment) -> tuple[ActorSpan, ...]:
    """The state whose ambassador or minister announces a sanction that names no doer."""
    if segment.trigger.kind.label != "sanction":
        return ()
    for actor in document.actors:
        after = document.text[actor.span.end : actor.span.end + 14]
        own = segment.sentence.span.contains(actor.span) and actor.kind in {"person", "office"}
        if own and _ANNOUNCES.match(after) and _OFFICIAL.search(actor.role or ""):
            row = load("world")["countries"].get(actor.country or "")
            state = replace(actor, name=row["name"], id=None, kind="state") if row else None
            return (state,) if state else ()
    return ()


def _means(text: str, span: Span) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m[0].lower() for m in _MEANS.finditer(text, span.start, span.end)))


def _event(document: Document, draft: Draft, ordinal: int) -> Event:
    kind = draft.segment.trigger.kind
    return Event(
        id=derived_id("e", _digest(document.text), ordinal),
        type=kind.type,
        mode=kind.mode,
        status=draft.status,
        actors=tuple(mention(document, _owned(document, a)) for a in draft.actors),
        recipients=tuple(mention(document, r) for r in draft.recipients),
        start=draft.start,
        end=draft.end,
        date_precision=draft.precision,
        places=draft.places,
        casualties=tuple(sorted(draft.casualties, key=_where)),
        means=draft.means,
        asserted_by=_asserted_by(document.claims, draft),
        span=draft.segment.span,
        confidence=_confidence(draft),
    )


def _where(casualty: Casualty) -> int:
    return casualty.span.start if casualty.span else 0


def _owned(document: Document, actor: ActorSpan) -> ActorSpan:
    """ "Its soldiers" as those of the body that "its" stands for, where that is known."""
    if not _POSSESSIVE.match(actor.name):
        return actor
    known = (a for a in document.actors if actor.span.overlap(a.span) and a.name != a.head)
    return next(known, actor)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _asserted_by(claims: tuple[Claim, ...], draft: Draft) -> str | None:
    """The narrowest claim with a speaker whose content holds the trigger."""
    best = _holder(claims, draft.segment.trigger.span)
    return best.id if best else None


def _holder(claims: tuple[Claim, ...], trigger: Span) -> Claim | None:
    holding = [c for c in claims if c.speaker and c.content_span.contains(trigger)]
    return min(holding, key=lambda c: c.content_span.end - c.content_span.start, default=None)


def _confidence(draft: Draft) -> float:
    """More of who, when, where and how many told in so many words, more confidence; 0.35 to 0.9."""
    told = (bool(draft.actors), draft.explicit, bool(draft.places), bool(draft.casualties))
    base = 0.35 + 0.12 * sum(told) + 0.01 * min(draft.segment.trigger.kind.weight, 7)
    return round(min(0.9, base), 2)
