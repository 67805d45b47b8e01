"""Every form of checking over HTTP: done with a token, refused without, and one clear line when wrong."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))
from checking import ANA, Told, told_operation

from jointguardian.access import Viewer
from jointguardian.domain.marking import Marking
from jointguardian.pipeline import OperationRoom
from jointguardian.web import create_app
from telling import PRIZREN, make_told

Client = TestClient[Litestar]
BASE = "http://127.0.0.1:8347"
PUBLIC = Viewer("Petra", "public", roles=frozenset({"analyst"}))
HIDDEN = "Outlet hid"
SPOKEN = "The harbourmaster said 77 quetzalites were injured in Prizren."


def _add_hidden(told: Told) -> None:
    """A restricted report of an incident of its own, from a source that nobody else knows."""
    made = make_told("hid", SPOKEN, kind="mass-violence", day="2023-06-01", place=PRIZREN,
                     rows=(("injured", "quetzalites", 77, None, None),),
                     claims=(("The harbourmaster", "states", (), "77 quetzalites were injured"),),
                     hours=80)  # fmt: skip
    told.operation.record.add_sources([made.source])
    report = replace(made.report, marking=Marking("restricted"))
    told.operation.record.add_report(report, made.reading)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    with told_operation(tmp_path_factory.mktemp("forms") / "op") as made:
        settings = msgspec.structs.replace(made.operation.settings, replay=False)
        made.operation = replace(made.operation, settings=settings)
        made.room = OperationRoom(made.operation)
        made.check = made.room.check
        _add_hidden(made)
        yield made


def _client(told: Told, viewer: Viewer) -> Client:
    app = create_app(told.room, viewer=viewer)
    return TestClient(app, base_url=BASE, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client(told: Told) -> Iterator[Client]:
    with _client(told, ANA) as made:
        yield made


@pytest.fixture(scope="module")
def public(told: Told) -> Iterator[Client]:
    with _client(told, PUBLIC) as made:
        yield made


def token(client: Client) -> str:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/sources").text)
    assert found
    return found[1]


def sent(client: Client, path: str, /, **form: object) -> tuple[int, str]:
    """The status of a form that was sent, and where it leads or what it says."""
    data = {"_csrf_token": token(client), **form}
    answer = client.post(path, data=data, follow_redirects=False)
    if answer.status_code < 400:
        return answer.status_code, answer.headers.get("location", answer.text)
    line = re.search(r'<p class="problem">(.*?)</p>', answer.text, re.S)
    assert line, answer.text[-500:]
    return answer.status_code, line[1]


def act(client: Client, name: str, /, **form: object) -> tuple[int, str]:
    """One decision with a reason, if it has none."""
    return sent(client, "/check", **{"act": name, "reason": "because", **form})


def twin(client: Client, path: str, /, **body: object) -> tuple[int, dict[str, object]]:
    answer = client.post(path, json=body, headers={"x-csrftoken": token(client)})
    return answer.status_code, answer.json()


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text[-400:]
    return answer.text


def said_key(client: Client, incident: str) -> str:
    return str(
        client.get(f"/api/incidents/{incident}").json()["check"]["quoted"]["r1"][0]["said_key"]
    )


def test_a_source_is_graded_and_the_page_says_who_and_why(client: Client) -> None:
    done = act(
        client,
        "grade-source",
        subject="Outlet r1",
        value="B",
        reason="held up so far",
        back="/sources",
    )
    assert done == (303, "/sources")
    page = text(client, "/sources")
    assert "held up so far" in page
    assert "Set by Ana" in page


def test_an_account_a_speaker_and_his_words_are_graded_apart(client: Client, told: Told) -> None:
    one = told.of("r1").id
    back = f"/incident/{one}"
    for name, subject, value in (
        ("grade-account", "r1", "2"),
        ("grade-speaker", "Western Guard", "D"),
        ("grade-said", said_key(client, one), "4"),
    ):
        done = act(client, name, incident=one, subject=subject, value=value, back=back)
        assert done == (303, back)
    check = client.get(f"/api/incidents/{one}").json()["check"]
    assert check["numbers"]["r1"]["value"] == "2"
    quoted = check["quoted"]["r1"][0]
    assert (quoted["reliability"]["value"], quoted["credibility"]["value"]) == ("D", "4")


def test_a_merge_leads_to_the_one_incident_and_its_undoing_back(client: Client, told: Told) -> None:
    one, other = told.of("r1").id, told.of("r3").id
    status, goal = act(client, "merge", incident=one, other=other, reason="the same crowd")
    assert status == 303
    merged = goal.removeprefix("/incident/")
    gone = other if merged == one else one
    assert client.get(f"/incident/{gone}", follow_redirects=False).headers["location"] == goal
    page = text(client, goal)
    assert "the same crowd" in page
    item = re.search(r'name="item" value="(merge_[^"]+)"', page)
    assert item
    status, back = act(client, "undo", item=item[1], reason="two days apart")
    assert (status, text(client, back).count("the same crowd")) == (303, 0)
    assert client.get(f"/incident/{gone}", follow_redirects=False).status_code == 200
    assert act(client, "undo", item=item[1])[0] == 404


def test_ticked_accounts_are_split_off_and_put_back(client: Client, told: Told) -> None:
    one = told.of("r1").id
    back = f"/incident/{one}"
    assert act(client, "split", incident=one, reports=["r2"], back=back)[0] == 303
    assert told.of("r2").id != told.of("r1").id
    undoable = client.get(f"/api/incidents/{told.of('r1').id}").json()["check"]["undoable"]
    assert act(client, "undo", item=undoable[0]["item"])[0] == 303
    assert told.of("r2").id == told.of("r1").id


def test_a_link_stands_on_both_pages_until_it_is_withdrawn(client: Client, told: Told) -> None:
    one, other = told.of("r1").id, told.of("r3").id
    done = act(client, "link", incident=one, other=other, kind="follows", reason="they said so")
    assert done[0] == 303
    link = client.get(f"/api/incidents/{other}").json()["check"]["links"][0]["id"]
    for id_ in (one, other):
        assert "they said so" in text(client, f"/incident/{id_}")
        feature = client.get(f"/ogc/collections/incidents/items/{id_}").json()
        assert "follows" in feature["properties"]["links"]
    again = act(client, "link", incident=one, other=other, kind="follows")
    assert (again[0], "stands already" in again[1]) == (400, True)
    assert act(client, "unlink", item=link)[0] == 303
    assert "they said so" not in text(client, f"/incident/{one}")
    assert act(client, "unlink", item=link)[0] == 404


def test_the_figure_to_brief_is_chosen_by_a_form(client: Client, told: Told) -> None:
    one = told.of("r1").id
    page = text(client, f"/incident/{one}/versions")
    row = re.search(r'name="row" value="(injured/[^"]*)"', page)
    index = re.search(r'<option value="(\d+)"[^>]*>41[^<]*', page)
    assert row
    assert index
    done = act(
        client, "choose", incident=one, row=row[1], index=index[1], reason="bed by bed", back="/x"
    )
    assert done == (303, "/x")
    assert "chosen by Ana: bed by bed" in text(client, f"/incident/{one}/versions")
    assert act(client, "choose", incident=one, row=row[1], index="")[0] == 303


def test_a_request_is_made_answered_closed_opened_and_withdrawn(client: Client, told: Told) -> None:
    one = told.of("r1").id
    status, goal = sent(client, "/requests", question="Who counted 41?", to="LMT 3", due="+6",
                        priority="immediate", incident=one, place="Zvecan")  # fmt: skip
    assert status == 303
    assert "Who counted 41?" in text(client, goal)
    assert "Who counted 41?" in text(client, f"/incident/{one}")
    step = f"{goal}/act"
    for form, word in (
        ({"act": "answer", "report": "r2"}, "answered"),
        ({"act": "reopen", "note": "not enough"}, "open"),
        ({"act": "close", "note": "told by telephone"}, "answered"),
        ({"act": "reopen", "note": "again"}, "open"),
        ({"act": "withdraw", "note": "no longer needed"}, "withdrawn"),
    ):
        assert sent(client, step, back=goal, **form) == (303, goal)
        assert f'class="flag standing">{word}<' in text(client, goal)
    page = text(client, goal)
    assert all(w in page for w in ("told by telephone", "not enough", "no longer needed"))


def test_a_request_leaves_as_text_with_a_name(client: Client) -> None:
    _, goal = sent(
        client, "/requests", question="Is the road open?", to="LMT 4", due="211200ZJUN23"
    )
    assert sent(client, f"{goal}/release", by=" ")[0] == 200  # Ana is named
    assert sent(client, f"{goal}/release", by="Bea", as_of="2023-06-01")[0] == 400
    assert sent(client, "/requests/rfi_none/release", by="Bea")[0] == 404
    status, said = sent(client, f"{goal}/release", by="Bea")
    assert (status, "RELEASED BY: Bea" in said, "ANSWER BY: 211200ZJUN23" in said) == (
        200,
        True,
        True,
    )


FORMS = {
    "/check": {"act": "grade-source", "subject": "Outlet r1", "value": "B", "reason": "because"},
    "/requests": {"question": "What?", "to": "LMT", "due": "+6"},
    "/requests/rfi_none/act": {"act": "close", "note": "why"},
    "/requests/rfi_none/release": {"by": "Ana"},
}


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize("forged", [None, "0" * 128])
def test_no_form_works_without_its_token(client: Client, path: str, forged: str | None) -> None:
    form = dict(FORMS[path]) | ({"_csrf_token": forged} if forged else {})
    assert client.post(path, data=form).status_code == 403
    if "release" not in path:
        assert client.post(f"/api{path}", json=FORMS[path]).status_code == 403


@pytest.mark.parametrize("name", ["merge", "split", "undo", "link", "unlink", "choose", "grade-source",
                                  "grade-speaker", "grade-said", "grade-account"])  # fmt: skip
@pytest.mark.parametrize("given", ["nothing", "unknown", "past", "no-moment", "no-reason"])
def test_what_cannot_be_is_refused_in_one_line(
    client: Client, told: Told, name: str, given: str
) -> None:
    one, other = told.of("r1").id, told.of("r3").id
    good = {"incident": one, "other": other, "kind": "follows", "reports": ["r2"], "item": "none",
            "row": "injured/soldiers", "index": "0", "value": "B" if name.endswith(("source", "speaker")) else "2",
            "subject": {"grade-source": "Outlet r1", "grade-speaker": "Western Guard",
                        "grade-said": said_key(client, one)}.get(name, "r1")}  # fmt: skip
    form: dict[str, object] = {
        "nothing": {},
        "unknown": dict.fromkeys(good, "nowhere") | {"value": good["value"], "kind": "follows"},
        "past": good | {"as_of": "2023-06-01T00:00:00Z"},
        "no-moment": good | {"as_of": "the day before"},
        "no-reason": good | {"reason": " "},
    }[given]
    before = len(told.operation.record.judgements(ANA)), len(told.check.links(ANA, None))
    status, line = act(client, name, **form)
    assert 400 <= status < 500, line
    assert "\n" not in line.strip()
    if given == "unknown" and name != "choose":
        assert status == 404
    if given == "past":
        assert "what was known then" in line
    assert before == (len(told.operation.record.judgements(ANA)), len(told.check.links(ANA, None)))


HOSTILE = ["", " ", "\0", "<script>alert(1)</script>", "x" * 5000, "-1", "1e9", "¹", "../..", "said:r1/9-1",
           "said:r1/0-99999", "said:r1", "speaker:", "speaker:nobody", "injured/", "i_none"]  # fmt: skip


@pytest.mark.parametrize("name", ["merge", "split", "undo", "link", "unlink", "choose", "grade-source",
                                  "grade-speaker", "grade-said", "grade-account", "", "delete"])  # fmt: skip
def test_no_word_makes_the_room_fail(client: Client, told: Told, name: str) -> None:
    one = told.of("r1").id
    fields = (
        "other",
        "kind",
        "reports",
        "item",
        "index",
        "row",
        "subject",
        "value",
        "as_of",
        "back",
    )
    for word in HOSTILE:
        form = {"incident": one, **{f: word for f in fields if word or f != "as_of"}}
        status, line = act(client, name, **form)
        assert 400 <= status < 500, (word, status, line)
        assert "<script>" not in line
        assert len(line) < 700
        body = {"act": name, "reason": "x", **form, "reports": [word]}
        assert 400 <= twin(client, "/api/check", **body)[0] < 500


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"question": " "}, "question"), ({"to": ""}, "asked"), ({"due": "+0"}, "due"),
     ({"due": "soon"}, "soon"), ({"due": "+99999999999999"}, "hours"), ({"due": "2023-06-01"}, "due"),
     ({"due": ""}, "due"), ({"priority": "urgent"}, "precedence"), ({"incident": "i_none"}, "i_none"),
     ({"question": "x" * 600}, "500"), ({"question": "a\0b"}, "printed"), ({"place": "y" * 600}, "500"),
     ({"as_of": "2023-06-01T00:00:00Z"}, "known then"), ({"as_of": "x"}, "x")],
)  # fmt: skip
def test_a_request_that_cannot_be_says_why(
    client: Client, wrong: dict[str, str], says: str
) -> None:
    good = {"question": "What do you see?", "to": "LMT 9", "due": "+6"}
    status, line = sent(client, "/requests", **{**good, **wrong})
    assert (status in (400, 404), says in line) == (True, True), (status, line)
    assert "LMT 9" not in [x["request"]["to"] for x in client.get("/api/requests").json()]


@pytest.mark.parametrize("form", [{"act": "answer", "report": "nowhere"}, {"act": "withdraw"}, {"act": "lose", "note": "x"},
    {"act": "close", "note": "x" * 600}, {"act": "answer", "report": ""},
    {"act": "close", "note": "x", "as_of": "2023-06-01T00:00:00Z"}])  # fmt: skip
def test_a_step_that_cannot_be_says_why(client: Client, form: dict[str, str]) -> None:
    _, goal = sent(client, "/requests", question="Where to?", to="LMT 5", due="+6")
    status, line = sent(client, f"{goal}/act", back=goal, **form)
    assert 400 <= status < 500
    assert len(line) < 300
    assert 'class="flag standing">open<' in text(client, goal)
    assert sent(client, "/requests/rfi_none/act", **form)[0] in (400, 404)


@pytest.mark.parametrize(
    "path",
    ["/incident/i_none", "/incident/i_none/versions", "/incident/i_none/alike", "/requests/rfi_none",
     "/api/incidents/i_none/versions", "/api/incidents/i_none/alike", "/api/requests/rfi_none"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/gaps?days=0", "/gaps?days=-3", "/gaps?days=99999999999", "/gaps?days=x",
             "/gaps?standing=nope", "/sources?start=-4", "/sources?letter=Z", "/requests?start=99",
             "/requests?contradiction=99&incident=ONE", "/requests?contradiction=-1&incident=ONE",
             "/requests?days=-1&place=Zvecan", "/incident/ONE/alike?day=never&purpose=other"],
)  # fmt: skip
def test_an_odd_address_is_answered_or_refused(client: Client, told: Told, path: str) -> None:
    answer = client.get(path.replace("ONE", told.of("r1").id))
    assert answer.status_code in (200, 400)


def test_hidden_and_unknown_things_are_refused_in_the_same_words(
    public: Client, told: Told
) -> None:
    """Nothing that a form says tells whether something is there that one may not see."""
    hidden, one = told.of("hid").id, told.of("r1").id
    said = told.check.of(ANA, told.room.incident(ANA, hidden, None), None).quoted["hid"][0].said_key
    cases: list[tuple[dict[str, str], str, str]] = [
        ({"act": "grade-source", "value": "B"}, "subject", HIDDEN),
        ({"act": "grade-speaker", "value": "B"}, "subject", "The harbourmaster"),
        ({"act": "grade-said", "value": "2"}, "subject", said),
        ({"act": "grade-account", "value": "2", "incident": one}, "subject", "hid"),
        ({"act": "grade-account", "value": "2", "subject": "r1"}, "incident", hidden),
        ({"act": "merge", "incident": one}, "other", hidden),
        ({"act": "merge", "other": one}, "incident", hidden),
        ({"act": "link", "incident": one, "kind": "causes"}, "other", hidden),
        ({"act": "split", "incident": one}, "reports", "hid"),
        ({"act": "choose", "row": "injured/quetzalites"}, "incident", hidden),
    ]  # fmt: skip
    for form, field, word in cases:
        never = "said:never/0-9" if word.startswith("said:") else "never_was"
        first, second = (
            sent(public, "/check", reason="because", **form, **{field: w}) for w in (word, never)
        )
        assert first[0] == second[0] == 404, (form, first, second)
        assert first[1].replace(word, "IT") == second[1].replace(never, "IT")
    base = {"question": "What?", "to": "LMT", "due": "+6"}
    answers = [sent(public, "/requests", **base, incident=i) for i in (hidden, "never_was")]
    assert answers[0][1].replace(hidden, "IT") == answers[1][1].replace("never_was", "IT")


def test_a_decision_about_what_is_hidden_stays_hidden(
    client: Client, public: Client, told: Told
) -> None:
    hidden, three = told.of("hid").id, told.of("r3").id
    before = text(public, f"/incident/{three}")
    assert (
        act(client, "link", incident=three, other=hidden, kind="causes", reason="heron")[0] == 303
    )
    status, goal = act(client, "merge", incident=three, other=hidden, reason="kestrel")
    assert status == 303
    assert (
        act(client, "grade-speaker", subject="The harbourmaster", value="B", reason="osprey")[0]
        == 303
    )
    for path in (
        f"/incident/{three}",
        "/sources",
        f"/api/incidents/{three}",
        "/requests",
        "/watch",
        "/replay",
    ):
        shown = public.get(path).text
        assert not [
            w
            for w in ("heron", "kestrel", "osprey", "quetzalites", "harbourmaster", hidden)
            if w in shown
        ], path
    assert UNFIXED.sub("", text(public, f"/incident/{three}")) == UNFIXED.sub("", before)
    item = re.search(r'name="item" value="(merge_[^"]+)"', text(client, goal))
    assert item
    assert act(public, "undo", item=item[1])[0] == 404
    assert act(client, "undo", item=item[1])[0] == 303


UNFIXED = re.compile(r'name="_csrf_token" value="[^"]*"|data-link="\d+"|data-csrf="[^"]*"')


def test_a_reader_may_look_and_decides_nothing(told: Told) -> None:
    with _client(told, Viewer("Rita", "restricted", roles=frozenset({"reader"}))) as reader:
        assert 'action="/check"' not in text(reader, "/sources")
        page = reader.get("/about").text
        found = re.search(r'name="_csrf_token" value="([^"]+)"', page)
        headers = {"x-csrftoken": found[1]} if found else {}
        body = {"act": "grade-source", "subject": "Outlet r1", "value": "B", "reason": "x"}
        assert reader.post("/api/check", json=body, headers=headers).status_code == 403


def test_requests_are_filtered_by_whom_they_go_to(client: Client) -> None:
    sent(client, "/requests", question="Which road?", to="Sector East", due="+6")
    page = text(client, "/requests?to=sector+e")
    assert "Which road?" in page
    assert 'name="to" value="sector e"' in page
    assert "to=sector+e&amp;standing=open" in page or "standing=open&amp;to=sector+e" in page
    assert "Which road?" not in text(client, "/requests?to=nobody")
