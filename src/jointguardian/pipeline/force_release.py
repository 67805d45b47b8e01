"""An order of battle that leaves: let go by a named person, and recorded with what else left."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from ..access import Viewer, require
from ..domain import LogRelease, Unit
from ..domain.ids import new_id
from ..errors import InputError
from .forces import READY, Forces, tells_readiness

LOG = "order of battle"
"""The name under which it stands in the list of what left."""


def give_out_units(
    forces: Forces, viewer: Viewer, form: str, *, by: str, to: str, as_of: datetime | None = None
) -> tuple[bytes, LogRelease]:
    """The order of battle as a file for others; the release is recorded before it leaves.

    Raises NotPermitted without the right to release, InputError without who and to whom.
    """
    require(viewer, "release")
    by, to = (" ".join(x.split())[:120] for x in (by, to))
    if not by or not to:
        raise InputError(
            "an order of battle leaves only when somebody lets it go",
            way_out="say who releases it, and to whom",
        )
    data = forces.export_units(viewer, form, as_of)
    units, operation = forces.units(viewer, as_of), forces.desk.operation
    release = LogRelease(
        id=new_id("rel"),
        by=by,
        to=to,
        at=operation.clock().isoformat(),
        log=LOG,
        rows=len(units),
        per="unit",
        since=None,
        until=None,
        place=None,
        as_of=forces.desk.moment(as_of).isoformat(),
        marking=_marking(units, form),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    operation.record.add_facts("log_releases", [release])
    return data, release


def _marking(units: Sequence[Unit], form: str) -> str:
    """Real readiness goes into the CSV alone, and marks it."""
    real = any(tells_readiness(u) and not u.invented for u in units)
    return (READY.level if form == "csv" and real else "public").upper()
