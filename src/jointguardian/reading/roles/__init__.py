"""Who does what to whom, read off the parse: the parts of a deed and the actors that take them."""

from .arguments import Roles, roles_of
from .main import main_roles
from .naming import Standing, judged, kind_of, mention, parties, party
from .phrases import named, words

__all__ = [
    "Roles",
    "Standing",
    "judged",
    "kind_of",
    "main_roles",
    "mention",
    "named",
    "parties",
    "party",
    "roles_of",
    "words",
]
