"""States, institutions, forces, armed groups, communities, parties, offices and persons."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Affiliation:
    """What an actor belonged to, or which office a person held, from `start` to `end` (ISO dates)."""

    to: str
    role: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor with its aliases in several languages.

    `kind` is one of vocab `actor_kinds`; `country` ISO alpha-3 (XKX for Kosovo); `public` is true
    for holders of public office acting in it: everybody else's name is sealed.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    public: bool = True
    source: str = ""
