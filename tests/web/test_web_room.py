"""Every page and its JSON twin; what was known when; hostile text; errors; the guards."""

import re
from collections.abc import Iterator

import pytest
from fake_room import HOSTILE, HURT, FakeRoom
from litestar import Litestar
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.errors import UnknownName
from jointguardian.web import create_app

PAGES = (
    "/",
    "/incident/i_one",
    "/report/r_early",
    "/report/r_early?at=3-9",
    "/search?q=guard",
    "/brief",
    "/paste",
    "/positions",
    "/review",
    "/about",
)
TWINS = (
    "/api/picture",
    "/api/map",
    "/api/timeline",
    "/api/incidents/i_one",
    "/api/reports/r_early",
    "/api/search?q=guard",
    "/api/brief",
    "/api/about",
    "/api/positions",
    "/api/review",
    "/api/municipalities.geojson",
    "/api/region.geojson",
)
Client = TestClient[Litestar]


@pytest.fixture
def room() -> FakeRoom:
    return FakeRoom()


@pytest.fixture
def client(room: FakeRoom) -> Iterator[Client]:
    app = create_app(room, viewer=LOCAL)
    with TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False) as made:
        yield made


def token(client: Client) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/paste").text)
    assert found
    return found[1]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_with_landmarks_and_no_inline_code(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert '<main id="main"' in answer.text
    assert 'class="skip"' in answer.text
    assert "<style" not in answer.text
    assert not re.search(r"\sstyle=|\son\w+=|javascript:", answer.text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text)


@pytest.mark.parametrize("path", TWINS)
def test_a_twin_answers_with_json(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "json" in answer.headers["content-type"]
    assert answer.json() is not None


@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_an_outside_address(client: Client, path: str) -> None:
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", client.get(path).text)


@pytest.mark.parametrize("path", PAGES)
def test_hostile_text_is_escaped(client: Client, path: str) -> None:
    assert HOSTILE not in client.get(path).text


def test_the_hostile_report_is_shown_as_its_characters(client: Client) -> None:
    page = client.get("/report/r_early").text
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" in page


@pytest.mark.parametrize("path", [*PAGES, *TWINS, "/nowhere", "/report/nobody", "/static/none.js"])
def test_every_answer_carries_the_strict_policy(client: Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_the_room_opens_at_its_first_moment(client: Client, room: FakeRoom) -> None:
    page = client.get("/").text
    assert "302000ZMAY23" in page
    assert room.asked[-1] == ("2023-05-23", "2023-05-30")


def test_the_later_count_is_hidden_until_the_moment_passes_it(client: Client) -> None:
    before = client.get("/api/incidents/i_one?as_of=2023-05-30").json()
    after = client.get("/api/incidents/i_one?as_of=2023-06-05").json()
    assert [c["n"] for c in before["incident"]["counts"]] == [25]
    assert [c["n"] for c in after["incident"]["counts"]] == [25, 93]
    assert "updates 25" in client.get("/incident/i_one?as_of=2023-06-05").text
    assert "updates 25" not in client.get("/incident/i_one?as_of=2023-05-30").text


def test_a_report_not_yet_known_is_not_found(client: Client) -> None:
    assert client.get("/report/r_late?as_of=2023-05-30").status_code == 404
    assert client.get("/report/r_late?as_of=2023-06-05").status_code == 200


def test_links_keep_the_moment(client: Client) -> None:
    page = client.get("/?as_of=2023-06-05").text
    assert '/incident/i_one?as_of=2023-06-05"' in page
    brief = client.get("/brief?as_of=2023-06-05").text
    assert '"/report/r_early?as_of=2023-06-05#c_one"' in brief


def test_a_followed_quotation_is_marked_in_its_report(client: Client) -> None:
    page = client.get("/incident/i_one?as_of=2023-06-05").text
    link = re.search(r'href="(/report/r_early[^"]*at=[^"]*)#at"', page)
    assert link
    report = client.get(link[1].replace("&amp;", "&")).text
    asked = "".join(re.findall(r'<mark class="[^"]*asked[^"]*"[^>]*>([^<]*)</mark>', report))
    assert asked == "25 men were hurt"
    assert 'id="at"' in report


def test_sealed_characters_say_that_a_name_is_sealed(client: Client) -> None:
    assert re.search(
        r'class="sealed" title="private name sealed"', client.get("/report/r_early").text
    )


def test_grade_letter_and_number_stand_apart(client: Client) -> None:
    page = client.get("/incident/i_one").text
    assert "Reliability of the source" in page
    assert "Credibility of the information" in page


def test_the_map_has_the_incident_and_names_side_by_side(client: Client) -> None:
    layers = client.get("/api/map").json()
    spot = layers["incidents"]["features"][0]
    assert spot["geometry"]["coordinates"] == [20.8, 42.9]
    assert spot["properties"]["name"] == "Fushë · Fuše · Фуше"
    assert spot["properties"]["filter"].startswith("place:")
    assert layers["names"]["features"][0]["properties"]["name"] == "Fushë\nFuše"


def test_the_slider_stands_on_the_days_on_which_something_became_known(client: Client) -> None:
    steps = client.get("/api/timeline").json()["steps"]
    assert steps == ["1999-06-20", "2023-05-29", "2023-05-30", "2023-06-04"]


def test_an_operation_without_reports_still_opens() -> None:
    class Empty(FakeRoom):
        moments = ()

        def _known(self, as_of: object) -> tuple[()]:
            return ()

        def extent(self, viewer: object) -> tuple[str, str]:
            raise UnknownName("the operation has no reports yet")

    with TestClient(create_app(Empty(), viewer=LOCAL), base_url="http://127.0.0.1") as client:
        assert "No incident is known" in client.get("/").text
        assert client.get("/api/timeline").json()["extent"] == ["2023-06-04", "2023-06-04"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?as_of=yesterday", 400),
        ("/?since=2023-06-01&until=2023-05-01", 400),
        ("/?since=0000-01-01", 400),
        ("/report/r_early?at=x", 400),
        ("/brief?kind=novel", 400),
        ("/report/r_secret", 403),
        ("/report/nobody", 404),
        ("/incident/nobody", 404),
        ("/nowhere", 404),
        ("/report/r_broken", 500),
        ("/report/r_bug", 500),
    ],
)
def test_errors_have_their_status_on_pages(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "Back to the room" in answer.text
    assert "a secret inside" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/picture?as_of=x", 400),
        ("/api/reports/r_secret", 403),
        ("/api/incidents/nobody", 404),
        ("/api/nowhere", 404),
        ("/api/reports/r_bug", 500),
    ],
)
def test_errors_have_their_status_in_json(client: Client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    told = answer.json()
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert told["error"] == told["detail"]
    assert told["status"] == status


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:8347", "", "[::2]", "[", "0.0.0.0"],
)
def test_a_strange_host_is_refused(client: Client, host: str) -> None:
    answer = client.get("/api/picture", headers={"host": host})
    assert answer.status_code == 421
    assert "r_early" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8347", "localhost:8347", "localhost", "[::1]:8347"])
def test_this_machine_is_let_in(client: Client, host: str) -> None:
    assert client.get("/about", headers={"host": host}).status_code == 200


def test_reading_a_text_records_nothing(client: Client, room: FakeRoom) -> None:
    form = {"text": f"Hello {HOSTILE}", "published": "2023-05-29", "_csrf_token": token(client)}
    answer = client.post("/paste", data=form)
    assert answer.status_code == 200
    assert "What was read" in answer.text
    assert HOSTILE not in answer.text
    assert room.added == []


def test_recording_a_text_goes_to_its_report(client: Client, room: FakeRoom) -> None:
    form = {"text": "One\r\ntwo", "published": "", "source": "Me", "_csrf_token": token(client)}
    answer = client.post("/record", data=form, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/report/r_late"
    assert room.added == [("One\ntwo", None, "Me")]


@pytest.mark.parametrize("path", ["/paste", "/record"])
def test_a_form_without_its_token_is_refused(client: Client, room: FakeRoom, path: str) -> None:
    client.get("/paste")
    assert client.post(path, data={"text": "forged"}).status_code == 403
    assert client.post(path, data={"text": "x", "_csrf_token": "0" * 128}).status_code == 403
    assert room.added == []


def test_json_posts_need_the_token_too(client: Client, room: FakeRoom) -> None:
    assert client.post("/api/reports", json={"text": "forged"}).status_code == 403
    good = client.post(
        "/api/reports", json={"text": "Mine"}, headers={"x-csrftoken": token(client)}
    )
    assert good.status_code == 201
    assert good.json() == {"report": "r_late"}
    read = client.post("/api/read", json={"text": "Mine"}, headers={"x-csrftoken": token(client)})
    assert read.json()["claims"][0]["speaker"] == "A Minister"


def test_a_post_from_another_site_is_refused(client: Client, room: FakeRoom) -> None:
    form = {"text": "forged", "_csrf_token": token(client)}
    answer = client.post("/record", data=form, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert room.added == []


@pytest.mark.parametrize("form", [{"text": "  "}, {"text": "x", "published": "soon"}, {}])
def test_a_wrong_form_is_said_in_one_line(client: Client, form: dict[str, str]) -> None:
    answer = client.post("/paste", data={**form, "_csrf_token": token(client)})
    assert answer.status_code == 400
    assert "Back to the room" in answer.text


def test_the_brief_comes_in_three_forms(client: Client) -> None:
    assert client.get("/brief?form=md").text.startswith("# Situation report")
    assert client.get("/brief?form=json").json()["title"] == "Situation report"
    assert "<h1>Situation report</h1>" in client.get("/brief").text


def test_the_reserve_ladder_shows_the_shortened_notice(client: Client) -> None:
    page = client.get("/").text
    assert "14 → 7 days" in page
    assert "5 days" in page
    assert "invented" in page


def test_what_is_not_computed_is_said(client: Client) -> None:
    page = client.get("/").text
    assert "withheld" in page
    assert "not computed yet" in page


def test_a_cell_of_the_board_leads_to_its_words_and_shows_its_shift(client: Client) -> None:
    page = client.get("/positions?as_of=2023-06-05").text
    words = f"/report/r_early?as_of=2023-06-05&amp;at={HURT.start}-{HURT.end}#at"
    assert page.count(words) >= 3
    assert "from supports to opposes" in page
    assert ">sanction<" in page
    assert "rebukes" in page
