"""Mentions of one happening in one text, united."""

import re
from dataclasses import dataclass, replace

from ..domain import Casualty, PlaceMention
from .document import ActorSpan, Document
from .lexicon import word_list
from .segments import Segment
from .words import fold

# Different words for one kind of deed, depending on who tells of it.
_FAMILY = {"abduction": "custody", "arrest": "custody"}
_COMMON = frozenset(word_list("common"))
_VIOLENT = frozenset(word_list("violent"))


@dataclass(frozen=True, slots=True)
class Draft:
    """An event in the making; `explicit` where its own sentence gives the date, `placed` the place."""

    segment: Segment
    status: str
    actors: tuple[ActorSpan, ...]
    recipients: tuple[ActorSpan, ...]
    start: str | None
    end: str | None
    precision: str
    explicit: bool
    places: tuple[PlaceMention, ...]
    casualties: tuple[Casualty, ...]
    means: tuple[str, ...]
    claimed: bool = False
    placed: bool = False

    @property
    def label(self) -> str:
        """The group of words that told of it."""
        return self.segment.trigger.kind.label


def merged(document: Document, drafts: list[Draft]) -> list[Draft]:
    """The drafts, each further mention folded into the first; counts are kept, never summed."""
    kept: list[Draft] = []
    for draft in drafts:
        at = _earlier(document.text, kept, draft)
        if at is None:
            kept.append(draft)
        else:
            kept[at] = _united(kept[at], draft)
    return _with_loose_counts(document, drafts, kept)


def _earlier(text: str, kept: list[Draft], draft: Draft) -> int | None:
    """The place of the draft that tells of the same happening, the likeliest kind first."""
    numbers = range(len(kept) - 1, -1, -1)
    bare = draft.claimed or not (draft.actors or draft.casualties)
    vague = bare and (not draft.explicit or draft.claimed)
    if _anaphoric(text, draft) or (vague and _noun(text, draft)):
        again = [n for n in numbers if _alike(kept[n], draft) and _no_clash(kept[n], draft)]
        if again:
            return again[0]
    same = [n for n in numbers if _same(kept[n], draft)]
    here = draft.segment.sentence.paragraph
    return max(
        same,
        key=lambda n: (
            kept[n].segment.sentence.paragraph == here,
            kept[n].segment.trigger.kind.weight,
        ),
        default=None,
    )


def _noun(text: str, draft: Draft) -> bool:
    """Whether the trigger is a bare noun rather than a verb."""
    trigger = draft.segment.trigger
    if trigger.verb or " " in trigger.word or re.search(r"(?:ed|ing)$", trigger.word):
        return False
    before = text[max(0, trigger.span.start - 12) : trigger.span.start]
    return not re.search(
        r"\b(?:to|will|would|can|could|may|might|must|should|not|they|we|who)\s+$", before
    )


def _anaphoric(text: str, draft: Draft) -> bool:
    """Whether the trigger is a noun that points back: "the attack", "those arrests"."""
    trigger = draft.segment.trigger
    if trigger.verb or " " in trigger.word or re.search(r"(?:ed|ing)$", trigger.word):
        return False
    before = text[max(0, trigger.span.start - 30) : trigger.span.start]
    after = text[trigger.span.end : trigger.span.end + 4]
    led = re.search(
        r"\b(?:the|this|these|those|such|every|\w+day[\'’]s)\s+(?!(?:\w+\s+)?(?:will|would|to|can|may|had|has|have)\s)(?:\w+\s+){0,2}$",
        before,
        re.I,
    )
    return bool(led) and not after.startswith(" of")


def _no_clash(first: Draft, later: Draft) -> bool:
    """Whether their dates could be one, or at least one of them is only carried over."""
    return not (first.explicit and later.explicit) or _dates_agree(first, later)


def _alike(first: Draft, later: Draft) -> bool:
    family = _FAMILY.get(first.label, first.label) == _FAMILY.get(later.label, later.label)
    return family or (_violent(first) and _violent(later))


def _with_loose_counts(document: Document, drafts: list[Draft], kept: list[Draft]) -> list[Draft]:
    """Counts that stand in no draft's own words go to the violent happening told of last."""
    result = list(kept)
    for span, row in document.casualties:
        if any(d.segment.span.overlap(span) for d in drafts):
            continue
        hits = [n for n, d in enumerate(result) if _violent(d)]
        before = [n for n in hits if result[n].segment.span.start <= span.start]
        at = before[-1] if before else hits[0] if hits else None
        if at is not None and row not in result[at].casualties:
            result[at] = replace(result[at], casualties=(*result[at].casualties, row))
    return result


def _same(first: Draft, later: Draft) -> bool:
    """Whether a later mention tells of the same happening."""
    if _tells_of_it(first, later):
        return True
    if first.status != later.status or not _dates_agree(first, later):
        return False
    labels = {first.label, later.label}
    if "harm" in labels and labels & {"protest", "riot"}:
        return first.segment.sentence == later.segment.sentence
    both = _violent(first) and _violent(later)
    if "harm" in labels:
        return both
    near = first.segment.sentence.paragraph == later.segment.sentence.paragraph
    return (both and near and _detail(later)) or _repeats(first, later, near=near)


def _repeats(first: Draft, later: Draft, *, near: bool) -> bool:
    """Whether both tell of one kind of deed, at one place, by or to somebody they share."""
    if _FAMILY.get(first.label, first.label) != _FAMILY.get(later.label, later.label):
        return False
    held = first.label in _FAMILY
    shared = (held and _definite(later)) or _shares(first, later, strictly=not near and not held)
    return shared and _places_agree(first, later)


def _definite(draft: Draft) -> bool:
    """Whether those it meets are only pointed back to ("the men", "them")."""
    heads = [r.head.lower() for r in draft.recipients[:1]]
    return bool(heads) and all(
        r.stands_for is not None or (len(h.split()) == 2 and h.startswith(("the ", "these ")))
        for h, r in zip(heads, draft.recipients, strict=False)
    )


def _detail(draft: Draft) -> bool:
    """Whether a side clause tells of violence without saying who did it ("burns from exploding shells")."""
    return draft.segment.trigger.depth > 0 and not draft.actors and not draft.explicit


def _nominal(draft: Draft) -> bool:
    """Whether a draft rests on a noun in a side clause ("after the arrest of ...")."""
    trigger = draft.segment.trigger
    return trigger.kind.label == "arrest" and trigger.word in {"arrest", "arrests", "detention"}


def _tells_of_it(first: Draft, later: Draft) -> bool:
    """ "Riots that injured ...", "clashes in which ... were hurt": harm in a clause on the noun."""
    gap = later.segment.span.start - first.segment.trigger.span.end
    near = first.segment.sentence == later.segment.sentence and 0 <= gap <= 12
    return near and later.label == "harm" and first.label in _VIOLENT | {"protest"}


def _violent(draft: Draft) -> bool:
    return draft.label in _VIOLENT or draft.label == "harm"


def _dates_agree(first: Draft, later: Draft) -> bool:
    """The same day, or a vague date that holds the other."""
    presumed = not later.explicit or (not first.explicit and _shares(first, later, strictly=True))
    if presumed or first.start is None or later.start is None:
        return True
    short, long = sorted((first.start, later.start), key=len)
    return long.startswith(short)


def _shares(first: Draft, later: Draft, *, strictly: bool) -> bool:
    """Whether they have an actor in common; loosely, also when one of them names none."""
    mine, theirs = _names(first), _names(later)
    return bool(mine & theirs) or (not strictly and (not mine or not theirs))


def _names(draft: Draft) -> set[str]:
    """The telling words of the actors' names, singular."""
    words = {w.rstrip("s") for a in draft.actors + draft.recipients for w in fold(a.name).split()}
    return words - _COMMON


def _places_agree(first: Draft, later: Draft) -> bool:
    mine, theirs = ({p.name for p in d.places} for d in (first, later))
    if not mine or not theirs or mine & theirs:
        return True
    wide = any(p.precision in {"region", "country"} for d in (first, later) for p in d.places)
    return wide and bool({p.country for p in first.places} & {p.country for p in later.places})


def _united(first: Draft, later: Draft) -> Draft:
    """The first mention with what the later one adds; the more telling kind of word decides."""
    main = later if first.label == "harm" and later.label != "harm" else first
    clearer = first.claimed and later.explicit and not first.explicit and not later.claimed
    told = later if clearer or (_nominal(first) and not _nominal(later)) else first
    dated = (
        later if later.explicit and (not first.explicit or _tells_of_it(first, later)) else first
    )
    return replace(
        first,
        segment=replace(told.segment, trigger=main.segment.trigger),
        actors=first.actors or later.actors,
        recipients=first.recipients or later.recipients,
        start=dated.start, end=dated.end, precision=dated.precision,
        explicit=first.explicit or later.explicit,
        places=_united_places(first, later),
        placed=first.placed or later.placed,
        casualties=first.casualties + tuple(c for c in later.casualties if c not in first.casualties),
        means=tuple(dict.fromkeys(first.means + later.means)),
    )  # fmt: skip


def _united_places(first: Draft, later: Draft) -> tuple[PlaceMention, ...]:
    """Those that the text gives for it rather than those carried over; of equals the narrower."""
    if not first.places or (later.placed and not first.placed):
        return later.places
    if later.placed and first.places and _wide(first) and not _wide(later):
        return later.places
    return first.places


def _wide(draft: Draft) -> bool:
    """Whether its places are regions or countries only."""
    return all(p.precision in {"region", "country"} for p in draft.places)
