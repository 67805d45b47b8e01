"""Health without secrets; logs for machines without what is in the reports."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from fake_room import FakeRoom
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian import __version__
from jointguardian.access import LOCAL
from jointguardian.access.door import Door
from jointguardian.web import create_app
from jointguardian.web.logs import LOGGER, JsonLines

Client = TestClient[Litestar]
PASSWORD = "four quiet green hills"


class Gone(FakeRoom):
    """Its record cannot be reached."""

    def reachable(self) -> bool:
        raise OSError("unable to open /secret/path/record.db")


def opened(room: FakeRoom, door: Door | None = None) -> Client:
    app = create_app(room, viewer=LOCAL, door=door)
    return TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    kept, level, stream = LOGGER.handlers[:], LOGGER.level, io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    LOGGER.handlers[:], LOGGER.propagate = [handler], False
    LOGGER.setLevel(logging.INFO)
    yield stream
    LOGGER.handlers[:], LOGGER.propagate = kept, True
    LOGGER.setLevel(level)


@pytest.mark.parametrize("path", ["/healthz", "/healthz/ready"])
def test_a_room_that_can_work_says_so(path: str) -> None:
    with opened(FakeRoom()) as client:
        told = client.get(path)
    assert told.status_code == 200
    assert told.json() == {"status": "ok", "version": __version__, "record": "ok"}


def test_a_room_without_its_record_lives_but_is_not_ready() -> None:
    with opened(Gone()) as client:
        assert client.get("/healthz/live").status_code == 200
        told = client.get("/healthz")
    assert told.status_code == 503
    assert "secret" not in told.text


def test_health_needs_no_sign_in() -> None:
    door = Door(None)
    door.set_password(PASSWORD)
    with opened(FakeRoom(), door) as client:
        assert client.get("/healthz").status_code == 200


def test_a_requests_line_has_its_route_and_not_its_words(lines: io.StringIO) -> None:
    with opened(FakeRoom()) as client:
        answer = client.get("/search?q=secretword")
        client.get("/report/r_early")
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    assert [t["route"] for t in told] == ["/search", "/report/{report}"]
    assert told[0].keys() == {
        "time", "level", "event", "request", "method", "route", "status", "ms", "who",
    }  # fmt: skip
    assert told[0]["request"] == answer.headers["x-request-id"]
    assert "secretword" not in lines.getvalue()
    assert "r_early" not in lines.getvalue()


def test_a_bug_is_noted_with_its_place_and_without_its_words(lines: io.StringIO) -> None:
    with opened(FakeRoom()) as client:
        assert client.get("/api/reports/r_bug").status_code == 500
    told = [json.loads(line) for line in lines.getvalue().splitlines()]
    failed = next(t for t in told if t["event"] == "failed")
    assert failed["level"] == "error"
    assert any("fake_room.py" in place for place in failed["at"])
    assert failed.keys() == {"time", "level", "event", "request", "error", "at"}


def test_no_secret_reaches_the_lines(lines: io.StringIO) -> None:
    door = Door(None)
    door.set_password(PASSWORD)
    with opened(FakeRoom(), door) as client:
        client.get("/sign-in")
        client.post("/api/session", json={"name": "Ana", "password": PASSWORD})
        client.get("/", headers={"authorization": "Bearer gt_notatoken"})
    raw = lines.getvalue()
    assert raw
    assert not [word for word in (PASSWORD, "gt_notatoken", "Ana", door.secret) if word in raw]
