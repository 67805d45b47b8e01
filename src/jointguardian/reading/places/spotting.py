"""Which of the gazetteer's names in a text are places here, and not words, persons or bodies.

Each occurrence gets points for what speaks for a place: what the name is, what stands before and
after it, and how the same name is used elsewhere in the text. Points are weights of own choice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

from ...domain import Place, Span
from ...geo import WordLists, fold
from ..given_names import is_given

Found = tuple[Span, tuple[Place, ...]]

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?")
_BEFORE = re.compile(r"(?:([^\W\d_]+(?:['’ʼ-][^\W\d_]+)*)(\.?)[ \t\u00a0]+)$")
_AFTER = re.compile(r"[ \t\u00a0]+([^\W\d_]+(?:['’ʼ-][^\W\d_]+)*)")
_INITIAL = re.compile(r"(?:^|[^\w.])(?:[A-Z]\.[ ]?){1,2}$")
# "We'd", "It's" and what looks like them; words in capitals that may be acronyms.
_ELIDED = re.compile(r"['’](?:d|ll|ve|re|t|m)$")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_BACK, _AHEAD = 60, 40
# Of a place with fewer people than this a word in capitals is rather an acronym. Own choice.
_CITY = 50_000
# The operation's own area, whose villages count without a known population.
_AREA = frozenset({"XK"})
_AT_LEAST = 0.5


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Prepositions and nouns after which a name is a place.
_LOCATIVE = _words(
    "in near outside around inside throughout toward towards into across within via "
    "downtown rural central northern southern eastern western north south east west suburban "
    "northeast northwest southeast southwest southeastern southwestern northeastern northwestern "
    "u kod iz kraj blizu në nga afër pranë rreth bei aus nach leaving reach reached "
    "mainland greater upstate occupied neighbouring neighboring visit visited"
)
_MAYBE = _words("at from to between through over above outside off of along beyond past until")
# What follows "in the" and its like: no sign of a place.
_SIDE = _words("east west north south northern southern eastern western")
# Nouns that make a name that of a body seated in the place, or of a part of it.
_BODY = _words(
    "police department sheriff city town mayor fire community council jail board attorney courthouse "
    "coroner area village municipal gov governor senator senate circuit superior public detention "
    "regional municipality chamber commission commissioners authority state residents office "
    "officials government legislature assembly army navy embassy airport airfield international "
    "school schools high elementary middle senior junior news police's parliament ministry minister "
    "president premier prime federal national supreme crown district province region county counties "
    "township borough metro metropolitan township's central north south east west civic volunteer "
    "rescue ambulance ems dmv opp republican democratic democrats republicans fair area's border "
    "station prison barracks base port harbour harbor division transportation transit health housing "
    "library museum fairgrounds planning zoning water sewer parks recreation environmental resources "
    "agreement accords treaty summit protocol declaration strip"
)
# Nouns that make it the name of something else.
_ELSE = _words(
    "street st road rd avenue ave drive dr boulevard blvd lane ln highway hwy parkway pkwy court ct "
    "terrace way circle square place pike trail route turnpike crescent close "
    "foundation center centre university college hospital bank house times herald post journal "
    "tribune gazette press daily institute church chapel park creek grove hills hill heights ridge "
    "farms farm inc corp co company llc ltd group holdings industries motors hotel inn restaurant "
    "theatre theater stadium arena mall plaza day night war band award awards prize cup league trophy "
    "tower building hall bridge school's series act bill law rule family brothers sisters "
    "fc united rangers rovers athletic wanderers latin"
)
_SAYING = _words(
    "said says told added asked explained noted argued replied recalled insisted pleaded testified "
    "wrote thinks thought believes believed knew knows went ran played scored threw hit kicked "
    "graduated married died smiled laughed walked drove shot pitched finished averaged "
    "who whose whom himself herself"
)
_TITLES = _words(
    "mr mrs ms miss dr gen lt col sgt capt maj cpl adm prof rev fr sr sen rep gov det ofc pvt pfc "
    "general colonel captain sergeant major admiral professor sir lord lady judge justice senator "
    "representative governor mayor deputy spokesman spokeswoman congressman congresswoman coach "
    "detective officer trooper sheriff chief lieutenant president chairman chairwoman secretary "
    "minister councilman councilwoman commissioner reverend pastor bishop father sister brother "
    "uncle aunt king queen prince princess saint pope ayatollah sheikh imam rabbi attorney agent "
    "defendant suspect director manager principal superintendent ambassador herr frau gospodin"
)
# Capitalised words that begin a sentence or a title, and are no part of a name.
_OPENING = _words(
    "the a an in at on of for from to with and but or by as after before when while if near since "
    "although though both this that these those his her its their our my your "
    "today yesterday monday tuesday wednesday thursday friday saturday sunday meanwhile however "
    "president minister government january february march april may june july august september "
    "october november december outside inside across around downtown meanwhile former formerly "
    "northern southern eastern western central north south east west greater upper lower eu un nato "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands around an occurrence: words next to it, folded, and whether they have capitals."""

    before: str
    before_capital: bool
    after: str
    after_capital: bool
    initial: bool
    opens: bool


def spotted(
    text: str, starts: Iterable[int], found: Sequence[Found], lists: WordLists
) -> list[Found]:
    """The occurrences that are places. `starts` are where the text's sentences begin."""
    opening = frozenset(starts)
    around = [_context(text, span, span.start in opening) for span, _ in found]
    persons = _persons(text, lists)
    ends = {span.end: number for number, (span, _) in enumerate(found)}
    points = []
    for number, ((span, candidates), context) in enumerate(zip(found, around, strict=True)):
        score = _of_name(span.of(text), candidates, lists) + _of_context(context)
        score += _of_holder(text, number, found, ends)
        score -= 3.0 * _is_person(span.of(text), context, persons)
        points.append(score)
    known = _best_by_name(text, found, points)
    return [
        one
        for one, score, context in zip(found, points, around, strict=True)
        if score + _of_others(known[fold(one[0].of(text))], score, context) >= _AT_LEAST
    ]


def _context(text: str, span: Span, opens: bool) -> _Context:
    head = text[max(0, span.start - _BACK) : span.start]
    before = _BEFORE.search(head)
    after = _AFTER.match(text, span.end, span.end + _AHEAD)
    word, stop = (before[1], before[2]) if before else ("", "")
    if stop and fold(word) not in _TITLES and len(word) > 3:
        word = ""
    following = after[1] if after else ""
    return _Context(
        fold(word), word[:1].isupper(), fold(following), following[:1].isupper(),
        bool(_INITIAL.search(head)), opens,
    )  # fmt: skip


def _of_name(  # noqa: PLR0911 one line for each kind of name
    name: str, candidates: Sequence[Place], lists: WordLists
) -> float:
    """Points for what the name is: well known, of several words, an ordinary word, a surname."""
    best, key = candidates[0], fold(name)
    if name in lists.anywhere or name in lists.behind:
        return 3.0
    if key in lists.ordinary or _ELIDED.search(name):
        return -2.0
    if key in lists.demonyms and best.kind == "settlement":
        return -2.0
    if best.kind == "country" or (best.kind == "region" and best.admin1 and not best.admin2):
        return 3.0
    people = max(p.population for p in candidates[:3])
    score = min(1.5, 0.5 * (log10(people + 10) - 3.0))
    if best.country in _AREA:
        score = max(score, 0.0) + 1.0
    elif _ACRONYM.fullmatch(name) and people < _CITY:
        return -1.5
    if best.kind != "settlement":
        score += 1.0
    if " " in key or "-" in name:
        return score + 1.5
    if key in lists.surnames:
        return score - 2.0
    return score - 2.0 if is_given(name) else score


def _of_context(context: _Context) -> float:
    """Points for the words before and after."""
    score = 0.0
    if context.before in _LOCATIVE:
        score += 2.5
    elif context.before in _MAYBE and not context.before_capital:
        score += 0.8
    elif context.before_capital and context.before not in _OPENING | _BODY:
        score -= 2.0
    if context.before in _TITLES:
        score -= 3.0
    if context.after_capital:
        score += _of_following(context.after)
    elif context.after in _SAYING:
        score -= 2.0
    return score - 3.0 * context.initial


def _of_following(word: str) -> float:
    """Points for a capitalised word that follows: "Ripley Police", "Ripley Street"."""
    if word in _BODY:
        return 1.0
    if word in _ELSE:
        return -3.0
    return 0.0 if word in _OPENING else -1.5


def _of_holder(text: str, number: int, found: Sequence[Found], ends: dict[int, int]) -> float:
    """Points for a country or division after a comma: "Clinton, Iowa"."""
    span, candidates = found[number]
    score = 0.0
    if number + 1 < len(found):
        following, outer = found[number + 1]
        if text[span.end : following.start] in {", ", " ("} and outer[0].kind in {
            "country", "region",
        }:  # fmt: skip
            held = {(p.country, p.admin1) for p in candidates}
            inside = any((o.country, o.admin1) in held or o.kind == "country" for o in outer[:2])
            score += 3.0 * inside
    before = ends.get(span.start - 2)
    if before is not None and text[span.start - 2 : span.start] == ", ":
        score += 1.0
    return score


def _persons(text: str, lists: WordLists) -> dict[str, int]:
    """Folded words that follow a given name or a title somewhere in the text, and how often."""
    found: dict[str, int] = defaultdict(int)
    before: re.Match[str] | None = None
    for word in _WORD.finditer(text):
        if before is not None and word[0][:1].isupper() and before[0][:1].isupper():
            gap = text[before.end() : word.start()]
            name = before[0].rstrip(".")
            if gap in {" ", "\u00a0"} and (is_given(name) or fold(name) in _TITLES):
                found[fold(re.sub(r"['’]s?\.?$", "", word[0]))] += 1
        if len(word[0].rstrip(".")) > 1:
            before = word
    return found


def _is_person(name: str, context: _Context, persons: dict[str, int]) -> bool:
    """Whether a name of one word is one that the text gives to a person, or a given name itself."""
    if " " in name.strip():
        return False
    key = fold(name)
    if key in persons and context.before not in _LOCATIVE:
        return True
    named = context.before_capital and is_given(context.before)
    return named or (is_given(name) and context.after_capital and context.after not in _BODY)


def _best_by_name(text: str, found: Sequence[Found], points: Sequence[float]) -> dict[str, float]:
    """For each folded name the points of its surest occurrence."""
    best: dict[str, float] = {}
    for (span, _), score in zip(found, points, strict=True):
        key = fold(span.of(text))
        best[key] = max(score, best.get(key, score))
    return best


def _of_others(best: float, own: float, context: _Context) -> float:
    """What the surest occurrence of a name adds to a doubtful one that is not part of another."""
    if best < 2.0 or own < -1.5 or (context.before_capital and context.before not in _OPENING):
        return 0.0
    return 1.5
