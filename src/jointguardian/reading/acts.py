"""Acts: what the predicates of a sentence tell of, once modals, "agreed to", "stop" or "refuse" have worked on it.

PLOVER codes an undertaking to cooperate as AGREE, one to harm as THREATEN, a wish that others do
something as REQUEST, a refusal as REJECT, and an end put to something by what is ended.
Source: PLOVER manual, draft 0.8; CAMEO codebook 1.1b3, roots 03, 08, 10, 12, 13 and 16.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .lexicon import load
from .predicates import Entry, Kind, after, base, clauses, matches, names, object_nouns, predicates
from .syntax.grammar import is_negated, is_passive, modals, subjects
from .syntax.parse import Parse

_DEEPEST = 6
COOPERATIVE = frozenset({"agree", "consult", "support", "concede", "cooperate", "aid", "retreat"})
_HARMFUL = frozenset({"sanction", "coerce", "assault", "protest", "threaten"})
_FUTURE = frozenset({"will", "would", "shall", "'ll"})
_DUTY = frozenset({"must", "should", "ought"})
_SELF = frozenset({"it", "he", "she", "they", "we", "i"})
_WORD_OF_HONOUR = frozenset(
    {"promise", "pledge", "offer", "agree", "undertake", "consent", "volunteer", "accept", "commit"}
)
_OATHS = frozenset({"vow", "swear", "pledge", "promise"})
_READY = frozenset({"ready", "prepared", "willing", "committed"})
_ORDERS = frozenset({"order", "instruct", "command", "tell", "direct"})
_EASED = frozenset({"sanction", "sanctions", "embargo", "blockade", "siege", "boycott"})

_PLACES = frozenset({"obj", "subj", "part", "comp", "near", "mod"})
# Tags before a participle that only describes the noun after it ("the besieged town").
_ATTRIBUTIVE = frozenset({"DT", "IN", "PRP$", "JJ", "CD", "RB", "POS", "RBS", "TO"})

AGREE = Kind("agree", None, "agreement", 7)
PROMISE = Kind("agree", None, "promise", 7)
PLAN = Kind("agree", None, "plan", 6)
REQUEST = Kind("request", None, "request", 7)
REJECT = Kind("reject", None, "rejection", 7)
THREATEN = Kind("threaten", None, "ultimatum", 7)
_ENDED = {
    "assault": Kind("retreat", "ceasefire", "ceasefire", 8),
    "mobilize": Kind("retreat", "withdraw", "withdrawal", 6),
    "protest": Kind("concede", None, "concession", 6),
    "coerce": Kind("concede", None, "concession", 6),
    "sanction": Kind("retreat", None, "concession", 6),
    **dict.fromkeys(
        ("agree", "consult", "support", "cooperate", "aid", "retreat"),
        Kind("sanction", "discontinue", "sanction", 6),
    ),
}


@dataclass(frozen=True, slots=True)
class Act:
    """A happening at a word: `token` names it, `governor` is the verb whose subject does it.

    `complement` is what is promised, demanded or refused; `consumed` are words that tell of
    nothing else; `status` is set where the construction decides it.
    """

    kind: Kind
    token: int
    governor: int
    complement: int | None = None
    status: str | None = None
    consumed: frozenset[int] = frozenset()


class Sentence:
    """The acts of one sentence; every word is looked at once."""

    def __init__(self, parse: Parse, words: range) -> None:
        self.parse = parse
        self.words = words
        self._known: dict[int, Act | None] = {}

    def acts(self) -> list[Act]:
        """The acts, those nearest to the root first; what a higher one has used up is left out."""
        found: list[Act] = []
        consumed: set[int] = set()
        for index in self._top_down():
            act = None if index in consumed or self._aside(index, found) else self.at(index)
            if act is not None and not (act.consumed | {act.token}) & {a.token for a in found}:
                found.append(act)
                consumed |= act.consumed
        return found

    def _aside(self, index: int, found: list[Act]) -> bool:
        """ "In protest" beside a deed only says why it was done."""
        before = self.parse[index - 1].text.lower() if index else ""
        if before != "in" or self.parse[index].lemma not in {"protest", "retaliation"}:
            return False
        return bool({a.governor for a in found} & set(self.parse.above(index)))

    def _top_down(self) -> list[int]:
        order = [i for i in self.words if self.parse[i].is_root]
        for index in order:
            order.extend(self.parse.children(index))
        return order

    def _nobody(self, index: int, kind: Kind) -> bool:
        """ "No injuries were reported" tells of a count, not of a happening."""
        noun = not self.parse[index].tag.startswith("VB")
        return noun and kind.label == "harm" and is_negated(self.parse, index)

    def at(self, index: int, depth: int = 0) -> Act | None:
        """The act that a word tells of, a noun only if it does so by itself."""
        if index not in self._known:
            self._known[index] = None
            self._known[index] = self._at(index, depth) if depth < _DEEPEST else None
        return self._known[index]

    def _at(self, index: int, depth: int) -> Act | None:
        for entry in self._fitting(index):
            if entry.operator:
                act = _OPERATORS[entry.operator](self, index, depth)
                if act is not None:
                    return act
            elif entry.kind and self._stands(index, entry) and not self._nobody(index, entry.kind):
                used = self._needed(index, entry)
                return self.in_mood(Act(entry.kind, index, index, consumed=used))
        return None

    def _needed(self, index: int, entry: Entry) -> frozenset[int]:
        """The nouns that an entry asks for, which tell of nothing else ("block the road")."""
        if not self.parse[index].tag.startswith("VB"):
            return frozenset()
        nouns = set(object_nouns(self.parse, index))
        for condition in entry.conditions:
            if condition.place not in _PLACES and not condition.negative:
                nouns |= set(after(self.parse, index, condition.place))
        asked = frozenset().union(*(c.words for c in entry.conditions if not c.negative))
        used = {i for i in nouns if self._asked(i, asked, entry.kind)}
        if any(c.place == "from" for c in entry.conditions):
            used |= self.consumed(*clauses(self.parse, index), *self._hindered(index))
        return frozenset(used)

    def _asked(self, noun: int, asked: frozenset[str], kind: Kind | None) -> bool:
        return "*" in asked or bool(names(self.parse, noun) & asked) or self._same_kind(noun, kind)

    def _hindered(self, verb: int) -> tuple[int, ...]:
        """What somebody is kept "from doing"."""
        below = self.parse.children(verb, "advcl", "acl")
        return tuple(i for i in below if self.parse[i].tag == "VBG")

    def _same_kind(self, index: int, kind: Kind | None) -> bool:
        act = self.noun(index)
        return act is not None and kind is not None and act.kind.type == kind.type

    def _fitting(self, index: int) -> Iterable[Entry]:
        return (e for e in predicates().of(self.parse, index) if matches(self.parse, index, e))

    def _stands(self, index: int, entry: Entry) -> bool:
        """Whether a word tells of a happening by itself: any verb; a noun of the right sort in the right place."""
        token = self.parse[index]
        if index > self.words.start and self.parse[index - 1].text == "-":
            return False
        if self.parse.children(index, "aux:pass", "nsubj:pass"):
            return True
        if token.tag.startswith("VB"):
            before = self.parse[index - 1].tag if index > self.words.start else "CC"
            return token.dep != "amod" or (
                token.tag in {"VBN", "VBD"} and before not in _ATTRIBUTIVE
            )
        if not entry.bare:
            return False
        named = token.tag.startswith("NNP") and index > self.words.start
        inner = self.parse.is_dep(index, "compound", "amod", "flat")
        following = self.parse[index + 1] if index + 1 < len(self.parse) else None
        gear = following is not None and following.lemma in _gear()
        return not (named or inner or gear)

    def noun(self, index: int) -> Act | None:
        """What a noun stands for when a verb carries it."""
        if not self.parse[index].tag.startswith("NN"):
            return None
        kind = next((e.kind for e in self._fitting(index) if e.kind), None)
        return Act(kind, index, index) if kind else None

    def inner(self, index: int, depth: int, *prepositions: str) -> Act | None:
        """The act in the complement of a verb: its clause, else its object, else after a preposition."""
        for clause in clauses(self.parse, index):
            act = self.at(clause, depth + 1)
            if act is not None:
                return act
        return self.carried(index, *prepositions)

    def carried(self, index: int, *prepositions: str) -> Act | None:
        """The act in the object of a verb, or in the nouns that prepositions tie to it."""
        nouns = [*object_nouns(self.parse, index)]
        nouns += [i for p in prepositions for i in after(self.parse, index, p)]
        nouns += [c for n in nouns for c in self.parse.children(n, "compound")]
        return next(filter(None, map(self.noun, nouns)), None)

    def in_mood(self, act: Act) -> Act:
        """What a modal or a negation makes of an act: an undertaking, a threat, a refusal."""
        verb = act.governor
        if not self.parse[verb].tag.startswith("VB"):
            return act
        auxiliaries = set(modals(self.parse, verb))
        future = bool(auxiliaries & _FUTURE) and "have" not in auxiliaries
        if is_negated(self.parse, verb):
            return self._negated(act, future or bool(auxiliaries & {"can", "could"}))
        if not future:
            return act
        return self._foretold(act)

    def _negated(self, act: Act, willed: bool) -> Act:
        cooperative = act.kind.type in COOPERATIVE | {"mobilize"} and act.kind.label != "election"
        if act.kind.type == "agree" or (willed and cooperative):
            return replace(act, kind=REJECT, status="happened")
        return act

    def _foretold(self, act: Act) -> Act:
        kind, verb = act.kind, act.governor
        if self._conditional(verb) and kind.type in COOPERATIVE | _HARMFUL and self.said(verb):
            return replace(act, kind=THREATEN, status="threatened")
        if kind.type in COOPERATIVE and kind.label not in {"withdrawal", "election", "agreement"}:
            return replace(act, kind=PLAN, status="planned")
        if kind.type in _HARMFUL and self.said(verb) and not is_passive(self.parse, verb):
            return replace(act, kind=THREATEN, status="threatened")
        return act

    def _conditional(self, verb: int) -> bool:
        """Whether "unless" hangs on a verb."""
        return any(
            self.parse[m].lemma == "unless"
            for i in self.parse.children(verb, "advcl")
            for m in self.parse.children(i, "mark")
        )

    def said(self, verb: int) -> bool:
        """Whether somebody says of himself that he will do it."""
        head = self.parse[verb].head
        if self.parse.is_dep(verb, "ccomp") and _operator(self.parse, head) in {"say", "threaten"}:
            own = {self.parse[i].lemma.lower() for i in self.parse.children(verb, "nsubj")}
            return not own or bool(own & _SELF)
        return False

    def consumed(self, *tops: int | None) -> frozenset[int]:
        """The words below some, but for relative and temporal clauses, which tell of other things."""
        found: set[int] = set()
        stack = [t for t in tops if t is not None]
        while stack:
            at = stack.pop()
            found.add(at)
            stack.extend(i for i in self.parse.children(at) if not self._apart(i))
        return frozenset(found)

    def _apart(self, index: int) -> bool:
        token = self.parse[index]
        if token.dep == "acl:relcl":
            return True
        return self.parse.is_dep(index, "advcl", "parataxis") and token.tag in {"VBD", "VBN", "VBZ"}


def _gear() -> frozenset[str]:
    return frozenset(str(load("words")["gear"]).split())


def _operator(parse: Parse, index: int) -> str | None:
    return next((e.operator for e in predicates().of(parse, index) if e.operator), None)


def _carry(s: Sentence, index: int, depth: int) -> Act | None:
    prepositions = ("with", "in") if s.parse.children(index, "obj") else ("with", "in", "to", "on")
    act = s.carried(index, *prepositions)
    if act is None:
        return None
    used = frozenset({index, act.token})
    return s.in_mood(replace(act, governor=index, consumed=used))


def _begin(s: Sentence, index: int, depth: int) -> Act | None:
    act = s.inner(index, depth, "with")
    if act is None:
        return None
    used = act.consumed | {index, act.token}
    nominal = not s.parse[act.governor].tag.startswith("VB")
    act = replace(act, consumed=used, governor=index if nominal else act.governor)
    return s.in_mood(replace(act, governor=index)) if nominal else act


def _stop(s: Sentence, index: int, depth: int) -> Act | None:
    act = s.inner(index, depth, "to", "from")
    ended = _ENDED.get(act.kind.type) if act else None
    if act is None and base(s.parse, index) == "suspend":
        return s.in_mood(Act(_ENDED["aid"], index, index))
    if act is None or ended is None:
        return None
    if act.kind.type in {"coerce", "sanction"} and names(s.parse, act.token) & _EASED:
        ended = Kind("retreat", None, "concession", 6)
    return s.in_mood(Act(ended, index, index, act.token, None, s.consumed(act.token)))


def _commit(s: Sentence, index: int, depth: int) -> Act | None:
    """Promises are AGREE, or THREATEN where harm is promised; mere plans keep their kind."""
    lemma = base(s.parse, index)
    adjective = s.parse[index].tag.startswith("JJ")
    found = clauses(s.parse, index)
    act = s.inner(index, depth, "to")
    if adjective and not (found or after(s.parse, index, "to")):
        return None
    if act is None and not _binds(lemma, adjective, bool(found)):
        return None
    return _undertaken(s, index, lemma, adjective, act)


def _undertaken(s: Sentence, index: int, lemma: str, adjective: bool, act: Act | None) -> Act:
    """What an undertaking makes of the act undertaken."""
    found = clauses(s.parse, index)
    complement = found[0] if found else act.token if act else None
    kind = AGREE if lemma in {"agree", "accept", "consent"} else PROMISE
    whole = Act(kind, index, index, complement, None, s.consumed(complement))
    if is_negated(s.parse, index):
        return replace(whole, kind=REJECT, status="happened")
    if act is not None and act.kind.type in _HARMFUL:
        return _harm_promised(whole, act, lemma in _OATHS or (adjective and s.said(index)))
    if act is not None and act.kind.type == "mobilize" and lemma not in _WORD_OF_HONOUR:
        return replace(act, status="planned", consumed=whole.consumed)
    if act is None or lemma in _WORD_OF_HONOUR:
        return whole
    return replace(whole, kind=PLAN, status="planned")


def _binds(lemma: str, adjective: bool, completed: bool) -> bool:
    """Whether a word promises whatever it is that is promised."""
    if adjective:
        return lemma in _READY
    return lemma in _WORD_OF_HONOUR and (completed or lemma not in {"offer", "accept", "commit"})


def _harm_promised(whole: Act, act: Act, oath: bool) -> Act:
    """Harm that is sworn is a threat; harm that is planned keeps its kind."""
    if oath:
        return replace(whole, kind=THREATEN, status="threatened")
    return replace(whole, kind=act.kind, status="planned", token=act.token)


def _threaten(s: Sentence, index: int, depth: int) -> Act | None:
    found = clauses(s.parse, index)
    if base(s.parse, index) == "warn":
        act = s.inner(index, depth)
        if act is None or act.kind.type not in _HARMFUL | {"mobilize"}:
            return None
    complement = found[0] if found else next(iter(object_nouns(s.parse, index)), None)
    return Act(THREATEN, index, index, complement, "threatened", s.consumed(complement))


def _demand(s: Sentence, index: int, depth: int) -> Act | None:
    if is_negated(s.parse, index):
        return None
    found = clauses(s.parse, index)
    lemma = base(s.parse, index)
    if lemma in _ORDERS and _own_force(s, index):
        act = s.inner(index, depth)
        if act is not None:
            return replace(act, consumed=act.consumed | {index, act.token}, status="planned")
        return None
    nouns = object_nouns(s.parse, index) + after(s.parse, index, "for")
    complement = found[0] if found else next(iter(nouns), None)
    return Act(REQUEST, index, index, complement, None, s.consumed(complement))


def _own_force(s: Sentence, index: int) -> bool:
    force = set(str(load("frames")["classes"]["force"]).split())
    return any(names(s.parse, i) & force for i in object_nouns(s.parse, index))


def _refuse(s: Sentence, index: int, depth: int) -> Act | None:
    charge = set(str(load("frames")["classes"]["charge"]).split())
    nouns = object_nouns(s.parse, index)
    if any(names(s.parse, i) & charge for i in nouns) or is_negated(s.parse, index):
        return None
    found = clauses(s.parse, index)
    if base(s.parse, index) == "fail":
        act = s.inner(index, depth)
        if act is None or act.kind.type not in COOPERATIVE:
            return None
    complement = found[0] if found else next(iter(nouns), None)
    return Act(REJECT, index, index, complement, None, s.consumed(complement))


def _say(s: Sentence, index: int, depth: int) -> Act | None:
    """ "Said that the army must withdraw" asks for it."""
    for clause in clauses(s.parse, index):
        if _duty(s.parse, clause):
            return Act(REQUEST, index, index, clause, None, s.consumed(clause))
    return None


def _duty(parse: Parse, verb: int) -> bool:
    """Whether a clause says what somebody other than the speaker must do."""
    auxiliaries = set(modals(parse, verb))
    bound = auxiliaries & _DUTY or (parse[verb].lemma == "have" and parse.children(verb, "xcomp"))
    if not bound or "have" in auxiliaries:
        return False
    return all(parse[i].lemma.lower() not in _SELF for i in subjects(parse, verb))


_OPERATORS: dict[str, Callable[[Sentence, int, int], Act | None]] = {
    "carry": _carry,
    "begin": _begin,
    "stop": _stop,
    "commit": _commit,
    "threaten": _threaten,
    "demand": _demand,
    "refuse": _refuse,
    "say": _say,
}
