"""Verbs that attribute: "said that", "vowed to", "rejected the plan", "warned of", "was told"."""

from collections.abc import Iterator

from ..syntax import Parse, is_negated, is_passive
from .cue_words import CueWords, Group, cue_words
from .found import Block, Found, block, runs, trimmed, without
from .sources import goes_on, named, source_of
from .surface import start_of

# Verbs that only time or colour the infinitive behind them ("went on to say").
_ASPECT = frozenset(
    {"continue", "begin", "start", "go", "keep", "try", "attempt", "use", "have", "come", "get", "rush",
     "proceed", "manage", "fail", "move", "work", "serve", "help", "tend", "stop", "cease"}
)  # fmt: skip
# Verbs that say and nothing else: a clause with one stands on its own.
_PLAIN = frozenset({"say", "tell", "add", "reply", "respond"})
# The longest name of a forum ("in an interview with the paper"), in tokens.
_FORUM = 8
# Prepositions of phrases that complete an object ("accused X of", "praised X for", "cast X as").
_COMPLETING = frozenset(
    {"of", "for", "as", "over", "about", "on", "against", "with", "from", "to", "into"}
)


def verb_cues(parse: Parse, verb: int) -> Iterator[Found]:
    """The attribution of one verb, if it makes one."""
    if parse.is_dep(verb, "aux", "cop", "amod", "compound"):
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
    lemma = words.base(parse[verb])
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
        verb,
        cue_words().base(parse[verb]),
        group,
        source,
        cue,
        content,
        who,
        is_negated(parse, verb),
        frame,
    )


def _governor(parse: Parse, verb: int) -> int:
    """The verb that only times this one ("continued to say"), else the verb itself."""
    top, base = verb, cue_words().base
    for _ in range(3):
        head = parse[top].head
        infinitive = any(parse[m].tag == "TO" for m in parse.children(top, "mark", "aux"))
        tied = parse.is_dep(top, "xcomp") or (parse.is_dep(top, "advcl") and infinitive)
        plain = parse[head].lemma in _ASPECT or base(parse[head]) in _ASPECT
        if not tied or not plain or head > top or parse.children(head, "obj"):
            break
        top = head
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
    clauses = [
        c
        for c in parse.children(verb, "ccomp")
        if not _bare_infinitive(parse, c) and not goes_on(parse, c)
    ]
    if group is None or not clauses:
        return None
    blocks = [block(parse, c) for c in clauses]
    if clauses[-1] > verb:
        last = clauses[-1]
        other = next(iter(parted(parse, verb, last)), None)
        end = blocks[-1][1] if other is None else _ended(parse, block(parse, other)[0] - 1, last)
        reach = _reach(parse, verb, last)
        blocks[-1] = (blocks[-1][0], max(end, reach) if other is None else min(end, reach))
    return group, "clause", tuple(blocks), ()


def _reach(parse: Parse, verb: int, clause: int) -> int:
    """How far a content goes: to the end of the verb's words, or to where it does something else."""
    end = block(parse, verb)[1]
    for other in parse.children(verb):
        if other > clause and _apart_from(parse, other):
            end = min(end, block(parse, other)[0] - 1)
    return _ended(parse, end, clause)


def _ended(parse: Parse, end: int, clause: int) -> int:
    """An end without the marks and joining words that hang on it."""
    while end > clause and (parse[end].pos == "PUNCT" or parse.is_dep(end, "cc")):
        end -= 1
    return end


def parted(parse: Parse, verb: int, clause: int) -> Iterator[int]:
    """Verbs tied to a content that are the speaker's own next deed ("said it was late and accused ...")."""
    words, opening = cue_words(), parse.children(clause, "nsubj")
    pronoun = bool(opening) and parse[opening[0]].pos == "PRON"
    for other in parse.children(clause, "conj"):
        token = parse[other]
        if parse.children(other, "nsubj", "aux", "mark") or token.tag != parse[verb].tag:
            continue
        if any(g.claim for g in words.verbs.get(words.base(token), ())) and (
            not pronoun or token.tag != parse[clause].tag or token.tag == "VBZ"
        ):
            yield other


def _apart_from(parse: Parse, other: int) -> bool:
    """Whether what hangs on a verb behind its content is none of the content."""
    if parse.is_dep(other, "conj", "parataxis") or goes_on(parse, other):
        return True
    if parse[other].pos == "VERB" and cue_words().base(parse[other]) in _PLAIN:
        return True
    if not parse.is_dep(other, "advcl", "obl"):
        return False
    opens = block(parse, other)[0]
    return parse[opens].text == "," or parse[opens - 1].text == ","


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
        things = [o for o in parse.children(verb, "obj", "xcomp") if not _timed(parse, o)]
        if not (things and not marked) and not (marked and parse.children(verb, "parataxis")):
            return group, "quote", without((block(parse, head),), block(parse, verb)), ()
    own = [
        c
        for c in parse.children(verb, "parataxis")
        if parse[c].pos != "PUNCT" and not goes_on(parse, c)
    ]
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
    """Whether a noun is a day and no thing."""
    word = parse[noun].text
    return (
        parse.is_dep(noun, "obl:tmod", "obl:npmod", "obl:unmarked")
        or word.endswith("day")
        or word[:1].isdigit()
    )


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


def spoken(parse: Parse, verb: int, sentence: Block) -> Found | None:
    """A plain verb of saying that the parse has left without content: what stands behind or before."""
    words = cue_words()
    base = words.base(parse[verb])
    if base not in _PLAIN or parse[verb].tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    group = _with(words.verbs[base], "clause", "quote", "hearer")
    source, who = source_of(parse, verb)
    if group is None or not source:
        return None
    low, high = sentence
    cue = _cue(parse, verb, verb, ())
    rest = trimmed(parse, (cue[-1][1] + 1, high))
    behind = rest is not None and parse[cue[-1][1] + 1].pos != "PUNCT" and rest[1] - rest[0] > 1
    part = rest if behind else trimmed(parse, (low, min(source[0][0], cue[0][0]) - 1))
    if part is None or part[1] - part[0] < 2:
        return None
    content: tuple[Block, ...] = (part,)
    for hole in (*cue, *source):
        content = without(content, hole)
    kept = _apart(parse, verb, content)
    return Found(verb, base, group, source, cue, kept, who, frame="clause") if kept else None


_OPENS = frozenset({"that", "he", "she", "they", "it", "there", "how", "why", "whether", "“", '"'})


def misread(parse: Parse, at: int, sentence: Block) -> Found | None:
    """A verb that was tagged as a noun: "the poll shows that", "her allies fear that"."""
    words, token = cue_words(), parse[at]
    low, high = sentence
    base = words.forms.get(token.text.lower(), "")
    group = _with(words.verbs.get(base, ()), "clause")
    if group is None or at == low or at + 2 > high or parse[at + 1].text.lower() not in _OPENS:
        return None
    before = parse[at - 1]
    third = token.text.lower() != base
    if before.tag not in ({"NN", "NNP", "PRP"} if third else {"NNS", "NNPS"}):
        return None
    source = (start_of(parse, at - 1, low), at - 1)
    content = trimmed(parse, (at + 1, high))
    return Found(at, base, group, (source,), ((at, at),), (content,), at - 1) if content else None


def _passive(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Found | None:
    """ "X was praised by Y", "X is expected to ...", "it was said that ..."."""
    agents = [i for i in parse.children(verb, "obl", "nmod") if _case(parse, i) == "by"]
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
        block(parse, c)
        for c in parse.children(verb, "ccomp", "xcomp", "csubj", "advcl")
        if not parse.is_dep(c, "advcl") or (c > verb and _bare_infinitive(parse, c))
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
    return (*subject, *clauses), group


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
    words |= set(range(verb + 1, _manner(parse, verb) + 1))
    return runs(words)


def _manner(parse: Parse, verb: int) -> int:
    """The last word of how, or in what forum, something is said right behind the verb."""
    at = verb
    if at + 1 < len(parse) and parse[at + 1].tag == "RB" and parse[at + 1].head == verb:
        at += 1
    for other in parse.children(verb, "obl", "nmod"):
        low, high = block(parse, other)
        forum = cue_words().base(parse[other]) in cue_words().forums
        if low == at + 1 and high - low < _FORUM and forum and _case(parse, other) != "to":
            return max(at, other)
    return at
