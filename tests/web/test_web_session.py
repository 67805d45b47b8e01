"""Who works: a name in a session, rights of the local user; what is written carries the name."""

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fake_room import FakeRoom
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.access.door import Door
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.pipeline.stream import Stream
from jointguardian.web import create_app
from jointguardian.web.routes.stream import events
from jointguardian.web.session import (
    NOBODY,
    UNATTENDED,
    Doorway,
    Throttle,
    cookie_name,
    is_still,
    safe_back,
    visitor_of,
)

Client = TestClient[Litestar]
HOME = "http://127.0.0.1:8347"
PASSWORD = "four quiet green hills"


@pytest.fixture
def door() -> Door:
    return Door(None)


def opened(room: FakeRoom, door: Door, doorway: Doorway = Doorway()) -> Client:  # noqa: B008
    app = create_app(room, viewer=LOCAL, door=door, doorway=doorway)
    return TestClient(app, base_url=HOME, raise_server_exceptions=False)


@pytest.fixture
def client(door: Door) -> Iterator[Client]:
    with opened(FakeRoom(), door) as made:
        yield made


def token(client: Client) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/sign-in").text)
    assert found
    return found[1]


def sign_in(client: Client, name: str = "A. Keeper", password: str = "", back: str = "/") -> int:
    form = {"name": name, "password": password, "back": back, "_csrf_token": token(client)}
    return client.post("/sign-in", data=form, follow_redirects=False).status_code


def who(client: Client) -> tuple[str, str]:
    told = client.get("/api/session").json()
    return told["name"], told["how"]


def test_without_a_session_the_local_user_reads_and_writes(client: Client) -> None:
    assert who(client) == ("local", "local")
    form = {"text": "Shots near the bridge.", "_csrf_token": token(client)}
    assert client.post("/record", data=form, follow_redirects=False).status_code == 303


def test_a_name_is_remembered_and_shown(client: Client) -> None:
    assert sign_in(client, "  Ana   K. ") == 303
    assert who(client) == ("Ana K.", "session")
    assert "Ana K." in client.get("/").text


@dataclass
class Noting(FakeRoom):
    """Notes who records."""

    wrote: str = ""

    def add_report(self, viewer, text, published, source, /):  # type: ignore[no-untyped-def]
        self.wrote = viewer.name
        return "r_early"


def test_what_is_written_carries_the_name(door: Door) -> None:
    room = Noting()
    with opened(room, door) as client:
        sign_in(client, "Ana")
        client.post("/record", data={"text": "x", "_csrf_token": token(client)})
    assert room.wrote == "Ana"


def test_two_browsers_are_two_persons(door: Door) -> None:
    with opened(FakeRoom(), door) as one, opened(FakeRoom(), door) as other:
        sign_in(one, "Ana")
        sign_in(other, "Ben")
        assert (who(one)[0], who(other)[0]) == ("Ana", "Ben")


@pytest.mark.parametrize("name", ["", "   ", "local", "x" * 61, "a\x00b"])
def test_a_name_that_is_none_is_refused_in_place(client: Client, name: str) -> None:
    assert sign_in(client, name) == 400
    assert who(client) == ("local", "local")


def test_signing_out_kills_the_session_and_its_copies(client: Client) -> None:
    sign_in(client)
    copy = client.headers.copy(), dict(client.cookies)
    client.post("/sign-out", data={"_csrf_token": token(client)})
    client.cookies.update(copy[1])
    assert who(client) == ("local", "local")


def test_the_cookie_is_signed_for_this_operation_only(door: Door) -> None:
    now = datetime.now(UTC)
    cookie = door.begin("Ana", now)
    last = "0" if cookie[-1] != "0" else "1"
    given = [cookie, cookie[:-1] + last, cookie.split(".")[0], "", "."]
    names = [door.who(c, now, hours=1, idle_minutes=1) for c in given]
    assert names == ["Ana", None, None, None, None]
    assert Door(None).who(cookie, now, hours=1, idle_minutes=1) is None
    assert Door(None).mark != door.mark


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client: Client) -> None:
    answer = client.post(
        "/sign-in",
        data={"name": "Ana", "_csrf_token": token(client)},
        follow_redirects=False,
    )
    told = answer.headers["set-cookie"].lower()
    assert "httponly" in told
    assert "samesite=strict" in told


@pytest.mark.parametrize(
    "path", ["/", "/api/picture", "/report/r_early", "/api/map", "/nowhere", "/static/../api/map"]
)
def test_with_a_password_nothing_answers_a_stranger(door: Door, path: str) -> None:
    door.set_password(PASSWORD)
    with opened(FakeRoom(), door) as client:
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code in (303, 401)
        assert answer.headers["content-security-policy"]


def test_with_a_password_the_right_one_opens(door: Door) -> None:
    door.set_password(PASSWORD)
    with opened(FakeRoom(), door) as client:
        assert sign_in(client, password="something else!") == 400
        assert client.get("/", follow_redirects=False).status_code == 303
        assert sign_in(client, password=PASSWORD) == 303
        assert client.get("/").status_code == 200


def test_a_new_password_ends_all_sessions(door: Door) -> None:
    with opened(FakeRoom(), door) as client:
        sign_in(client)
        door.set_password(PASSWORD)
        assert client.get("/api/picture").status_code == 401


def test_a_token_works_without_forms_and_can_be_withdrawn(door: Door) -> None:
    door.set_password(PASSWORD)
    given = door.make_token("Feeder", datetime.now(UTC))
    with opened(FakeRoom(), door) as client:
        bearer = {"authorization": f"Bearer {given}"}
        assert client.get("/api/session", headers=bearer).json()["name"] == "Feeder"
        made = client.post("/api/reports", json={"text": "Shots."}, headers=bearer)
        assert made.status_code == 201
        door.withdraw("Feeder")
        assert client.get("/api/session", headers=bearer).status_code == 401


def test_a_token_as_password_reads_for_programs_that_know_nothing_else(door: Door) -> None:
    door.set_password(PASSWORD)
    given = door.make_token("QGIS", datetime.now(UTC))
    with opened(FakeRoom(), door) as client:
        assert client.get("/api/session", auth=("any", given)).json()["name"] == "QGIS"
        for wrong in ("", "gt_wrong", PASSWORD):
            assert client.get("/api/session", auth=("any", wrong)).status_code == 401
        odd = {"authorization": "Basic not-base64"}
        assert client.get("/api/session", headers=odd).status_code == 401
        body = {"text": "Shots near the bridge."}
        assert client.post("/api/reports", json=body, auth=("any", given)).status_code == 403


def test_a_wrong_token_never_works_as_local(client: Client) -> None:
    answer = client.get("/api/picture", headers={"authorization": "Bearer gt_wrong"})
    assert answer.status_code == 401


def test_where_names_are_asked_for_nobody_writes_without_one(door: Door) -> None:
    with opened(FakeRoom(), door, Doorway(named=True)) as client:
        form = {"text": "x", "_csrf_token": token(client)}
        assert client.get("/").status_code == 200
        assert client.post("/record", data=form, follow_redirects=False).status_code == 401
        assert sign_in(client) == 303
        form = {"text": "x", "_csrf_token": token(client)}
        assert client.post("/record", data=form, follow_redirects=False).status_code == 303


def test_wrong_passwords_make_one_address_wait_and_nobody_else() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    waits = []
    for _ in range(9):
        throttle.failed("a")
        waits.append(throttle.wait("a"))
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16]
    assert throttle.wait("b") == 0
    now[0] = 20
    assert throttle.wait("a") == 0


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "x", "/a\nb", "/sign-out"]
)
def test_no_way_back_leads_elsewhere(client: Client, back: str) -> None:
    assert safe_back(back) == "/"
    form = {"name": "Ana", "back": back, "_csrf_token": token(client)}
    answer = client.post("/sign-in", data=form, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_session_ends_when_idle_or_old(door: Door) -> None:
    start = datetime(2023, 5, 29, 6, tzinfo=UTC)
    cookie = door.begin("Ana", start)

    def at(hours: float) -> str | None:
        return door.who(cookie, start + timedelta(hours=hours), hours=14, idle_minutes=240)

    assert [at(3.9), at(7.8), at(11.7), at(13.9)] == ["Ana"] * 4
    assert at(14.1) is None
    assert at(1) is None


def test_what_an_open_page_asks_by_itself_keeps_no_session_alive(door: Door) -> None:
    start = datetime(2023, 5, 29, 6, tzinfo=UTC)
    headers = {"cookie": f"{cookie_name(door)}={door.begin('Ana', start)}"}

    def at(hours: float, touch: bool) -> bool:
        now = start + timedelta(hours=hours)
        return visitor_of(door, Doorway(), headers, now, touch=touch) != NOBODY

    assert at(3.9, touch=False)
    assert not at(4.1, touch=True)
    assert {"/api/stream", "/api/presence"} == UNATTENDED


def test_the_stream_ends_with_its_session(tmp_path: Path, door: Door) -> None:
    start = datetime.now(UTC)
    cookie = door.begin("Ana", start)
    headers = {"cookie": f"{cookie_name(door)}={cookie}"}
    ana = visitor_of(door, Doorway(), headers, start)
    assert ana is not None

    async def run(stream: Stream) -> list[str | None]:
        def still() -> bool:
            return is_still(ana, door, Doorway(), headers, start)

        source = events(stream, None, still, look=0.01, beat=0.02)
        heard = [(await anext(source)).event, (await anext(source)).comment]
        door.end(cookie)
        stream.presence()
        heard += [m.event async for m in source]
        assert stream.listeners == 0
        return heard

    with create_operation(tmp_path / "op", title="Test") as operation:
        heard = asyncio.run(run(OperationRoom(operation).stream))
    assert heard == ["hello", "still here"]


def test_a_stream_of_nobody_ends_when_the_room_gets_a_password(door: Door) -> None:
    now = datetime.now(UTC)
    assert is_still(NOBODY, door, Doorway(), {}, now)
    door.set_password(PASSWORD)
    assert not is_still(NOBODY, door, Doorway(), {}, now)


def test_the_door_is_its_owners_alone_and_holds_no_secret_in_clear(tmp_path: Path) -> None:
    door = Door.of(tmp_path)
    door.set_password(PASSWORD)
    cookie = door.begin("Ana", datetime.now(UTC))
    given = door.make_token("Feeder", datetime.now(UTC))
    door.close()
    path = tmp_path / "door.db"
    assert path.stat().st_mode & 0o777 == 0o600
    raw = path.read_bytes()
    assert PASSWORD.encode() not in raw
    assert given.encode() not in raw
    assert cookie.split(".")[0].encode() not in raw
    assert Door.of(tmp_path).locked
