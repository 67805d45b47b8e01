"""Whether a happening took place, is planned, threatened, wanted, supposed or denied."""

import re

from ..domain import Span
from .segments import Segment

_DENIED = re.compile(
    r"\b(?:did not|didn't|does not|has not|have not|had not|was not|were not|denied|denies|denying"
    r"|refuted|never|rumou?rs|no evidence)\b",
    re.I,
)
_THREAT = re.compile(r"\b(?:threat\w*|warned|warns|hinted|ultimatum|otherwise|would win)\b", re.I)
_FUTURE = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|plans?|planned|planning|going to|due"
    r"|scheduled|intends?|decided to|agreed to|about to|must|ordered|told \w+ to|prepar\w+ to|ready to)\b",
    re.I,
)
_PROGRESS = re.compile(
    r"\b(?:is|are)\s+(?:also\s+)?(?:sending|deploying|dispatching|preparing)\b", re.I
)
_ANNOUNCED = re.compile(
    r"\b(?:said|announced|confirmed|says)\b[^;]{0,40}\b(?:was|were)\s+(?:being\s+)?$"
    r"|\b(?:directed|ordered|approved|authori[sz]ed)\s+the\s+$",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:call(?:s|ed|ing)?\s+(?:on|for|upon)|urg(?:es|ed|ing)|demand(?:s|ed|ing)?|appeal\w*"
    r"|ask(?:s|ed)|request(?:s|ed)|should|needs? to|insist\w*|wants?|want)\b",
    re.I,
)
_SUPPOSED = re.compile(
    r"\b(?:if|could|might|may|whether|in case|unless|would consider|possib\w+|potential|getting ready"
    r"|suggested|hypothetical|in order to|goal of|intended to|to (?:\w+ to )?(?:cause|provoke|trigger|spark|prevent|avoid|stop|avert|contain)|would have|fear\w*|should (?:stability|the))\b(?!\s+\d)",
)
_MAY = re.compile(r"\s+(?:may|might|could)\b")
_BEGUN = re.compile(r"\b(?:are|is)\s+(?:still\s+|currently\s+)?\w+ing\b", re.I)
_NOW = re.compile(r"\b(?:still|currently|at present|continu\w+|ongoing)\b", re.I)


def status(text: str, segment: Segment) -> str:
    """One of the vocabulary `statuses`, by the verbs that lead to the trigger."""
    trigger = segment.trigger.span
    lead = text[max(segment.span.start, trigger.start - 120) : trigger.start]
    near = text[max(segment.sentence.span.start, trigger.start - 160) : trigger.start]
    if _DENIED.search(_last_part(lead)):
        return "denied"
    if _SUPPOSED.search(re.split(r"[;:]", lead)[-1]) or _MAY.match(text, trigger.end):
        return "hypothetical"
    if _FUTURE.search(_with_verb(lead, text, trigger)):
        return "threatened" if _THREAT.search(near) else "planned"
    if _is_announced(text, segment, near):
        return "planned"
    return _without_modal(lead)


def _is_announced(text: str, segment: Segment, near: str) -> bool:
    """ "NATO is sending", "said it was deploying", "directed the deployment": decided, not done."""
    trigger = segment.trigger.span
    if _PROGRESS.search(text[max(segment.span.start, trigger.start - 30) : trigger.end]):
        return True
    return segment.trigger.kind.type == "mobilize" and bool(_ANNOUNCED.search(near))


def _without_modal(lead: str) -> str:
    """What verbs without a modal leave: wanted, going on, or happened."""
    last = _last_part(lead)
    if _WANTED.search(last):
        return "called-for"
    return "ongoing" if _NOW.search(last) and _BEGUN.search(lead) else "happened"


def _last_part(lead: str) -> str:
    """The words after the last comma, near the trigger."""
    return re.split(r"[,;:]", lead)[-1][-80:]


def _with_verb(lead: str, text: str, trigger: Span) -> str:
    """The nearest words that may hold a modal: before the trigger and at its beginning."""
    return lead[-60:] + text[trigger.start : trigger.end]
