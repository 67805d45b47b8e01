"""`/healthz`: whether the process lives and its record answers, for those who keep it running."""

from typing import Literal

import msgspec
from litestar import Response, get

from ... import __version__
from ..answers import twin
from ..desk import Desk, DeskOf

State = Literal["ok", "not ready"]


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """`record`: whether the record can be read now."""

    status: State
    version: str
    record: State | None = None


def _ready(desk: DeskOf) -> Response[Health]:
    try:
        state: State = "ok" if desk.room.reachable() else "not ready"
    except Exception:  # noqa: BLE001 (whatever it is, the record does not answer)
        state = "not ready"
    answer: Response[Health] = twin(Health(status=state, version=__version__, record=state))
    answer.status_code = 200 if state == "ok" else 503
    return answer


@get("/healthz", sync_to_thread=True)
def healthz(desk: Desk) -> Response[Health]:
    """Whether the room can work; 503 where its record does not answer."""
    return _ready(desk)


@get("/healthz/ready", sync_to_thread=True)
def ready(desk: Desk) -> Response[Health]:
    """The same."""
    return _ready(desk)


@get("/healthz/live", sync_to_thread=False)
def live() -> Response[Health]:
    """Whether the process answers at all."""
    return twin(Health(status="ok", version=__version__))


ROUTES = (healthz, ready, live)
