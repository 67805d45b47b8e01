"""Two ways to find attributions, by word order and by the parse, taken together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ...domain import Span
from .assembly import Attribution
from .nearby import Nearby

# What both ways find is surer than what one of them finds.
_SURER, _LESS = 0.05, 0.1


@dataclass(frozen=True, slots=True)
class _Held:
    span: Span
    attribution: Attribution


def agreed(
    by_words: Iterable[Attribution], by_parse: Iterable[Attribution]
) -> Iterator[Attribution]:
    """What word order finds, and what only the parse finds."""
    first, second = list(by_words), list(by_parse)
    for found, others in ((first, _shelf(second)), (second, _shelf(first))):
        for attribution in found:
            same = any(
                _same(attribution, o.attribution) for o in others.touching(attribution.content)
            )
            if same and found is second:
                continue
            change = _SURER if same else -_LESS
            yield replace(attribution, confidence=round(attribution.confidence + change, 2))


def _shelf(found: list[Attribution]) -> Nearby[_Held]:
    return Nearby(_Held(a.content, a) for a in found)


def _same(a: Attribution, b: Attribution) -> bool:
    """Whether two attributions tell of one utterance: most of a content shared, and cue or speaker."""
    shared = a.content.overlap(b.content)
    shorter = min(a.content.end - a.content.start, b.content.end - b.content.start)
    if shared * 2 < shorter:
        return False
    return a.speaker.name == b.speaker.name or _head(a.cue) == _head(b.cue)


def _head(cue: str) -> str:
    return cue.split()[0].lower()
