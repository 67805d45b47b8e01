"""Triggers: the words of a sentence that tell of a happening, found over its parse."""

from dataclasses import dataclass

from ..domain import Span
from .acts import Act, Sentence
from .predicates import Kind
from .syntax.parse import Parse

__all__ = ["Kind", "Trigger", "triggers"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of a happening; `word` is it in lower case, `verb` whether it is one.

    In the parse, `token` is its index, `governor` that of the verb whose subject does it ("carried
    out" of "carried out an attack"; else the token itself) and `complement` that of what is
    promised, demanded or refused. `status` is set where the construction decides it.
    """

    span: Span
    kind: Kind
    word: str
    verb: bool
    token: int = -1
    governor: int = -1
    complement: int | None = None
    status: str | None = None
    depth: int = 0


def triggers(parse: Parse, within: Span) -> list[Trigger]:
    """The triggers of a sentence, in text order; `depth` counts from what its main clause tells."""
    found = Sentence(parse, parse.within(within)).acts()
    return sorted(
        (_trigger(parse, act, depth) for depth, act in enumerate(found)),
        key=lambda t: t.span.start,
    )


def _trigger(parse: Parse, act: Act, depth: int) -> Trigger:
    token = parse[act.token]
    return Trigger(
        span=token.span,
        kind=act.kind,
        word=token.text.lower(),
        verb=token.tag.startswith("VB") or bool(parse.children(act.token, "aux:pass")),
        token=act.token,
        governor=act.governor,
        complement=act.complement,
        status=act.status,
        depth=depth,
    )
