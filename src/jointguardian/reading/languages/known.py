"""The operation's actors in any spelling and case form."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ...domain import Actor
from .spellings import alike, bases, sound, stems
from .words import Word

_SHORT = 3  # letters; names as short as this must stand as they are


@dataclass(frozen=True, slots=True)
class KnownActors:
    """Actors by the sound of their aliases' first words."""

    table: dict[str, tuple[tuple[tuple[str, ...], Actor], ...]]

    def at(self, line: Sequence[Word], index: int) -> tuple[int, Actor] | None:
        """The actor whose longest alias begins at a capitalised word, with its length in words."""
        word = line[index]
        if not word.capital:
            return None
        best: tuple[tuple[int, bool], int, Actor] | None = None
        for key in bases(_head(word)):
            for name, actor in self.table.get(key, ()):
                run = line[index : index + len(name)]
                if _is(run, name) and _capitals(run, actor):
                    exact = [sound(_head(w)) for w in run] == [sound(p) for p in name]
                    rank = (len(name), exact)
                    if best is None or rank > best[0]:
                        best = (rank, len(name), actor)
        return (best[1], best[2]) if best else None


def _head(word: Word) -> str:
    """The word without the case ending that a hyphen parts from an acronym."""
    return word.text.split("-")[0] if "-" in word.text and "-" not in word.key else word.text


def _is(run: Sequence[Word], name: tuple[str, ...]) -> bool:
    written = [_head(w) for w in run]
    if len(name) == 1 and len(name[0]) <= _SHORT:
        return bool(written) and written[0] == name[0]
    return alike(written, name)


def _capitals(run: Sequence[Word], actor: Actor) -> bool:
    """A person's name has a capital on each word; short names of bodies are all capitals."""
    if actor.kind == "person":
        return all(w.capital for w in run)
    return len(run) > 1 or len(run[0].text) > _SHORT or run[0].text.isupper()


@cache
def known_actors(actors: tuple[Actor, ...]) -> KnownActors:
    """The table of an operation's actors; offices are left out, since each land has its own."""
    table: dict[str, dict[tuple[str, ...], Actor]] = {}
    for actor in actors:
        if actor.kind == "office":
            continue
        for alias in _aliases(actor, actors):
            name = tuple(alias.replace("-", " ").split())
            for key in stems(name[0]) if name else ():
                table.setdefault(key, {}).setdefault(name, actor)
    return KnownActors({key: tuple(rows.items()) for key, rows in table.items()})


def _aliases(actor: Actor, actors: Sequence[Actor]) -> list[str]:
    """Name and aliases; a person's surname too, where only one person has it."""
    found = [actor.name, *actor.aliases]
    surname = actor.name.split()[-1] if actor.name.split() else ""
    if actor.kind == "person" and len(surname) > _SHORT:
        same = [a for a in actors if a.kind == "person" and a.name.split()[-1:] == [surname]]
        found += [surname] if len(same) == 1 else []
    return found
