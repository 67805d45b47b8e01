"""Verbs that attribute: "said that", "vowed to", "rejected the plan", "warned of", "was told"."""

from collections.abc import Iterator

from ..syntax import Parse, is_negated, is_passive
from .cue_words import CueWords, Group, cue_words, with_frame
from .found import Block, Found, block, runs, without
from .passive import passive
from .sources import goes_on, named, source_of
from .strays import PLAIN
from .wording import apart, bare_infinitive, case, cue_of

# Verbs that only time or colour the infinitive behind them ("went on to say").
_ASPECT = frozenset(
    {"continue", "begin", "start", "go", "keep", "try", "attempt", "use", "have", "come", "get", "rush",
     "proceed", "manage", "fail", "move", "work", "serve", "help", "tend", "stop", "cease"}
)  # fmt: skip
# The longest way from "issued" to "saying" in "issued a statement late on Monday saying", in tokens.
_ISSUED = 10
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
    cleared = _cleared(parse, verb)
    if cleared:
        yield cleared
        return
    if not groups:
        return
    found = (
        passive(parse, verb, groups) if is_passive(parse, verb) else _active(parse, verb, groups)
    )
    if found:
        yield found


_CLEAR = Group(kind="say", stance="states", frames=("clause",))


def _cleared(parse: Parse, verb: int) -> Found | None:
    """ "Made it clear that": the adjective and the verb are one cue."""
    words = cue_words()
    if words.base(parse[verb]) not in {"make", "leave"}:
        return None
    clear = [
        i
        for i in range(verb + 1, min(verb + 4, len(parse)))
        if parse[i].text.lower() in words.clear and parse[i].pos == "ADJ"
    ]
    clauses = [c for i in (verb, *clear) for c in parse.children(i, "ccomp", "advcl")]
    clauses = [c for c in clauses if clear and c > clear[0] and parse.children(c, "nsubj")]
    source, who = source_of(parse, verb)
    if not clauses or not source:
        return None
    cue = cue_of(parse, verb, verb, tuple(range(verb, clear[0] + 1)))
    content: tuple[Block, ...] = (block(parse, clauses[0]),)
    for hole in (*cue, *source):
        content = without(content, hole)
    content = apart(parse, verb, content)
    negated = is_negated(parse, verb)
    return Found(verb, "make", _CLEAR, source, cue, content, who, negated) if content else None


def _groups(parse: Parse, verb: int, words: CueWords) -> tuple[Group, ...]:
    lemma = words.base(parse[verb])
    particles = parse.children(verb, "compound:prt")
    if particles:
        joined = words.verbs.get(f"{lemma} {parse[particles[0]].text.lower()}")
        if joined:
            return joined
    return words.verbs.get(lemma, ())


def _active(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Found | None:
    top = _governor(parse, verb)
    issued = _issued(parse, verb)
    source, who = source_of(parse, top if issued is None else issued)
    chosen = _content(parse, verb, groups)
    if chosen is None:
        return None
    group, frame, content, extra = chosen
    content = apart(parse, verb, content)
    if not content:
        return None
    cue = cue_of(parse, verb, top, extra)
    if issued is not None:
        cue = runs(i for a, b in (*cue, (issued, verb)) for i in range(a, b + 1))
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


def _issued(parse: Parse, verb: int) -> int | None:
    """The verb of "issued a statement saying", for the participle behind the noun."""
    words, noun = cue_words(), parse[verb].head
    if parse[verb].tag not in {"VBG", "VBZ", "VBD"} or not parse.is_dep(verb, "acl", "advcl"):
        return None
    if parse.is_dep(verb, "advcl"):
        nouns = [o for o in parse.children(noun, "obj") if noun < o < verb]
        noun = nouns[-1] if nouns else verb
    giver = parse[noun].head
    told = parse[noun].lemma in words.forums or parse[noun].lemma in words.nouns
    given = told and parse.is_dep(noun, "obj") and words.base(parse[giver]) in words.light
    return giver if given and giver < verb <= giver + _ISSUED else None


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
        or _antecedent(parse, verb, groups)
    )


def _clause(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    group = with_frame(groups, "clause", "hearer", "quote")
    clauses = [
        c
        for c in parse.children(verb, "ccomp")
        if not bare_infinitive(parse, c) and not goes_on(parse, c)
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
    if parse[other].pos == "VERB" and cue_words().base(parse[other]) in PLAIN:
        return True
    if not parse.is_dep(other, "advcl", "obl"):
        return False
    opens = block(parse, other)[0]
    return parse[opens].text == "," or parse[opens - 1].text == ","


def _beside(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    """The main clause that a verb stands beside: "..., said X", "as X put it", and "X: ..."."""
    group = with_frame(groups, "quote", "clause")
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
    group = with_frame(groups, "hearer", "to") if heard else with_frame(groups, "to", "hearer")
    if group is None:
        return None
    content = [block(parse, c) for c in inner]
    if "hearer" not in group.frames:
        content = [*(block(parse, o) for o in parse.children(verb, "obj")), *content]
    return group, "to", _joined(content), ()


def _naming(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    group = with_frame(groups, "naming")
    if group is None:
        return None
    objects = parse.children(verb, "obj", "iobj")
    names = [
        c
        for c in parse.children(verb, "xcomp", "obl", "advcl", "ccomp")
        if c > verb and (parse.is_dep(c, "xcomp") or case(parse, c) == "as")
    ]
    if not objects or not (names or len(objects) > 1):
        return None
    return group, "naming", _joined([block(parse, c) for c in (*objects, *names)]), ()


def _particle(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    """ "called for talks", "spoke about the raid": the preposition belongs to the cue."""
    for child in parse.children(verb, "obl", "advcl", "nmod"):
        if child < verb:
            continue
        word = case(parse, child)
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
    group = with_frame(groups, "object")
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
        and (case(parse, c) in _COMPLETING or parse.is_dep(c, "xcomp"))
        and not _timed(parse, c)
    ]
    return group, "object", _joined([block(parse, c) for c in (*objects, *completing)]), ()


def _joined(blocks: list[Block]) -> tuple[Block, ...]:
    """Blocks as one stretch."""
    return ((min(b[0] for b in blocks), max(b[1] for b in blocks)),)


_RELATIVE = frozenset({"who", "which", "whom", "that", "what", "where", "when", "whose"})


def _antecedent(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Chosen | None:
    """ "The ban, which X defended as lawful": the noun that a relative clause is about."""
    group = with_frame(groups, "object", "naming")
    subject = [s for s in parse.children(verb, "nsubj") if s < verb]
    if group is None or not parse.is_dep(verb, "acl:relcl") or not subject:
        return None
    if parse[subject[0]].text.lower() in _RELATIVE or any(
        o > verb for o in parse.children(verb, "obj")
    ):
        return None
    noun = parse[verb].head
    called = [c for c in parse.children(verb, "obl", "advcl", "xcomp") if c > verb]
    called = [c for c in called if case(parse, c) == "as" or parse.is_dep(c, "xcomp")]
    return group, "object", (*named(parse, noun, verb), *(block(parse, c) for c in called)), ()
