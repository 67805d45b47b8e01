"""The stance of a claim: what its cue gives, made sharper by what is said."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A stance that a content takes when `pattern` is found in it and its base is in `of`."""

    stance: str
    pattern: re.Pattern[str]
    of: frozenset[str] = frozenset({"states"})


def _rule(stance: str, pattern: str, of: frozenset[str] = frozenset({"states"})) -> Rule:
    return Rule(stance, re.compile(pattern, re.IGNORECASE), of)


_WRONG = (
    r"\b(?:un)?provo(?:ked|king|cation|cations)\b|\bdestabili[sz]\w+|\bkidnap\w*|\babduct\w*"
    r"|\bpersecut\w+|\bterroris[mt]s?\b|\bfuel(?:l?ing|ed|led) (?:unrest|tension|violence)"
    r"|\bsubjugat\w+|\bdeceiv\w+|\blying\b|\blies\b|\bmanipulat\w+|\bincit\w+|\bsabotag\w+"
    r"|\bethnic cleansing\b|\bexpel\w*|\boppress\w+|\bharass\w+|\bviolat(?:ed|es|ing|ion|ions)\b"
    r"|\bbreach(?:ed|es|ing)\b|\bescalat(?:ing|ed)\b|\bplay(?:s|ing|ed)? the victim\b"
    r"|\bas a victim\b|\bon the trigger\b|\blive (?:rounds|ammunition|fire)\b|\bbrutal\w*"
    r"|\bwant(?:s|ed) (?:a )?war\b|\batrocit\w+|\bmassacr\w+|\bsmuggl\w+|\bstag(?:ed|ing)\b|\borchestrat\w+|(?<!who )\b(?:is|are|was|were|stands?|stood|being) behind\b"
    r"|\b(?:sponsored|financed|directed|orchestrated|armed) by\b"
    r"|\b(?:encourag|instigat|mastermind)(?:ed|es|ing)\b|\bset upon\b|\bwants? to be seen as\b|\bpos(?:es|ing|ed) as\b"
    r"|\b(?:preparing|getting ready|planning|plotting|intend(?:s|ed|ing)?|try(?:ing)?|tries|tried|seeks|sought) to"
    r" (?:\w+ )?(?:attack|seize|storm|expel|destroy|undermine|overthrow|invade|provoke|ignite|drag)\b"
    r"|\b(?:had|has|have) not (?:responded|complied|honou?red|kept|fulfilled|implemented|respected)\b"
    r"|\b(?:had|has|have) (?:ignored|reneged|broken|flouted|sabotaged)\b|\b(?:broke|breaks) (?:international|the|its)\b"
    r"|\b(?:used|using|uses) (?:\w+ )?(?:civilians|hospitals?|schools?|human shields)\b|\bhuman shields?\b|\bloot\w*"
    r"|\b(?:war crimes?|genocide|apartheid|annex(?:ation|ing|ed))\b|\billegal\w*|\bunlawful\w*|\bin bad faith\b"
    r"|\baggress(?:ion|or|ors|ive)\b|\bpropaganda\b|\bhypocri\w+|\bwants? (?:a )?war\b"
    r"|\bintimidat\w+|\bblackmail\w*|\bcriminal\w*|\bpogroms?\b|\boccup(?:y|ied|iers|ation)\b"
)
RULES = (
    _rule(
        "denies",
        r"\b(?:is|are|was|were|be) (?:\w+ )?(?:untrue|false|fabricated|baseless|unfounded)\b"
        r"|\bnot true\b|\bno truth\b|\bhad nothing to do with\b|\bhas nothing to do with\b"
        r"|\b(?:had|has|have) no (?:knowledge of|part in|role in|hand in|involvement|connection|troops|soldiers|presence)\b"
        r"|\b(?:is|are|was|were) (?:a lie|lies|disinformation|fake|misinformation|groundless|invented|absurd)\b"
        r"|\b(?:did not|never) (?:take part|fire|fired|attack|attacked|enter|entered|cross|crossed|target|targeted|shell|shelled)\b"
        r"|\bnot (?:been )?involved\b|\bnot responsible\b|\bplayed no (?:part|role)\b",
    ),
    _rule(
        "opposes",
        r"\bnever (?:recogni[sz]e|accept|agree|allow)\w*|\b(?:has|have|had) no right\b"
        r"|\b(?:will|would|does|can|could|shall|may) not (?:recogni[sz]e|accept|allow|agree to)\b"
        r"|\b(?:could|can|should|must|may)(?: not|not) be allowed\b|\bwould (?:effectively )?split\b"
        r"|\bwould create a (?:mini|second)|\bagainst (?:the|any) (?:plan|idea|move)",
    ),
    _rule(
        "blames",
        r"\b(?:came about|happened|broke out|occurred|arose) because\b|\bresponsib(?:le|ility) for\b"
        r"|\bto blame\b|\bfault of\b|\bresult of (?:the )?\w+ (?:policy|policies|actions)\b"
        r"|\bcaused by\b",
    ),
    _rule(
        "condemns",
        r"\bunacceptable\b.*\battack|\battack\w*\b.*\bunacceptable\b|\bserious breach\b"
        r"|\bmust be (?:reprimanded|punished|condemned)\b|\b(?:cowardly|heinous|shameful|barbaric)\b"
        r"|\bcriminal and terrorist\b|\bterrorist attack\b|\bwent (?:wholly |entirely )?against\b"
        r"|\bcannot be (?:justified|tolerated)\b|\bwill not be tolerated\b",
    ),
    _rule("opposes", r"\bunacceptable\b|\binadmissible\b|\bout of the question\b|\bred line\b"),
    _rule(
        "warns",
        r"\b(?:will|would|stands?|stood) (?:\w+ )?(?:ready )?\b.*\b(?:if|should)\b"
        r"|\b(?:may|might|could|would) (?:\w+ )?(?:escalate|explode|erupt|spill|worsen|collapse|lead to|"
        r"occur|break out|lose|spread|trigger|seize)\b|\bon the (?:brink|verge|edge)\b|\bpowder keg\b"
        r"|\b(?:will|would) have (?:\w+ )?consequences\b|\b(?:will|would) (?:only )?(?:lead to|deepen|worsen|endanger|jeopardi[sz]e)\b"
        r"|\brisks? of\b|\bnot stand idly\b|\bcould be drawn\b|\bcan be drawn\b|\bred zone\b"
        r"|\b(?:will|would) (?:not )?(?:respond|retaliate|hesitate|tolerate|be forced)\b|\bwould not be tolerated\b|\bpunished by law\b|\ba point would come\b|\bwould follow\b",
        frozenset({"states", "announces"}),
    ),
    _rule("accuses", _WRONG),
    _rule(
        "demands",
        r"\b(?:must|has to|have to|needs? to) (?:\w+ )?(?:begin|stop|leave|end|withdraw|halt|cease|"
        r"release|pull|disarm|take|prevent|refrain|give|hand|respect|comply|be (?:removed|withdrawn|released|lifted))\b"
        r"|\bshould (?:immediately|at once)\b|\bstop (?:\w+ )?at once\b",
        frozenset({"states", "calls-for"}),
    ),
    _rule(
        "calls-for",
        r"\bshould (?:\w+ )?(?:be|show|refrain|return|talk|calm|avoid|work)\b|\bneeds? to be\b"
        r"|\bwere needed\b|\bare needed\b|\bis needed\b|\btime to\b",
    ),
    _rule(
        "announces",
        r"^[\"“‘']?(?:he|she|they|we|i|it) (?:had|has|have) (?:told|ordered|instructed|asked|decided|agreed|closed|opened|suspended)\b"
        r"|^[\"“‘']?(?:he|she|they|we|i|it) (?:will|shall|would)(?: not)? (?!be (?:a|the|no)\b)\w+"
        r"|^(?:he|she|they|we|i) (?:was|were|is|are|am) (?!monitoring|watching|following|casting)\w+ing\b"
        r"|^(?:it|he|she|they|we|i|its|his|her|their|our|the (?:country|government|ministry|alliance))\b"
        r".{0,40}?\b(?:will|would|had (?:confirmed|decided|ordered|sent|released|agreed)|has (?:decided|"
        r"ordered|sent|agreed)|was (?:deploying|sending|withdrawing)|is (?:deploying|sending))\b"
        r"|\b(?:will|would) (?:\w+ )?(?:be (?:sent|deployed|gradual|withdrawn|put|reinforced)|send|"
        r"deploy|consider|begin|ask|join|leave|withdraw|continue to deploy)\b"
        r"|\bwas deploying\b|\bwere being (?:deployed|sent)\b|\bwill help\b",
    ),
)


# Verbs that name a thing, and the names that condemn it.
_NAMINGS = frozenset(
    {"call", "describe", "term", "label", "dub", "speak", "characterise", "characterize"}
)
_SHAME = re.compile(
    r"\b(?:terror\w*|criminal\w*|crimes?|coward\w*|barbar\w*|heinous|shameful|unacceptable|disgrace\w*"
    r"|outrage\w*|vandalism|atrocit\w+|unprovoked)\b",
    re.IGNORECASE,
)
# What is denied, not opposed, when it is rejected.
_CHARGE = re.compile(
    r"^(?:\w+(?:['’]s)? ){0,3}(?:accusations?|allegations?|charges?|claims?|involvement|role"
    r"|responsibility|reports|rumou?rs?|suggestions?|blame)\b",
    re.IGNORECASE,
)
# Characters of a content that are weighed: a stance stands in its first sentences.
_WEIGHED = 800
# What an instrument says is its text, not somebody's appeal.
_INSTRUMENT = re.compile(r"\b(?:Resolution|Agreement|Charter|Protocol|Treaty)\b", re.IGNORECASE)


def _by_both(base: str, lemma: str, content: str) -> str | None:
    """The stance that a cue takes only with some contents."""
    if lemma == "tell" and content.startswith("to "):
        return "demands"
    if lemma in _NAMINGS and _SHAME.search(content):
        return "condemns"
    if base == "opposes" and _CHARGE.search(content):
        return "denies"
    return None


# What a speaker says of itself under its own name: a decision or an act to come.
_DEED = re.compile(
    r"\s+(?:will|would|shall|is to|was to|has decided|had decided|is ready to|was ready to|has agreed|had agreed"
    r"|has released|has accepted|had accepted|has suspended|has withdrawn|is sending|was sending)\b(?! be (?:a|the|no)\b)"
)


def _own_deed(content: str, speaker: str) -> bool:
    """Whether a content opens with the speaker's own name and goes on with what it will do."""
    name = speaker.split(" ")[-1]
    start = content[: len(speaker) + 8].find(name) if len(name) > 1 else -1
    return start >= 0 and bool(_DEED.match(content, start + len(name)))


def stance_of(base: str, lemma: str, content: str, speaker: str) -> str:
    """One of vocab `stances`: the first rule that the content meets, else what the cue gives."""
    named = _by_both(base, lemma, content)
    if named or _INSTRUMENT.search(speaker):
        return named or base
    opening = content[:_WEIGHED]
    if base == "states" and _own_deed(opening, speaker):
        return "announces"
    for rule in RULES:
        if base in rule.of and rule.pattern.search(opening):
            return rule.stance
    return base
