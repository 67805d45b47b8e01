"""What a noun of an attack is, and the words that name it."""

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from ...domain import Span
from ..document import Document
from ..syntax import Parse
from .words import words

_LEFT_OUT = frozenset(
    {"det", "predet", "case", "punct", "nummod", "nmod:poss", "cc", "mark", "advmod"}
)


_VAGUE = frozenset(
    {
        "many",
        "several",
        "various",
        "same",
        "other",
        "few",
        "some",
        "more",
        "important",
        "last",
        "such",
    }
)
_MEMBERS = frozenset({"member", "group", "element", "band", "officer", "column"})


_HOLDERS = frozenset({"office", "branch", "residence", "headquarters", "building"})


class Kind(Enum):
    """What a noun is."""

    PERSON = "person"
    ARMED = "armed"
    ORGANISATION = "organisation"
    WEAPON = "weapon"
    THING = "thing"
    OTHER = "other"


_LISTS = (
    (Kind.WEAPON, "weapons"), (Kind.ARMED, "armed"), (Kind.PERSON, "people"),
    (Kind.ORGANISATION, "organisations"), (Kind.THING, "things"),
)  # fmt: skip


def kind_of(parse: Parse, noun: int) -> Kind:
    """The kind of a noun by its base form."""
    token = parse[noun]
    lemma = token.lemma.lower()
    for kind, name in _LISTS:
        if lemma in words(name) or token.text.lower() in words(name):
            return kind
    return Kind.OTHER


def mention(parse: Parse, noun: int) -> Span | None:
    """The noun with what describes it before: no article, number or owner."""
    first = noun
    for i in range(noun - 1, -1, -1):
        token = parse[i]
        if token.head != noun and token.head not in range(i, noun):
            break
        if (token.dep in _LEFT_OUT and token.tag != "HYPH") or token.lemma.lower() in _VAGUE:
            break
        if token.pos in {"AUX", "PRON", "SCONJ"} or token.tag in {"VBD", "VBZ", "VBP", "RB"}:
            break
        first = i
    if parse[noun].pos in {"PRON", "DET", "NUM", "VERB"}:
        return None
    last = noun
    if parse[noun].lemma.lower() in _MEMBERS | _HOLDERS:
        last = max(noun, *(_end(parse, i) for i in parse.children(noun, "nmod")), noun)
    return parse.covering(range(first, last + 1))


def _end(parse: Parse, noun: int) -> int:
    """The last word of a short "of" phrase."""
    last = parse.below(noun)[-1]
    return last if last - noun <= 2 else noun


def named_part(parse: Parse, noun: int) -> Span | None:
    """The person's name in a phrase, in its fullest form of the document; None without one.

    A name has two words, or stands with a title, or is the end of a longer one told elsewhere.
    """
    for head in (noun, *parse.children(noun, "appos", "flat", "compound")):
        for at in (head, head + 1, head - 1):
            if run := _runs(parse).get(at):
                full = _fullest(parse, run)
                if len(full) > 1 or _is_titled(parse, run[0]):
                    return parse.covering(full)
    return None


@lru_cache(maxsize=4)
def _runs(parse: Parse) -> dict[int, tuple[int, ...]]:
    """Names of persons, as runs of words next to each other, by each of their words."""
    found: dict[int, tuple[int, ...]] = {}
    run: list[int] = []
    for index in range(len(parse) + 1):
        if index < len(parse) and (_is_name(parse, index) or (run and _joins(parse, index))):
            run.append(index)
            continue
        found |= dict.fromkeys(run, tuple(run))
        run = []
    return found


def _joins(parse: Parse, index: int) -> bool:
    """Whether a particle stands inside a name ("torrado de otalora")."""
    particle = parse[index].text.lower() in {
        "de",
        "la",
        "del",
        "los",
        "las",
        "y",
        "van",
        "von",
        "al",
        "el",
        "bin",
    }
    return (
        particle
        and index + 1 < len(parse)
        and (_is_name(parse, index + 1) or _joins(parse, index + 1))
    )


def _fullest(parse: Parse, run: tuple[int, ...]) -> tuple[int, ...]:
    """The longest name of the document that holds all words of this one."""
    words_ = {parse[i].text.lower() for i in run}
    others = dict.fromkeys(_runs(parse).values())
    fitting = [o for o in others if words_ <= {parse[i].text.lower() for i in o} and len(o) <= 5]
    return max(fitting, key=len, default=run)


def _is_titled(parse: Parse, index: int) -> bool:
    return index > 0 and parse[index - 1].text.lower().rstrip(".") in words("titles")


def _is_name(parse: Parse, index: int) -> bool:
    token = parse[index]
    lower = token.text.lower()
    common = any(lower in words(n) or token.lemma.lower() in words(n) for _, n in _LISTS)
    place = token.text.lower().endswith(("an", "ans", "ese", "ists", "ist")) and len(token.text) > 6
    return token.tag.startswith("NNP") and lower not in words("titles") and not common and not place


def organisations_in(document: Document, noun: int) -> Iterator[Span]:
    """The organisations that a doer belongs to ("members of the front", "FMLN guerrillas")."""
    parse = document.parse
    around = document.parse.extent(noun)
    for actor in document.actors:
        if around.contains(actor.span) and actor.kind == "armed-group" and actor.id:
            yield actor.span
    for i in parse.below(noun):
        if i != noun and kind_of(parse, i) is Kind.ORGANISATION and parse.is_dep(i, "nmod"):
            span = mention(parse, i)
            if span is not None:
                yield span
