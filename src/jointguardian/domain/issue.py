"""A question on which actors take sides."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with its keyword groups; a text is on it when one keyword of each group stands in it.

    A keyword is a word or words; a trailing `*` stands for any ending. `stances` narrows the issue
    to claims (and acts) of those stances.
    """

    id: str
    label: str
    means: str
    groups: tuple[tuple[str, ...], ...]
    stances: tuple[str, ...] = ()
