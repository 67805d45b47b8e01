"""Small dictionaries of our own making, in both styles, and coding a sentence with them."""

from datetime import date
from functools import cache

from jointguardian.domain import Coding
from jointguardian.reading.dictionaries import Choices, Dictionaries, code, dictionaries
from jointguardian.reading.document import Document
from jointguardian.reading.sentences import sentences
from jointguardian.reading.syntax import Parser, builtin_parser
from jointguardian.reading.syntax.step import syntax

ACTORS = """
# Actors of an invented region
NORWAY [NOR]   # with a synonym
+NORWEGIAN
+OSLO
SWEDEN [SWE]
+SWEDISH
DENMARK [DNK]
FINLAND [FIN]
BALTIC_LEAGUE [IGOBAL]
NORDIC TELEVISION [MEDNOR]
THE_TWINS [AAA/BBB]
LINA_BERG [NORGOV]
    [NOROPP <20100101]
    [NORMIL 20150101-20151231]
"""
AGENTS = """
!PERSON! = MAN, WOMAN
MINISTER [~GOV]
GOVERNMENT {} [~GOV]
ARMY [~MIL]
SOLDIER [~MIL]
LAWMAKER [~LEG]
SPOKES!PERSON! [~GOV]
GOOSE {GEESE} [~ANM]
MEDICS_ABROAD {} [NGO~]
"""
SEQUENCES = """
&GOODS
+FOOD
+WOOL BLANKETS

--- CRITICIZE [111] ---
CRITICIZE
DERIDE [112]
- SHARPLY * [113]
- VERY SHARPLY * [114]
--- MEET [040:041] ---
MEET {MEETS MET MEETING}
--- SEND [---] ---
SEND {SENDS SENT SENDING}
- * &GOODS [073]
- * ARMS [072]
--- BREAK [160] ---
BREAK {BREAKS BROKE BROKEN}
+BREAK_OFF {+BROKE_OFF +BREAKS_OFF}
- * TALKS [164]
--- OBTAIN [---] ---
OBTAIN
- + * LOAN FROM $ [071]
--- AGREE [050] ---
AGREE
- % * [057]
"""
TREES = """
&WEAPON
+RIFLE
+ROCKET

--- SAY [010] ---
SAY {SAYS SAID SAYING}
--- WANT [030] ---
WANT
--- ATTACK [190] ---
ATTACK
--- HELP [070] ---
HELP
--- HOLD [---] ---
HOLD {HOLDS HELD HOLDING}
- * TALKS [046:046]
- * {ARMED DRILLS} (NEAR BORDER) [150]
--- SEND [---] ---
SEND {SENDS SENT SENDING}
- * &WEAPON (TO +) [072]
- * AID [070]
- * AID [071]
--- RECEIVE [---] ---
RECEIVE
- * PROMISES [:030]
~ a (b . ATTACK) SAY = a b 112
~ a (a b ATTACK) SAY = a b 015
"""


@cache
def parser() -> Parser:
    """The parser that ships."""
    return builtin_parser()


def known(verbs: str = SEQUENCES, **more: str) -> Dictionaries:
    """The small dictionaries with one of the two verb files."""
    files = {"x.verbs.txt": verbs, "x.actors.txt": ACTORS, "x.agents.txt": AGENTS}
    return dictionaries(files | {f"x.{kind}.txt": text for kind, text in more.items()})


def coded(
    text: str, with_: Dictionaries, *, day: date | None = None, choices: Choices | None = None
) -> tuple[Coding, ...]:
    """The codings of a text."""
    document = syntax(sentences(Document(text=text, published=day)), parser())
    return code(document, with_, choices)


def tuples(text: str, with_: Dictionaries, **more: date | None) -> set[tuple[str, str, str]]:
    """Source, target and event of each coding."""
    return {(c.source, c.target, c.event) for c in coded(text, with_, **more)}  # type: ignore[arg-type]
