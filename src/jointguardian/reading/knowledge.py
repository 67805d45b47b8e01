"""What the reader knows beforehand."""

from dataclasses import dataclass, field

from ..domain import Actor
from .places import PlaceIndex
from .syntax import Parser, builtin_parser


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Places, the operation's own actors, and a parser of English."""

    gazetteer: PlaceIndex
    actors: tuple[Actor, ...] = ()
    parser: Parser = field(default_factory=builtin_parser)
