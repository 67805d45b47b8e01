"""Who may see and do what: viewers, roles, and the one policy function `may_see`."""

from .policy import ACTIONS, may_see, permits, require
from .viewer import EVERYBODY, LOCAL, Viewer

__all__ = ["ACTIONS", "EVERYBODY", "LOCAL", "Viewer", "may_see", "permits", "require"]
