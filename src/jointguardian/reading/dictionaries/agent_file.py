"""Agent dictionaries: roles with their plurals, and substitution sets (`!PERSON! = MAN, MEN`)."""

import re
from collections.abc import Iterator

from .entries import Agent
from .lines import Warnings, lines, name
from .names import Name

_SET = re.compile(r"^!(\w+)!\s*=\s*(.+)$")
_USED = re.compile(r"!(\w+)!")
_ENTRY = re.compile(r"^([^\[{]+?)\s*(\{[^}]*\})?\s*\[([^\]]*)\]")


def agents(text: str, warnings: Warnings) -> Iterator[Name[Agent]]:
    """The roles of an agent dictionary, singular and plural."""
    sets: dict[str, list[str]] = {}
    for number, line in lines(text):
        if match := _SET.match(line.strip()):
            sets[match[1].upper()] = [w.strip() for w in match[2].split(",") if w.strip()]
            continue
        entry = _ENTRY.match(line.strip())
        agent = _agent(entry[3]) if entry else None
        if entry is None or agent is None:
            warnings.add(number, f"no role with a code in {line.strip()!r}")
            continue
        for written in _written(entry[1], entry[2], sets):
            if found := name(written, agent):
                yield found


def _agent(code: str) -> Agent | None:
    code = code.strip().upper()
    if "~" not in code or len(code) < 2:
        return None
    return Agent(code.strip("~ "), before=code.endswith("~"))


def _written(role: str, plural: str | None, sets: dict[str, list[str]]) -> Iterator[str]:
    """The forms of a role: `{}` says that it has no plural, `{X}` that X is the plural."""
    used = _USED.search(role)
    if used:
        for word in sets.get(used[1].upper(), ()):
            yield role.replace(used[0], word)
        return
    yield role
    if plural is None:
        yield plural_of(role.strip().rstrip("_"))
    else:
        yield from filter(None, (p.strip() for p in plural.strip("{}").split(",")))


def plural_of(word: str) -> str:
    """The regular plural of an upper-case noun."""
    if word.endswith("Y") and word[-2:-1] not in set("AEIOU"):
        return word[:-1] + "IES"
    return word + ("ES" if word.endswith(("S", "X", "CH", "SH", "Z")) else "S")
