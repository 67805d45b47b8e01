"""The cues in a unit of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .lexicon import Lexicon, Sense, lexicon
from .phrases import PRONOUNS, grammar
from .words import Unit, Word

_OPENERS = frozenset({"that", ":"})
_QUOTING = frozenset({"quote", "cite"})
_SPEECH = frozenset({"say", "tell", "add"})
# "answered with barricades", "responded by closing" are acts.
_ACTS = {
    w: frozenset({"with", "by", "to", "for"})
    for w in ("answer", "respond", "reply", "report", "post", "counter")
}


@dataclass(frozen=True, slots=True)
class Cue:
    """Words `[start, end)` that attribute. `form` is a verb form, or `preposition`, or `noun`.

    `group` is where the verb group with its auxiliaries begins.
    """

    start: int
    end: int
    lemma: str
    form: str
    stance: str
    frame: str
    group: int
    passive: bool = False
    negated: bool = False


def cues(unit: Unit) -> Iterator[Cue]:
    """The cues of a unit from left to right, none inside another or inside a quotation."""
    words, lex, at = unit.words, lexicon(), 0
    while at < len(words):
        cue = _cue_at(words, at, lex)
        if cue:
            yield cue
        at = cue.end if cue else at + 1


def _cue_at(words: Sequence[Word], at: int, lex: Lexicon) -> Cue | None:
    word = words[at]
    if word.kind != "word":
        return None
    length = lex.preposition(words, at)
    if length:
        return Cue(at, at + length, "according", "preposition", "states", "clause", at)
    if word.cap and at:
        return None
    return _light(words, at, lex) or _verb(words, at, lex) or _noun(words, at, lex)


def _verb(words: Sequence[Word], at: int, lex: Lexicon) -> Cue | None:
    for sense in lex.verbs.get(words[at].low, ()):
        group, passive, negated, infinitive = _group(words, at, sense.form)
        modal = (
            any(w.low in grammar().modals for w in words[group:at]) and sense.lemma not in _SPEECH
        )
        if infinitive or modal or not _verbal(words, at, group, sense, lex):
            continue
        if sense.lemma == "ask" and words[at + 1 : at + 2] and words[at + 1].low in ("not", "for"):
            continue
        if sense.lemma in _QUOTING and "as" in [w.low for w in words[at + 1 : at + 8]]:
            continue
        if not passive and not _fits(words, at + 1, sense):
            continue
        end = at + 1 + (sense.frame == "particle")
        return Cue(
            at, end, sense.lemma, sense.form, sense.stance, sense.frame, group, passive, negated
        )
    return None


def _group(words: Sequence[Word], at: int, form: str) -> tuple[int, bool, bool, bool]:
    """Where the verb group begins; whether it is passive, negated, an infinitive."""
    start, passive, negated, known = at, False, False, grammar()
    while start > 0:
        word = words[start - 1]
        left = word.low
        if left in known.negations:
            negated = negated or left != "no"
        elif left in known.auxiliaries:
            passive = passive or (left in known.be and form in ("past", "participle"))
        elif not (left in known.adverbs or (left.endswith("ly") and not word.cap)):
            break
        start -= 1
    infinitive = start > 0 and words[start - 1].low == "to"
    return start, passive, negated, infinitive


def _verbal(words: Sequence[Word], at: int, group: int, sense: Sense, lex: Lexicon) -> bool:
    """Whether the form is a verb here and not a noun or an adjective."""
    before = words[group - 1] if group else None
    if before is not None and _nominal(words, group - 1):
        return False
    if sense.form == "ing" and not _participial(before, sense.lemma):
        return False
    if sense.form == "base" and group == at and not _plural(before):
        return False
    if words[at].low not in lex.nounlike or group < at:
        return True
    if sense.frame == "particle" and before is not None:
        return before.cap or before.low in PRONOUNS | {"and", ",", "who"}
    return sense.frame == "particle" or _opens(words, at + 1)


def _nominal(words: Sequence[Word], at: int) -> bool:
    """Whether a noun must follow this word: an article, a preposition, a possessive, a count."""
    word, known = words[at], grammar()
    if word.kind == "owner" or _counted(words, at):
        return True
    return word.low in known.determiners or word.low in known.links


def _counted(words: Sequence[Word], at: int) -> bool:
    """Whether a number counts what follows, and is no part of a name ("Resolution 1244")."""
    return words[at].kind == "number" and not (at > 0 and words[at - 1].cap)


def _participial(before: Word | None, lemma: str) -> bool:
    """Whether an -ing form goes on with what its subject said; its sources are no speakers."""
    if lemma in ("cite", "quote", "report", "back", "defend", "protest", "ask", "continue"):
        return False
    return before is None or before.low in {",", "and", "statement", "as", "–", "—", "video"}


def _plural(before: Word | None) -> bool:
    if before is None:
        return False
    plain = {"police", "media", "people", ",", "and", "who"}
    return before.low in plain or before.low == "they" or before.low.endswith("s")


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether what follows can open a content or an object."""
    if at >= len(words):
        return True
    word = words[at]
    if word.kind in ("quote", "number") or word.low in _OPENERS | PRONOUNS or word.cap:
        return True
    return word.low in grammar().determiners | {"at", "no", "on", "more", "."}


def _fits(words: Sequence[Word], at: int, sense: Sense) -> bool:
    following = words[at] if at < len(words) else None
    if sense.frame == "clause":
        return following is None or following.low not in _ACTS.get(sense.lemma, ())
    if following is None:
        return False
    if sense.frame == "particle":
        nxt = words[at + 1] if at + 1 < len(words) else None
        dated = nxt is not None and (
            grammar().calendar(nxt.low) or (nxt.kind == "number" and following.low == "on")
        )
        return following.low in sense.after and not dated
    if sense.frame == "weak":
        aside = following.low == "," and any(w.low == "," for w in words[max(0, at - 5) : at - 1])
        return aside or following.kind == "quote" or following.low in _OPENERS
    return following.kind != "mark" and following.low not in (
        grammar().links | {"and", "or", "but", "by", "with", "as", "over", "after"}
    )


def _light(words: Sequence[Word], at: int, lex: Lexicon) -> Cue | None:
    """A light verb with its noun at most four words on."""
    for noun, stance, form in lex.light.get(words[at].low, ()):
        for k in range(at + 1, min(at + 6, len(words))):
            if words[k].kind == "mark":
                break
            if words[k].low == noun:
                group, passive, negated, infinitive = _group(words, at, form)
                if passive or infinitive or form in ("base", "ing"):
                    break
                return Cue(at, k + 1, noun, form, stance, "clause", group, False, negated)
    return None


def _noun(words: Sequence[Word], at: int, lex: Lexicon) -> Cue | None:
    """An owned noun before its content: "Belgrade's demand that ..."."""
    stance = lex.nouns.get(words[at].low)
    if not stance or at < 2 or at + 1 >= len(words) or words[at - 1].kind != "owner":
        return None
    if words[at + 1].low != "that":
        return None
    return Cue(at, at + 1, words[at].low, "noun", stance, "clause", at - 1)
