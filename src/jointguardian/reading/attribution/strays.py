"""Verbs that the parse has misread or left without content, found by the words beside them."""

from ..syntax import Parse
from .cue_words import cue_words, with_frame
from .found import Block, Found, block, trimmed, without
from .sources import source_of
from .surface import start_of
from .wording import apart, cue_of

# Verbs that say and nothing else: a clause with one stands on its own.
PLAIN = frozenset({"say", "tell", "add", "reply", "respond"})


def spoken(parse: Parse, verb: int, sentence: Block) -> Found | None:
    """A plain verb of saying that the parse has left without content: what stands behind or before."""
    words = cue_words()
    base = words.base(parse[verb])
    if parse[verb].tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    if base not in PLAIN and not _closing(parse, verb, sentence):
        return None
    group = with_frame(words.verbs.get(base, ()), "clause", "quote", "hearer")
    source, who = source_of(parse, verb)
    if group is None or not source:
        return None
    low, high = sentence
    cue = cue_of(parse, verb, verb, ())
    rest = trimmed(parse, (cue[-1][1] + 1, high))
    behind = rest is not None and parse[cue[-1][1] + 1].pos != "PUNCT" and rest[1] - rest[0] > 1
    part = rest if behind else trimmed(parse, (low, min(source[0][0], cue[0][0]) - 1))
    if part is None or part[1] - part[0] < 2:
        return None
    content: tuple[Block, ...] = (part,)
    for hole in (*cue, *source):
        content = without(content, hole)
    kept = apart(parse, verb, content)
    return Found(verb, base, group, source, cue, kept, who, frame="clause") if kept else None


def _closing(parse: Parse, verb: int, sentence: Block) -> bool:
    """Whether a verb with its subject ends a sentence behind a comma ("..., the channel reported")."""
    subject = [s for s in parse.children(verb, "nsubj") if s < verb]
    ends = all(parse[i].pos == "PUNCT" for i in range(verb + 1, sentence[1] + 1))
    if not ends or not subject:
        return False
    first = block(parse, subject[0])[0]
    return first > sentence[0] and parse[first - 1].text in _COMMAS


_COMMAS = frozenset({",", '"', "”", "''", "’"})
_OPENS = frozenset({"that", "he", "she", "they", "it", "there", "how", "why", "whether", "“", '"'})


def misread(parse: Parse, at: int, sentence: Block) -> Found | None:
    """A verb that was tagged as a noun: "the poll shows that", "her allies fear that"."""
    words, token = cue_words(), parse[at]
    low, high = sentence
    base = words.forms.get(token.text.lower(), "")
    group = with_frame(words.verbs.get(base, ()), "clause")
    if group is None or at == low or at + 2 > high or parse[at + 1].text.lower() not in _OPENS:
        return None
    before = parse[at - 1]
    third = token.text.lower() != base
    if before.tag not in ({"NN", "NNP", "PRP"} if third else {"NNS", "NNPS"}):
        return None
    source = (start_of(parse, at - 1, low), at - 1)
    content = trimmed(parse, (at + 1, high))
    return Found(at, base, group, (source,), ((at, at),), (content,), at - 1) if content else None


# What may open the object of a verb, and what stands before a verb as its subject's last word.
_OBJECTS = frozenset({"DT", "PRP", "PRP$", "NNP", "NNPS"})
_SUBJECTS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "WP", "WDT"})
_ENDINGS = frozenset({",", ";", ".", ":", "?", "!", ")", "and", "but", "while", "as", "after", "because"})  # fmt: skip


def astray(parse: Parse, at: int, sentence: Block) -> Found | None:
    """A verb with its object that was read as part of a name or of a noun ("X praised Y")."""
    words, token = cue_words(), parse[at]
    low, high = sentence
    form = token.text if token.text.islower() else ""
    base = words.forms.get(form, "")
    group = with_frame(words.verbs.get(base, ()), "object", "naming")
    if group is None or base == form or form.endswith("ing") or not low < at < high:
        return None
    tied = token.pos not in {"VERB", "AUX"} or parse.is_dep(at, "amod", "compound")
    if not tied or parse[at - 1].tag not in _SUBJECTS or parse[at + 1].tag not in _OBJECTS:
        return None
    end = next((i for i in range(at + 1, high + 1) if parse[i].text.lower() in _ENDINGS), high)
    content = trimmed(parse, (at + 1, max(at + 1, end - 1 if end < high else high)))
    source = (start_of(parse, at - 1, low), at - 1)
    if content is None:
        return None
    return Found(at, base, group, (source,), ((at, at),), (content,), at - 1, frame="object")
