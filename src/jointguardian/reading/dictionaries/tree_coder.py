"""Coding with dictionaries of the newer style: each verb's event put together with those of its clauses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..syntax import is_negated, is_passive, obliques
from .cameo import COOPERATION, combined, refused, stands_alone
from .clauses import (
    after,
    doers,
    first_named,
    is_fragment,
    is_misread,
    is_tail,
    source_of,
    targets_of,
    verbs,
)
from .coding import Choices, Coding, coding
from .entries import Dictionaries, Transformation
from .parties import Party, parties
from .sentence import Sentence
from .spread import Bound
from .tree_patterns import fits_tree
from .verb_forms import forms_of

Parties = tuple[Party, ...]
_DEPTH = 6
_FROM = {"by", "from", "in"}
_AT = {"at", "against", "into", "towards"}
# Patterns and defaults that deliberately give no code.
_NOTHING = "---"


@dataclass(frozen=True, slots=True)
class _Event:
    """What a verb says: `name` is its block in the dictionary."""

    verb: int
    source: Parties
    target: Parties
    code: str
    name: str


def coded(sentence: Sentence, known: Dictionaries, choices: Choices) -> Iterator[Coding]:
    """The events of a sentence's main clauses; of others only where those give none."""
    any_found = False
    for verb in _mains(sentence):
        found = list(_codings(sentence, _meaning(sentence, verb, known, 0), choices))
        found = found or list(_lower(sentence, verb, known, choices))
        any_found = any_found or bool(found)
        yield from found
    if not any_found:
        yield from _elsewhere(sentence, known, choices)


def _mains(sentence: Sentence) -> list[int]:
    """The verbs of main clauses: the root, what is joined to it and what stands beside it."""
    parse = sentence.parse
    found = [v for v in verbs(sentence) if _is_main(sentence, v)]
    return [v for v in found if not is_tail(parse, v)] or found


def _is_main(sentence: Sentence, verb: int) -> bool:
    parse = sentence.parse
    if parse[verb].is_root:
        return True
    head = parse[verb].head
    if parse.is_dep(verb, "conj", "parataxis"):
        return parse[head].is_root or _is_main(sentence, head)
    told = parse.is_dep(verb, "ccomp") and verb < head
    if parse[head].is_root and (told or is_misread(parse, verb)):
        return True
    return is_fragment(parse, verb) or _is_there(sentence, verb)


def _is_there(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is what "there were" tells of ("there were ten people killed")."""
    parse, head = sentence.parse, sentence.parse[verb].head
    return parse.is_dep(head, "nsubj") and bool(parse.children(parse[head].head, "expl"))


def _passive(sentence: Sentence, verb: int) -> bool:
    there = _is_there(sentence, verb) and sentence.parse[verb].tag in {"VBD", "VBN"}
    return there or is_passive(sentence.parse, verb)


def _elsewhere(sentence: Sentence, known: Dictionaries, choices: Choices) -> Iterator[Coding]:
    """The events of the first finite clause that has any, where the main clauses have none."""
    parse = sentence.parse
    for verb in verbs(sentence):
        if parse.children(verb, "nsubj") and not parse.is_dep(verb, "acl"):
            found = list(_codings(sentence, _meaning(sentence, verb, known, 1), choices))
            if found:
                yield from found
                return


def _lower(
    sentence: Sentence, verb: int, known: Dictionaries, choices: Choices
) -> Iterator[Coding]:
    """The events of the clauses below one that gives none itself."""
    parse = sentence.parse
    for child in parse.children(verb, "advcl", "ccomp", "xcomp"):
        found = list(_codings(sentence, _meaning(sentence, child, known, 1), choices))
        yield from found
        if found:
            return


def _meaning(sentence: Sentence, verb: int, known: Dictionaries, depth: int) -> list[_Event]:
    """What a verb says with the clauses that complete it."""
    name, bound = _looked_up(sentence, verb, known)
    active, _, back = bound.code.partition(":")
    own = _Event(verb, source_of(sentence, verb), (), active, name)
    below = _completing(sentence, verb, known, depth) if active or not back else []
    if below:
        events = [e for low in below for e in _joined(own, low, known)]
    else:
        events = _alone(sentence, own, bound, back)
    if is_negated(sentence.parse, verb):
        events = [replace(e, code=refused(e.code)) for e in events]
    return events


def _completing(sentence: Sentence, verb: int, known: Dictionaries, depth: int) -> list[_Event]:
    if depth >= _DEPTH:
        return []
    parse = sentence.parse
    below = [c for c in parse.children(verb, "xcomp", "ccomp") if c > verb]
    below += [j for c in below for j in parse.children(c, "conj") if parse[j].pos == "VERB"]
    below = [c for c in below if parse[c].tag[:2] == "VB" or parse.children(c, "nsubj", "mark")]
    found = [e for c in below for e in _meaning(sentence, c, known, depth + 1)]
    return [e for e in found if e.code or parse.children(e.verb, "nsubj")]


def _joined(own: _Event, low: _Event, known: Dictionaries) -> list[_Event]:
    """A verb with an event of its clause: by a transformation, as one combined act, or the act alone."""
    ours = {p.code for p in own.source}
    same = not low.source or bool(ours & {p.code for p in low.source})
    for change in known.transformations:
        if ours and _applies(change, own, low, same):
            target = low.target if change.own != "b" else low.source
            code = low.code if change.code == "Q" else change.code
            return [_Event(own.verb, own.source, target, code, own.name)]
    if not own.source and not own.code:
        return [low]
    if not low.code:
        return [] if same or own.code[:3] in {"", "010"} else [replace(own, target=low.source)]
    if same:
        return [_Event(own.verb, own.source, low.target, combined(own.code, low.code), low.name)]
    reported = own.code[:2] in {"", "01"} or not own.source
    if reported or stands_alone(low.code):
        return [low] if reported else []
    return [_Event(own.verb, own.source, low.source, combined(own.code, low.code), low.name)]


def _applies(change: Transformation, own: _Event, low: _Event, same: bool) -> bool:
    if change.outer != own.code[:2] or change.inner not in {"Q", low.code[:2]}:
        return False
    return same if change.own in {"a", "_"} else not same


def _alone(sentence: Sentence, own: _Event, bound: Bound, back: str) -> list[_Event]:
    """A verb without a clause: its subject, its object and, for a double code, the event turned round."""
    passive = _passive(sentence, own.verb)
    if passive or (back and not own.code):
        return [_turned(sentence, own, bound, own.code or back)]
    source = bound.source or own.source
    target = bound.target or _others(targets_of(sentence, own.verb), source)
    target = target or first_named(sentence, after(sentence, own.verb), source)
    event = replace(own, source=source, target=target)
    shared = sentence.parse.is_dep(own.verb, "xcomp")
    if not back or shared:
        return [event]
    return [event, replace(event, source=target, target=source, code=back)]


def _turned(sentence: Sentence, own: _Event, bound: Bound, code: str) -> _Event:
    """A passive: the subject undergoes it; who does it stands after "by", "from" or "in"."""
    source = bound.source or doers(sentence, own.verb) or _tied(sentence, own.verb, _FROM)
    target = bound.target or own.source or _tied(sentence, own.verb, _AT)
    if not source and not _passive(sentence, own.verb):
        source = first_named(sentence, after(sentence, own.verb), target)
    return replace(own, source=source, target=_others(target, source), code=code)


def _tied(sentence: Sentence, verb: int, words: set[str]) -> Parties:
    for noun, word in obliques(sentence.parse, verb):
        if word in words and (found := parties(sentence, noun)):
            return found
    return ()


def _others(found: Parties, taken: Parties) -> Parties:
    return tuple(p for p in found if p.code not in {t.code for t in taken})


def _looked_up(sentence: Sentence, verb: int, known: Dictionaries) -> tuple[str, Bound]:
    """A verb's block, and its code by the longest pattern that fits, else its own."""
    forms = forms_of(sentence, verb, known)
    if not forms:
        return "", Bound("")
    patterns = {id(p): p for f in forms for p in f.verb.patterns}.values()
    for pattern in sorted(patterns, key=lambda p: -p.length):
        if bound := fits_tree(sentence, pattern, verb):
            code = "" if bound.code == _NOTHING else bound.code
            return forms[0].verb.name, replace(bound, code=code)
    code = next((f.verb.code for f in forms if f.verb.code), "")
    return forms[0].verb.name, Bound(code)


def _codings(sentence: Sentence, events: list[_Event], choices: Choices) -> Iterator[Coding]:
    for e in events:
        if not e.code:
            continue
        pairs = [(a, b) for a in e.source for b in e.target]
        if not e.target and e.code[:2] in COOPERATION:
            pairs = [(a, b) for a in e.source for b in e.source]
        if not pairs and not choices.dyads:
            pairs = [(a, Party("---", a.span)) for a in e.source]
        for a, b in pairs:
            if a.code != b.code:
                yield coding(sentence, e.verb, a, b, e.code)
