"""Three values: yes (True), no (False) and not known (None).

Source: strong logic of S. C. Kleene, Introduction to Metamathematics, 1952, section 64.
"""

from collections.abc import Iterable

Truth = bool | None


def every(values: Iterable[Truth]) -> Truth:
    """No where one is no; else not known where one is not known; else yes."""
    known: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            known = None
    return known


def some(values: Iterable[Truth]) -> Truth:
    """Yes where one is yes; else not known where one is not known; else no."""
    known: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            known = None
    return known


def negated(value: Truth) -> Truth:
    """The opposite; what is not known stays so."""
    return None if value is None else not value
