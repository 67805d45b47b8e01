"""The pages of the force and of the past: house rules, forms by name, steps, marks; a real operation."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL, Viewer
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web import create_app
from telling import make_told

Client = TestClient[Litestar]
NOW = datetime(2023, 6, 10, 12, tzinfo=UTC)
THEN = "2023-05-29T20:00:00Z"
AT = f"?as_of={THEN}"
PAGES = (
    "/forces", "/forces/strength", "/forces/patrols", "/forces/movement", "/forces/reserves",
    "/replay",
)  # fmt: skip
TWINS = ("orbat", "strength", "patrols", "restrictions", "reserves", "map")


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    with create_operation(tmp_path_factory.mktemp("op") / "op", pack="kosovo") as made:
        for rid, n, hours in (("r1", 25, 0), ("r2", 93, 26)):
            text = f"{n} soldiers were injured in clashes in Zvecan."
            told = make_told(
                rid, text, rows=(("injured", "soldiers", n, None, "KFOR"),), hours=hours
            )
            made.record.add_sources([told.source])
            made.record.add_report(told.report, told.reading)
        yield OperationRoom(replace(made, clock=lambda: NOW))


def serving(room: OperationRoom, viewer: Viewer = LOCAL) -> Client:
    app = create_app(room, viewer=viewer)
    return TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(room: OperationRoom) -> Iterator[Client]:
    with serving(room) as made:
        yield made


def form(client: Client, **fields: str) -> dict[str, str]:
    token = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(f"/forces{AT}").text)
    assert token
    return {"_csrf_token": token[1], "as_of": THEN, "back": f"/forces/patrols{AT}"} | fields


@pytest.mark.parametrize("path", PAGES)
def test_each_page_keeps_the_house_rules(client: Client, path: str) -> None:
    answer = client.get(path + AT)
    assert answer.status_code == 200
    assert not re.search(r"\sstyle=|\son\w+=|javascript:|<style", answer.text)
    assert "As known at 292000ZMAY23" in answer.text


@pytest.mark.parametrize("name", TWINS)
def test_each_page_has_its_twin(client: Client, name: str) -> None:
    answer = client.get(f"/api/forces/{name}{AT}")
    assert answer.status_code == 200
    assert isinstance(answer.json(), dict | list)


def test_the_tree_tells_each_symbol_in_words(client: Client) -> None:
    page = client.get(f"/forces{AT}").text
    assert page.count('role="treeitem"') == page.count('class="symbol" data-sidc="10031')
    assert "friendly infantry, regiment" in page
    assert 'role="tree"' in page


def test_a_page_of_the_present_has_no_banner(client: Client) -> None:
    assert "data-past" not in client.get("/forces").text


def test_a_unit_a_patrol_and_its_end_are_entered_by_form(client: Client) -> None:
    told = form(client, name="Test team", parent="rc-west", echelon="team", back=f"/forces{AT}")
    answer = client.post("/forces/units", data=told, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/forces{AT}#unit-")
    assert "Test team" in client.get(f"/forces{AT}").text
    told = form(client, start="2023-05-29T06:00", places="Peć", kind="foot", purpose="a visit")
    where = client.post("/forces/patrols", data=told, follow_redirects=False).headers["location"]
    patrol = where.partition("#patrol-")[2]
    client.post(f"/forces/patrols/{patrol}", data=form(client, state="done", report="/report/r1"))
    page = client.get(f"/forces/patrols{AT}").text
    assert re.search(rf'state-done" id="patrol-{patrol}"', page)
    assert "/report/r1?as_of=" in page


def test_a_planned_movement_that_would_break_a_rule_is_shown_with_the_warning(
    client: Client,
) -> None:
    assert "would break a rule" not in client.get(f"/forces{AT}").text
    place = {"start": "2023-06-20", "place": "Prizren", "lat": "42.21", "lon": "20.74"}
    told = form(client, name="Large team", nation="DEU", personnel="450", **place)
    assert client.post("/forces/units", data=told, follow_redirects=False).status_code == 303
    shown = client.get(f"/forces{AT}").text
    assert "Planned: Large team" in shown
    assert "would break a rule of the mandate: NAT-DEU-23, Ceiling of personnel" in shown


def test_a_form_without_its_token_or_with_a_wrong_value_changes_nothing(client: Client) -> None:
    assert client.post("/forces/patrols", data={"start": "x"}).status_code == 403
    answer = client.post("/forces/patrols", data=form(client, start="soon", places="Peć"))
    assert answer.status_code == 400
    assert "is not a date" in answer.text


def test_a_form_leads_back_to_these_pages_only(client: Client) -> None:
    told = form(client, place="Peć", kind="other", back="https://elsewhere.example/")
    answer = client.post("/forces/restrictions", data=told, follow_redirects=False)
    assert answer.headers["location"].startswith("/forces#rx_")


def test_a_file_is_taken_in_and_its_wrong_rows_are_shown(client: Client) -> None:
    token = form(client)["_csrf_token"]
    files = {"file": ("u.csv", b"name,nation,start\nTaken in,AUT,2023-05-01\n,,2023-05-01\n")}
    page = client.post("/forces/import", data={"_csrf_token": token}, files=files).text
    assert "<b>1</b> rows are new" in page
    assert "the unit has no name" in page
    assert (
        client.post(
            "/forces/import", data={"_csrf_token": token}, files={"file": ("u.exe", b"x")}
        ).status_code
        == 400
    )


@pytest.mark.parametrize("name", ["csv", "msdl", "orbat-mapper"])
def test_the_order_of_battle_leaves_under_a_name_only(room: OperationRoom, name: str) -> None:
    with serving(room) as client:
        there = f"/forces/export/{name}"
        nobody = client.post(there, data=form(client, to="UN"))
        assert nobody.status_code == 403
        assert client.get(there).status_code == 405
        signing = form(client, name="Ana Berg", back="/")
        client.post("/sign-in", data=signing, follow_redirects=False)
        assert client.post(there, data=form(client, to=" ")).status_code == 400
        answer = client.post(there, data=form(client, to="UN"))
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        told = {(r.by, r.to, r.log, r.sha256) for r in room.logs.releases(LOCAL)}
        digest = sha256(answer.content).hexdigest()
        assert ("Ana Berg", "UN", "order of battle", digest) in told


def test_a_reader_sees_no_form(room: OperationRoom) -> None:
    with serving(room, Viewer("Guest")) as guest:
        page = guest.get(f"/forces/patrols{AT}").text
        assert "may not judge" in page
        assert 'action="/forces' not in page


def incident(client: Client) -> str:
    found = client.get(f"/api/picture{AT}&since=2023-05-28&until=2023-05-29").json()
    return str(found["incidents"][0]["id"])


def test_an_incident_is_marked_with_what_came_later_when_asked(client: Client) -> None:
    path = f"/incident/{incident(client)}{AT}"
    assert "Known later" not in client.get(path).text
    page = client.get(f"{path}&later=1").text
    assert "known since 302000ZMAY23" in page
    assert re.search(r'class="then">25 <span', page)


def test_the_list_gets_its_marks_as_json(client: Client) -> None:
    one = incident(client)
    found = client.get(f"/api/later{AT}&incident={one},i_none").json()
    assert [i["incident"] for i in found["incidents"]] == [one]
    assert any("25 then; 93" in m["text"] for m in found["incidents"][0]["marks"])


def test_a_step_leads_to_the_same_page_at_another_moment(client: Client) -> None:
    back = "/forces/patrols?week=2023-05-29&as_of=2023-05-29T20%3A00%3A00Z"
    wanted = {"as_of": THEN, "to": "report", "by": "1", "back": back}
    answer = client.get("/replay/step", params=wanted, follow_redirects=False)
    there = answer.headers["location"]
    assert there == "/forces/patrols?week=2023-05-29&as_of=2023-05-30T20%3A00%3A00Z"


@pytest.mark.parametrize("back", ["//elsewhere.example/x", "https://elsewhere.example/", "/\\x"])
def test_a_step_never_leads_elsewhere(client: Client, back: str) -> None:
    wanted = {"as_of": THEN, "to": "day", "by": "-1", "back": back}
    there = client.get("/replay/step", params=wanted, follow_redirects=False).headers["location"]
    assert there.startswith("/?as_of=2023-05-28")


def test_who_knew_what_when_has_its_page(client: Client) -> None:
    page = client.get(f"/replay?incident={incident(client)}").text
    assert page.index("291800ZMAY23") < page.index("302000ZMAY23")
    assert client.get("/replay?incident=i_none").status_code == 404
