"""Who is taken to have done what a text tells without a doer: the crowd or the authority it names."""

from .document import ActorSpan, Document
from .segments import Segment
from .words import fold

_CROWD = frozenset({"protest", "riot"})
_CROWDS = frozenset(
    [
        "protesters",
        "demonstrators",
        "rioters",
        "crowd",
        "residents",
        "locals",
        "villagers",
        "students",
        "workers",
        "farmers",
        "youths",
        "supporters",
        "activists",
        "strikers",
        "opponents",
    ]
)
_LAWFUL = frozenset({"arrest", "seizure", "force", "release"})
_AUTHORITIES = frozenset(
    [
        "police",
        "policeman",
        "policemen",
        "officer",
        "officers",
        "gendarmerie",
        "gendarmes",
        "authority",
        "authorities",
        "troops",
        "soldiers",
        "army",
        "military",
        "forces",
        "prosecutors",
    ]
)


def presumed(
    document: Document, segment: Segment, met: tuple[ActorSpan, ...]
) -> tuple[ActorSpan, ...]:
    """The crowd behind a protest, the authority behind an arrest, as the text names them nearest by.

    Those whom the deed `met` did not do it.

    Those named before in the paragraph come first, then those after, then those elsewhere before.
    """
    kind = segment.trigger.kind
    if kind.type in _CROWD:
        fitting = [a for a in document.actors if _crowd(a)]
    elif kind.label in _LAWFUL:
        fitting = [a for a in document.actors if is_authority(a)]
    else:
        return ()
    fitting = [a for a in fitting if not any(a.span.overlap(m.span) for m in met)]
    at = segment.trigger.span.start
    inside = _paragraph(document, segment)
    before = [a for a in fitting if a.span.end <= at]
    here = [a for a in fitting if a.span.start >= inside[0] and a.span.end <= inside[1]]
    near = [a for a in here if a.span.end <= at]
    for group in (near[-1:], here[:1], before[-1:], fitting[:1]):
        if group:
            return tuple(group)
    return ()


def is_authority(actor: ActorSpan) -> bool:
    """Whether an actor is a body that arrests: police, troops, a government."""
    words = fold(actor.name).split()
    official = actor.kind in {"institution", "force"} and not actor.coreferent
    return official and (words[-1] in _AUTHORITIES or words[0] == "government")


def _crowd(actor: ActorSpan) -> bool:
    """Whether a group can be a crowd with a cause: a people by its name, or those who protest."""
    if actor.kind != "community" or actor.coreferent:
        return False
    words = actor.head.split()
    return words[-1][:1].isupper() or actor.country is not None or words[-1] in _CROWDS


def _paragraph(document: Document, segment: Segment) -> tuple[int, int]:
    number = segment.sentence.paragraph
    spans = [s.span for s in document.sentences if s.paragraph == number]
    return spans[0].start, spans[-1].end
