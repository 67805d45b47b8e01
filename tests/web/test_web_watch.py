"""The pages of the watch: the log, the acts, shifts, views, the handover, presence and the stream."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator

import pytest
from litestar import Litestar
from litestar.response.sse import ServerSentEventMessage
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation, open_operation
from jointguardian.web import create_app
from jointguardian.web.routes.stream import QUEUE, events

Client = TestClient[Litestar]
TEXT = "25 KFOR soldiers were injured when protesters attacked them in Zvecan on 22 November 2026."


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    with create_operation(tmp_path_factory.mktemp("watch") / "op", pack="kosovo") as operation:
        made = OperationRoom(operation)
        made.add_report(LOCAL, TEXT, "2026-11-22", "Team 3")
        made.add_report(LOCAL, "Nothing <b>else</b> is known.", "2026-11-22", "Team 4")
        yield made


@pytest.fixture(scope="module")
def client(room: OperationRoom) -> Iterator[Client]:
    app = create_app(room, viewer=LOCAL)
    with TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False) as made:
        yield made


def token(client: Client) -> str:
    found = re.search(r'data-csrf="([^"]+)"', client.get("/watch").text)
    assert found
    return found[1]


def post(client: Client, path: str, **data: str) -> object:
    return client.post(path, data={"_csrf_token": token(client), **data}, follow_redirects=False)


def sent(client: Client, path: str, **data: object) -> dict[str, object]:
    answer = client.post(path, json=data, headers={"x-csrftoken": token(client)})
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def incident(client: Client) -> str:
    rows = client.get("/api/watch?only=kind:incident").json()["rows"]
    return str(rows[0]["id"])


def test_the_log_shows_incidents_and_lone_reports_in_both_languages(client: Client) -> None:
    page = client.get("/watch")
    assert page.status_code == 200
    assert "Zveçan · Zvečan" in page.text
    assert "Nothing &lt;b&gt;else&lt;/b&gt; is known." in page.text
    assert "<b>else</b>" not in page.text
    told = client.get("/api/watch").json()
    assert {r["kind"] for r in told["rows"]} == {"incident", "report"}
    assert told["filter"] == ""


def test_a_filter_is_one_line_of_the_address_with_chips(client: Client) -> None:
    page = client.get('/watch?only=kind:report -source:"Team 3"')
    assert page.text.count('class="chip') >= 3
    assert 'href="/watch?only=-source%3A%22Team+3%22"' in page.text
    assert client.get("/api/watch?only=kind:report").json()["total"] == 1
    wrong = client.get("/watch?only=colour:red")
    assert wrong.status_code == 400
    assert "no filter is called" in wrong.text
    assert client.get("/watch?after=nowhere").status_code == 400


def test_an_act_answers_the_script_with_the_line_and_a_form_with_the_page(client: Client) -> None:
    subject = incident(client)
    line = client.post(
        "/watch/act",
        data={"_csrf_token": token(client), "act": "take", "subject": subject},
        headers={"hx-request": "true"},
    )
    assert line.text.lstrip().startswith("<li")
    assert "You work" in line.text
    plain = post(client, "/watch/act", act="done", subject=subject, back="/watch?only=state:done")
    assert plain.headers["location"] == "/watch?only=state:done"  # type: ignore[attr-defined]
    away = post(client, "/watch/act", act="reopen", subject=subject, back="//elsewhere.example/")
    assert "elsewhere" not in away.headers["location"]  # type: ignore[attr-defined]
    assert sent(client, "/api/watch/act", act="read", subject=subject)["unread"] is False
    assert sent(client, "/api/watch/act", act="unread", subject=subject)["unread"] is True


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/watch/act", {"act": "explode", "subject": "i_x"}, 400),
        ("/watch/act", {"act": "take", "subject": "i_x"}, 404),
        ("/watch/shift", {"act": "pause"}, 400),
        ("/watch/views", {"name": "", "only": ""}, 400),
        ("/watch/views", {"name": "x", "only": "colour:red"}, 400),
        ("/watch/views", {"remove": "view_none"}, 404),
        ("/handover/take", {"id": "handover_none"}, 404),
    ],
)
def test_what_cannot_be_entered_is_refused(
    client: Client, path: str, data: dict[str, str], status: int
) -> None:
    assert post(client, path, **data).status_code == status  # type: ignore[attr-defined]


def test_nothing_is_entered_without_the_token(client: Client) -> None:
    for path in ("/watch/act", "/watch/shift", "/watch/views", "/handover", "/handover/take"):
        assert client.post(path, data={"act": "begin"}).status_code == 403


def test_a_shift_a_view_and_a_handover_by_forms_alone(client: Client) -> None:
    post(client, "/watch/shift", act="begin")
    assert "You are on watch" in client.get("/watch").text
    post(client, "/watch/views", name="Hurt", only="is:casualties", shared="true")
    assert "Hurt" in client.get("/watch").text
    assert client.get("/handover").status_code == 200
    made = post(
        client, "/handover", lookout="A *convoy* comes.", incoming="Besnik", sign="true",
        end_shift="true",
    )  # fmt: skip
    there = made.headers["location"]  # type: ignore[attr-defined]
    page = client.get(there).text
    assert "Signed by local" in page
    assert "A *convoy* comes." in page
    told = client.get(f"{there}?form=md")
    assert told.headers["content-type"].startswith("text/markdown")
    assert "## What to look out for" in told.text
    assert "End my shift" not in client.get("/watch").text
    assert post(client, "/handover/take", id=there.rpartition("/")[2]).status_code == 400  # type: ignore[attr-defined]
    assert client.get("/api/handovers").json()[0]["body"]["new"] is not None
    assert client.get("/api/handover").status_code == 200


def test_the_room_follows_the_same_filter(client: Client) -> None:
    with_all = client.get("/api/map?since=2026-11-01").json()["incidents"]["features"]
    none = client.get("/api/map?since=2026-11-01&only=place:Nowhere").json()["incidents"]
    assert len(with_all) == 1
    assert none["features"] == []
    assert client.get("/api/timeline?only=place:Nowhere").json()["days"] == []
    page = client.get("/?since=2026-11-01&only=is:casualties")
    assert 'class="chip"' in page.text


def test_who_else_is_here_is_told_to_those_who_may_see_it(client: Client) -> None:
    subject = incident(client)
    one = sent(client, "/api/presence", subject=subject, tab="t1")
    two = sent(client, "/api/presence", subject=subject, tab="t2", editing="Type")
    assert one["others"] == []
    assert len(two["others"]) == 1  # type: ignore[arg-type]
    seen = client.get(f"/api/presence?subject={subject}&tab=t1").json()["others"]
    assert [o["editing"] for o in seen] == ["Type"]
    sent(client, "/api/presence", subject=subject, tab="t2", left=True)
    assert client.get(f"/api/presence?subject={subject}&tab=t1").json()["others"] == []
    assert client.get("/api/presence?subject=i_none&tab=t1").status_code == 404


# --- the stream ------------------------------------------------------------------------------


async def take(source: object, n: int) -> list[ServerSentEventMessage]:
    found = []
    async for message in source:  # type: ignore[attr-defined]
        found.append(message)
        if len(found) == n:
            break
    return found


def test_two_listeners_hear_one_write_and_a_third_resumes_after_it(room: OperationRoom) -> None:
    async def run() -> None:
        one, two = (events(room.stream, None, look=5) for _ in range(2))
        hello = [await anext(one), await anext(two)]
        assert [m.event for m in hello] == ["hello", "hello"]
        before = int(hello[0].id or 0)
        room.watch.begin_shift(LOCAL)
        heard = [await anext(one), await anext(two)]
        assert heard[0].data == heard[1].data
        assert heard[0].event == "written"
        assert "local" not in str(heard[0].data)
        assert int(heard[0].id or 0) == before + 1
        again = events(room.stream, before, look=5)
        assert [m.id for m in await take(again, 2)] == [before, before + 1]
        for source in (one, two, again):
            await source.aclose()
        assert room.stream.listeners == 0

    asyncio.run(run())


def test_a_slow_listener_is_told_to_look_anew_and_holds_nobody_up(room: OperationRoom) -> None:
    async def run() -> None:
        slow = events(room.stream, None, look=5)
        await anext(slow)
        for _ in range(QUEUE + 20):
            room.stream.presence()
        await asyncio.sleep(0)
        kinds = [m.event for m in await take(slow, 2)]
        assert "reset" in kinds
        await slow.aclose()

    asyncio.run(run())


def test_a_write_beside_this_room_is_heard(room: OperationRoom) -> None:
    async def run() -> list[str]:
        source = events(room.stream, None, look=0.05)
        await anext(source)
        with open_operation(room.operation.folder) as other:
            OperationRoom(other).add_report(LOCAL, "A patrol was stopped.", None, "Team 5")
        heard = [str((await anext(source)).data) for _ in range(2)]
        await source.aclose()
        return heard

    assert any('"report"' in data for data in asyncio.run(run()))


def test_a_quiet_stream_beats_and_a_closed_one_ends(room: OperationRoom) -> None:
    async def run() -> None:
        source = events(room.stream, None, look=0.01, beat=0.03)
        await anext(source)
        assert (await anext(source)).comment == "still here"
        room.stream.close()
        assert [m async for m in source if m.event] == []

    asyncio.run(run())


def test_the_stream_is_served_as_server_sent_events(client: Client, room: OperationRoom) -> None:
    def end() -> None:
        while not room.stream.listeners:
            time.sleep(0.01)
        room.stream.close()

    ending = threading.Thread(target=end, daemon=True)
    ending.start()
    answer = client.get("/api/stream", headers={"last-event-id": "1"})
    ending.join()
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.text.startswith("id: 1")
    assert "event: written" in answer.text
