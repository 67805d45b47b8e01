"""What actors hold something on: recognition, the mayors, the force's presence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IssueRule:
    """A further way in which words are on an issue: groups, and whose stance, as in `Issue`.

    A keyword of each group in `near` has to stand in the words, in their sentence, in the sentence before
    it, or in the actor's name.
    """

    groups: tuple[tuple[str, ...], ...]
    stances: tuple[str, ...] = ()
    near: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with its keyword groups; a text is on it when one keyword of each group stands in it.

    A keyword is a word or words; a trailing `*` stands for any ending. `stances` narrows the issue
    to claims (and acts) of those stances. What `ignoring` names ("the breakaway region") does not count as
    a keyword. `also` are further rules, any of which is enough.
    """

    id: str
    label: str
    means: str
    groups: tuple[tuple[str, ...], ...]
    stances: tuple[str, ...] = ()
    ignoring: tuple[str, ...] = ()
    also: tuple[IssueRule, ...] = ()
