"""Verbs that attribute: "said that", "vowed to", "rejected the plan", "warned of", "was told"."""

from collections.abc import Iterator

from ..syntax import Parse, is_negated, is_passive
from .cue_words import CueWords, Group, cue_words
from .found import Block, Found, block, runs, trimmed, without
from .sources import named, source_of

# Verbs that only time or colour the infinitive behind them ("went on to say").
_ASPECT = frozenset(
    {"continue", "begin", "start", "go", "keep", "try", "attempt", "use", "have", "come", "get", "rush",
     "proceed", "manage", "fail", "move", "work", "serve", "help", "tend", "stop", "cease"}
)  # fmt: skip
_NOT_CONTENT = frozenset({"advcl", "conj", "parataxis", "punct", "cc", "discourse", "vocative"})
# Prepositions of phrases that complete an object ("accused X of", "praised X for", "cast X as").
_COMPLETING = frozenset(
    {"of", "for", "as", "over", "about", "on", "against", "with", "from", "to", "into"}
)


def verb_cues(parse: Parse, verb: int) -> Iterator[Found]:
    """The attribution of one verb, if it makes one."""
    token = parse[verb]
    if token.pos not in {"VERB", "AUX"} or parse.is_dep(verb, "aux", "cop", "amod", "compound"):
        return
    words = cue_words()
    groups = _groups(parse, verb, words)
    if not groups:
        return
    found = (
        _passive(parse, verb, groups) if is_passive(parse, verb) else _active(parse, verb, groups)
    )
    if found:
        yield found


def _groups(parse: Parse, verb: int, words: CueWords) -> tuple[Group, ...]:
    lemma = parse[verb].lemma
    particles = parse.children(verb, "compound:prt")
    if particles:
        joined = words.verbs.get(f"{lemma} {parse[particles[0]].text.lower()}")
        if joined:
            return joined
    return words.verbs.get(lemma, ())


def _with(groups: tuple[Group, ...], *frames: str) -> Group | None:
    return next((g for g in groups if any(f in g.frames for f in frames)), None)


def _active(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Found | None:
    top = _governor(parse, verb)
    source, who = source_of(parse, top)
    chosen = _content(parse, verb, groups)
    if chosen is None:
        return None
    group, frame, content, extra = chosen
    content = _apart(parse, verb, content)
    if not content:
        return None
    cue = _cue(parse, verb, top, extra)
    for hole in (*cue, *source):
        content = without(content, hole)
    if not content:
        return None
    return Found(
        verb, parse[verb].lemma, group, source, cue, content, who, is_negated(parse, verb), frame
    )


def _governor(parse: Parse, verb: int) -> int:
    """The verb that only times this one ("continued to say"), else the verb itself."""
    top, steps = verb, 0
    while steps < 3 and parse.is_dep(top, "xcomp") and parse[parse[top].head].lemma in _ASPECT:
        if parse.children(parse[top].head, "obj"):
            break
        top, steps = parse[top].head, steps + 1
    return top


Chosen = tuple[Group, str, tuple[Block, ...], tuple[int, ...]]


def _content(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    """Group, frame, content and further words of the cue; None when nothing is attributed."""
    return (
        _clause(parse, verb, groups)
        or _beside(parse, verb, groups)
        or _infinitive(parse, verb, groups)
        or _naming(parse, verb, groups)
        or _particle(parse, verb, groups)
        or _object(parse, verb, groups)
    )


def _clause(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    group = _with(groups, "clause", "hearer", "quote")
    clauses = [c for c in parse.children(verb, "ccomp") if not _bare_infinitive(parse, c)]
    if group is None or not clauses:
        return None
    return group, "clause", tuple(block(parse, c) for c in clauses), ()


def _bare_infinitive(parse: Parse, clause: int) -> bool:
    """Whether a clause has neither a subject nor a finite verb."""
    return any(parse[m].tag == "TO" for m in parse.children(clause, "mark", "aux"))


def _beside(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    """The main clause that a verb stands beside: "..., said X", "as X put it", and "X: ..."."""
    group = _with(groups, "quote", "clause")
    if group is None or not parse.children(verb, "nsubj"):
        return None
    head = parse[verb].head
    marked = any(parse[m].text.lower() == "as" for m in parse.children(verb, "mark", "advmod"))
    if parse.is_dep(verb, "parataxis") or (parse.is_dep(verb, "advcl") and marked):
        if parse.children(verb, "obj", "xcomp") and not marked:
            return None
        return group, "quote", without((block(parse, head),), block(parse, verb)), ()
    own = [c for c in parse.children(verb, "parataxis") if parse[c].pos != "PUNCT"]
    if own and "quote" in group.frames:
        return group, "quote", tuple(block(parse, c) for c in own), ()
    return None


def _infinitive(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    inner = [
        c
        for c in parse.children(verb, "xcomp", "ccomp", "advcl")
        if parse[c].pos in {"VERB", "AUX", "ADJ", "NOUN"}
        and any(parse[m].tag == "TO" for m in parse.children(c, "mark", "aux"))
        and (not parse.is_dep(c, "advcl") or parse.children(verb, "obj"))
    ]
    if not inner:
        return None
    heard = bool(parse.children(verb, "obj", "iobj"))
    group = _with(groups, "hearer", "to") if heard else _with(groups, "to", "hearer")
    if group is None:
        return None
    content = [block(parse, c) for c in inner]
    if "hearer" not in group.frames:
        content = [*(block(parse, o) for o in parse.children(verb, "obj")), *content]
    return group, "to", _joined(content), ()


def _naming(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    group = _with(groups, "naming")
    if group is None:
        return None
    objects = parse.children(verb, "obj", "iobj")
    names = [
        c
        for c in parse.children(verb, "xcomp", "obl", "advcl", "ccomp")
        if c > verb and (parse.is_dep(c, "xcomp") or _case(parse, c) == "as")
    ]
    if not objects or not (names or len(objects) > 1):
        return None
    return group, "naming", _joined([block(parse, c) for c in (*objects, *names)]), ()


def _case(parse: Parse, noun: int) -> str:
    marks = parse.children(noun, "case", "mark")
    return parse[marks[0]].text.lower() if marks else ""


def _particle(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    """ "called for talks", "spoke about the raid": the preposition belongs to the cue."""
    for child in parse.children(verb, "obl", "advcl", "nmod"):
        if child < verb:
            continue
        word = _case(parse, child)
        group = next((g for g in groups if word in g.after), None)
        if group is None or _timed(parse, child):
            continue
        if parse.children(verb, "obj") and "hearer" not in group.frames and group.kind != "say":
            continue
        mark = parse.children(child, "case", "mark")[0]
        content = without((block(parse, child),), (mark, mark))
        if group.kind == "ask" and word in {"on", "upon", "to"}:
            asked = [c for c in parse.children(verb, "xcomp", "advcl", "ccomp") if c > child]
            asked += [c for c in parse.children(child, "acl") if c > child]
            if asked:
                return group, "hearer", tuple(block(parse, c) for c in asked[:1]), (mark,)
        return group, "particle", content, (mark,)
    return None


def _timed(parse: Parse, noun: int) -> bool:
    return parse.is_dep(noun, "obl:tmod", "obl:npmod") or parse[noun].text.endswith("day")


def _object(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    group = _with(groups, "object")
    objects = [o for o in parse.children(verb, "obj") if o > verb]
    if group is None or not objects:
        return None
    if (
        parse[objects[0]].lemma in {"himself", "herself", "themselves", "itself"}
        and len(objects) == 1
    ):
        return None
    completing = [
        c
        for c in parse.children(verb, "obl", "advcl", "xcomp")
        if c > objects[-1]
        and (_case(parse, c) in _COMPLETING or parse.is_dep(c, "xcomp"))
        and not _timed(parse, c)
    ]
    return group, "object", _joined([block(parse, c) for c in (*objects, *completing)]), ()


def _joined(blocks: list[Block]) -> tuple[Block, ...]:
    """Blocks as one stretch."""
    return ((min(b[0] for b in blocks), max(b[1] for b in blocks)),)


def _apart(parse: Parse, verb: int, content: tuple[Block, ...]) -> tuple[Block, ...]:
    """A content without punctuation at its ends and without the verb's own words."""
    kept = [t for b in without(content, (verb, verb)) if (t := trimmed(parse, b))]
    return tuple(kept)


def _passive(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Found | None:
    """ "X was praised by Y", "X is expected to ...", "it was said that ..."."""
    agents = [i for i in parse.children(verb, "obl") if _case(parse, i) == "by"]
    source: tuple[Block, ...] = ()
    for agent in agents[:1]:
        low, high = block(parse, agent)
        by = parse.children(agent, "case")[0]
        source = ((max(low, by + 1), high),)
    who = agents[0] if agents else None
    content, group = _undergone(parse, verb, groups)
    if group is None or not content:
        return None
    cue = _cue(parse, verb, verb, tuple(parse.children(a, "case")[0] for a in agents[:1]))
    for hole in (*cue, *source):
        content = without(content, hole)
    content = _apart(parse, verb, content)
    if not content:
        return None
    return Found(
        verb,
        parse[verb].lemma,
        group,
        source,
        cue,
        content,
        who,
        is_negated(parse, verb),
        "passive",
    )


def _undergone(
    parse: Parse, verb: int, groups: tuple[Group, ...]
) -> tuple[tuple[Block, ...], Group | None]:
    clauses = [
        block(parse, c) for c in parse.children(verb, "ccomp", "xcomp", "csubj") if c != verb
    ]
    named_ = [s for s in parse.children(verb, "nsubj") if parse[s].text.lower() != "it"]
    heard = _with(groups, "hearer")
    if clauses and heard:
        return tuple(clauses), heard
    group = (
        _with(groups, "clause", "to", "naming") if clauses else _with(groups, "object", "naming")
    )
    if group is None:
        return (), None
    if parse.is_dep(verb, "acl") and not named_:
        return tuple(clauses), group
    subject = [b for s in named_ for b in named(parse, s, verb)]
    return tuple((*subject, *clauses)), group


def _cue(parse: Parse, verb: int, top: int, extra: tuple[int, ...]) -> tuple[Block, ...]:
    """The verb with its auxiliaries, adverbs before it, particles, and further words."""
    words = {verb, *parse.children(verb, "compound:prt"), *extra}
    first = verb
    for at in dict.fromkeys((verb, top)):
        before = [i for i in parse.children(at, "aux", "advmod", "cop") if i < at and i >= at - 5]
        first = min([first, at, *before])
    subject = [s for s in parse.children(top, "nsubj") if s < verb]
    edge = max((block(parse, s)[1] for s in subject), default=-1)
    start = first if edge < first else edge + 1
    while start < verb and parse[start].pos == "PUNCT":
        start += 1
    words |= set(range(start, verb))
    return runs(words)
