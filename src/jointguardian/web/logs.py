"""Logs for machines: one JSON object a line on stderr, never what is in the reports.

A request's line has its number, method, route template (not the address: that holds ids and search
words), status, milliseconds and who, as eight letters that only this operation can tell (HMAC under
the door's secret). An error's line has its kind and the place in our code, not its words.
"""

import hashlib
import hmac
import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any

from litestar.types import Scope

from ..access.door import Door
from .session import Visitor

LOGGER = logging.getLogger("guardian.web")
UNKNOWN = "(no route)"


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, what happened, and its fields."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields = getattr(record, "fields", {})
        told = {"time": moment, "level": record.levelname.lower(), "event": record.getMessage()}
        return json.dumps({**told, **fields}, ensure_ascii=False)


def start_logs(level: int = logging.INFO) -> None:
    """Sends the room's lines to stderr, from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    LOGGER.handlers[:] = [handler]
    LOGGER.propagate = False
    LOGGER.setLevel(level)


def note(event: str, *, level: int = logging.INFO, **fields: object) -> None:
    """One line."""
    LOGGER.log(level, event, extra={"fields": fields})


def who(door: Door, visitor: Visitor) -> str:
    """`local`, or eight letters for a name, the same for the same name in this operation."""
    if visitor.how == "local":
        return visitor.name
    return hmac.digest(bytes.fromhex(door.secret), visitor.name.encode(), hashlib.sha256).hex()[:8]


def answered(scope: Scope, door: Door, request: str, status: int, milliseconds: float) -> None:
    """A request's line."""
    if not LOGGER.isEnabledFor(logging.INFO):
        return
    visitor = scope.get("user")
    template = scope.get("path_template") or UNKNOWN
    fields: dict[str, Any] = {
        "request": request,
        "method": scope.get("method"),
        "route": template,
        "status": status,
        "ms": round(milliseconds, 1),
    }
    if isinstance(visitor, Visitor):
        fields["who"] = who(door, visitor)
    note("request", **fields)


def failed(scope: Scope, error: Exception) -> None:
    """What went wrong and where in our code; not its words, which may hold a report's."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{f.filename.rpartition('/')[2]}:{f.lineno} {f.name}" for f in frames[-4:]]
    fields = {"request": scope.get("state", {}).get("request", ""), "error": type(error).__name__}
    note("failed", level=logging.ERROR, **fields, at=places)
