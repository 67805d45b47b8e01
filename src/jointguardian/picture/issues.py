"""The issues on which a board shows who holds what: data of the pack, or general ones."""

import re
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from ..domain import Issue

REMEMBERED = 50_000
"""Words and issues whose match is remembered: the same claims are asked about for each picture."""


class _IssueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    issues: tuple[Issue, ...]


@cache
def default_issues() -> tuple[Issue, ...]:
    """The issues of an operation whose pack brings none, in the order of the board."""
    raw = files(__package__).joinpath("issues.yaml").read_text(encoding="utf-8")
    return msgspec.yaml.decode(raw, type=_IssueFile).issues


def covers(issue: Issue, stance: str, words: str, near: str = "") -> bool:
    """Whether a claim or act of that stance, in those words, is on the issue.

    `near` is what stands around the words: their sentence, the one before, who speaks.
    """
    own = _without(issue.ignoring, words)
    if _allows(issue.stances, stance) and _in_words(issue.groups, own):
        return True
    around = f"{near}\n{words}"
    return any(
        _allows(rule.stances, stance)
        and _in_words(rule.groups, own)
        and (not rule.near or _in_words(rule.near, _without(issue.ignoring, around)))
        for rule in issue.also
    )


def _allows(stances: tuple[str, ...], stance: str) -> bool:
    return not stances or stance in stances


@lru_cache(maxsize=REMEMBERED)
def _without(phrases: tuple[str, ...], words: str) -> str:
    return _patterns((phrases,))[0].sub(" ", words) if phrases else words


@lru_cache(maxsize=REMEMBERED)
def _in_words(groups: tuple[tuple[str, ...], ...], words: str) -> bool:
    return all(pattern.search(words) for pattern in _patterns(groups))


@cache
def _patterns(groups: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(map(_pattern, g)), re.IGNORECASE) for g in groups)


def _pattern(keyword: str) -> str:
    stem = re.escape(keyword.removesuffix("*"))
    return rf"(?<!\w){stem}\w*" if keyword.endswith("*") else rf"(?<!\w){stem}(?!\w)"
