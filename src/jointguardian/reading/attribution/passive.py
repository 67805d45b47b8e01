"""What is said of the subject of a passive: "X was praised by Y", "X is expected to", "it was said that"."""

from ..syntax import Parse, is_negated
from .cue_words import Group, with_frame
from .found import Block, Found, block, without
from .sources import named
from .wording import apart, bare_infinitive, case, cue_of


def passive(parse: Parse, verb: int, groups: tuple[Group, ...]) -> Found | None:
    """ "X was praised by Y", "X is expected to ...", "it was said that ..."."""
    agents = [i for i in parse.children(verb, "obl", "nmod") if case(parse, i) == "by"]
    source: tuple[Block, ...] = ()
    for agent in agents[:1]:
        low, high = block(parse, agent)
        by = parse.children(agent, "case")[0]
        source = ((max(low, by + 1), high),)
    who = agents[0] if agents else None
    content, group = _undergone(parse, verb, groups)
    if group is None or not content:
        return None
    opening = [parse.children(a, "case")[0] for a in agents[:1]]
    opening += [i for i in (verb + 1,) if "naming" in group.frames and _as(parse, i)]
    cue = cue_of(parse, verb, verb, tuple(opening))
    for hole in (*cue, *source):
        content = without(content, hole)
    content = apart(parse, verb, content)
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
        if not parse.is_dep(c, "advcl") or (c > verb and bare_infinitive(parse, c))
    ]
    named_ = [s for s in parse.children(verb, "nsubj") if parse[s].text.lower() != "it"]
    heard = with_frame(groups, "hearer")
    if clauses and heard:
        return tuple(clauses), heard
    group = (
        with_frame(groups, "clause", "to", "naming")
        if clauses
        else with_frame(groups, "object", "naming")
    )
    if group is None:
        return (), None
    if parse.is_dep(verb, "acl") and not named_:
        return tuple(clauses), group
    subject = [b for s in named_ for b in named(parse, s, verb)]
    return (*subject, *clauses), group


def _as(parse: Parse, at: int) -> bool:
    return at < len(parse) and parse[at].text.lower() == "as"
