"""Products in the room: begun, written, assessed, approved by another, released, downloaded."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from docx import Document
from litestar import Litestar
from litestar.testing import TestClient
from pypdf import PdfReader

from jointguardian.access import LOCAL, Viewer
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web import create_app
from telling import make_told

Client = TestClient[Litestar]
ANA = replace(LOCAL, name="Ana")
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OperationRoom]:
    folder = tmp_path_factory.mktemp("room") / "op"
    with create_operation(folder, title="Test") as operation:
        for n, text in enumerate((f"30 soldiers hurt in Zvecan. {HOSTILE}", "12 were treated.")):
            told = make_told(f"r{n}", text, rows=(("injured", "soldiers", 30 - n, None, None),))
            operation.record.add_sources([told.source])
            operation.record.add_report(told.report, told.reading)
        forms = folder / "templates"
        forms.mkdir()
        page = Document()
        page.add_paragraph("OWN {{ header.serial }}")
        page.save(str(forms / "mission.docx"))
        yield OperationRoom(operation)


@pytest.fixture
def client(room: OperationRoom) -> Iterator[Callable[..., Client]]:
    made: list[Client] = []

    def begin(viewer: Viewer = ANA) -> Client:
        app = create_app(room, viewer=viewer)
        one = TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False)
        made.append(one.__enter__())
        return made[-1]

    yield begin
    for one in made:
        one.__exit__(None, None, None)


def send(client: Client, path: str, **form: object) -> object:
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/products/new").text)
    assert found
    form = {k: v for k, v in form.items() if v != ""}
    return client.post(path, data={"_csrf_token": found[1], **form}, follow_redirects=False)


def begun(client: Client, **form: object) -> str:
    """The path of a new SITREP of the evening of 30 May."""
    answer = send(client, "/products/begin", **{"kind": "sitrep", "as_of": "301800ZMAY23", **form})
    assert answer.status_code == 303, answer.text  # type: ignore[attr-defined]
    return str(answer.headers["location"])  # type: ignore[attr-defined]


def test_pages_keep_the_house_rules(client: Callable[..., Client]) -> None:
    one = client()
    path = begun(one)
    for page in ("/products", "/products/new", path, f"{path}?add=summary", "/requirements"):
        answer = one.get(page)
        assert answer.status_code == 200, page
        assert HOSTILE not in answer.text
        assert not re.search(r"\sstyle=|\son\w+=|javascript:|<style", answer.text)
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", answer.text)


def test_from_draft_to_release_with_its_files(client: Callable[..., Client]) -> None:
    ana, ben = client(), client(replace(LOCAL, name="Ben"))
    path = begun(ana, to="NATO, EU")
    page = ana.get(path).text
    key = re.search(r'id="line-([^"]+)"', page)
    assert key
    assert "Edit:" in page
    form = ana.get(f"{path}?edit={key[1]}").text
    assert "<textarea" in form
    send(ana, f"{path}/line", section="summary", key=key[1], text="One incident was told.")
    assert "One incident was told." in ana.get(path).text
    send(ana, f"{path}/estimate", text="it may well spread", term="likely", confidence="low",
         reason="one origin", change="a deal")  # fmt: skip
    page = ana.get(path).text
    assert "use “likely”" in page.replace("&#34;", '"')
    assert "Confidence <b>low</b>" in page
    draft = ana.get(f"{path}/file?form=pdf")
    assert "DRAFT" in PdfReader(io.BytesIO(draft.content)).pages[0].extract_text()
    assert "DRAFT" in draft.headers["content-disposition"]
    assert send(ana, f"{path}/step", state="prepared").status_code == 303  # type: ignore[attr-defined]
    refused = send(ana, f"{path}/step", state="approved")
    assert refused.status_code == 400  # type: ignore[attr-defined]
    assert "another named person" in refused.text  # type: ignore[attr-defined]
    assert "disabled" in ana.get(path).text
    assert send(ben, f"{path}/step", state="approved").status_code == 303  # type: ignore[attr-defined]
    assert send(ben, f"{path}/step", state="released", to="NATO").status_code == 303  # type: ignore[attr-defined]
    for form_, kind in (
        ("pdf", b"%PDF"),
        ("docx", b"PK"),
        ("md", b"# Situation"),
        ("json", b"{"),
        ("html", b"<!doc"),
    ):
        answer = ana.get(f"{path}/file?form={form_}")
        assert answer.status_code == 200
        assert answer.content.startswith(kind)
        assert "DRAFT" not in answer.headers["content-disposition"]
    own = Document(io.BytesIO(ana.get(f"{path}/file?template=mission").content))
    assert own.paragraphs[0].text.startswith("OWN SITREP")
    assert send(ana, f"{path}/move", act="again").status_code == 303  # type: ignore[attr-defined]
    assert "version 2" in ana.get(path).text


def test_an_added_sentence_is_picked_its_sources(client: Callable[..., Client]) -> None:
    one = client()
    path = begun(one)
    found = one.get(f"{path}/sources?words=treated").text
    (code,) = set(re.findall(r'name="refs" value="(event:r1:[^"]+)"', found))
    assert "r0" not in found
    refused = send(one, f"{path}/line", section="summary", action="add", text="Some were treated.")
    assert "cites" in refused.text  # type: ignore[attr-defined]
    for refs in (code, [code, "report:r0:r0"]):
        answer = send(
            one, f"{path}/line", section="summary", action="add", text="Twelve.", refs=refs
        )
        assert answer.status_code == 303  # type: ignore[attr-defined]
    told = one.get(f"/api{path}").json()
    added = [i for i in told["text"]["sections"][0]["items"] if i.get("sentence") == "Twelve."]
    assert sorted(len(i["refs"]) for i in added) == [1, 2]


def test_from_an_incident_a_flash_report_begins(
    client: Callable[..., Client], room: OperationRoom
) -> None:
    one, incident = client(), room.incidents(LOCAL)[0].id
    assert (
        f"/products/new?kind=flash&amp;incident={incident}" in one.get(f"/incident/{incident}").text
    )
    form = one.get(f"/products/new?kind=flash&incident={incident}").text
    assert "Notification of casualty" in form
    path = begun(one, kind="notice-of-casualty", incident=incident)
    assert "Next of kin" in one.get(path).text
    assert "FLASH" not in one.get("/products?kind=notice-of-casualty").text.partition("<tbody>")[2]


def test_a_reader_sees_and_changes_nothing(client: Callable[..., Client]) -> None:
    path = begun(client())
    reader = client(Viewer("Rita", roles=frozenset({"reader"})))
    page = reader.get(path).text
    assert "Edit:" not in page
    assert "Add a judgement" not in page
    assert send(reader, f"{path}/step", state="prepared").status_code == 403  # type: ignore[attr-defined]
    assert send(reader, f"{path}/line", section="summary", key="total", text="x").status_code == 403  # type: ignore[attr-defined]


def test_who_gave_no_name_is_told_to(client: Callable[..., Client]) -> None:
    answer = send(client(LOCAL), "/products/begin", kind="sitrep")
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert "sign in" in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/product/p_none", 404),
        ("/product/p_none/file", 404),
        ("/products/new?incident=i_none", 404),
        ("/api/product/p_none", 404),
        ("/brief?form=stone", 400),
    ],
)
def test_what_is_not_there_has_its_status(
    client: Callable[..., Client], path: str, status: int
) -> None:
    assert client().get(path).status_code == status


def test_wrong_forms_and_versions_get_one_line(client: Callable[..., Client]) -> None:
    one = client()
    path = begun(one)
    assert one.get(f"{path}/file?form=stone").status_code == 400
    assert one.get(f"{path}?version=9").status_code == 404
    assert one.get(f"{path}/file?template=../record").status_code == 404
    assert send(one, f"{path}/move", act="fly").status_code == 400  # type: ignore[attr-defined]


def test_requirements_are_set_answered_and_closed(client: Callable[..., Client]) -> None:
    one = client()
    send(one, "/requirements/set", text=f"Who holds it? {HOSTILE}", kind="pir", owner="J2",
         valid_from="2023-05-01", places="Zvečan; Leposavić")  # fmt: skip
    page = one.get("/requirements").text
    assert "PIR-1" in page
    assert HOSTILE not in page
    assert send(one, "/requirements/PIR-1", act="answer", answer="Nobody.").status_code == 400  # type: ignore[attr-defined]
    send(one, "/requirements/PIR-1", act="answer", answer="Nobody.", refs="r0 report:r1:r1")
    (row,) = one.get("/api/requirements").json()
    assert (row["state"], row["refs"]) == ("answered", ["report:r0:r0", "report:r1:r1"])
    send(one, "/requirements/PIR-1", act="close", note="done")
    assert one.get("/api/requirements").json()[0]["state"] == "closed"


def test_the_brief_leaves_as_word_and_pdf_marked_draft(client: Callable[..., Client]) -> None:
    answer = client().get("/brief?as_of=2023-05-30&form=pdf")
    assert answer.content.startswith(b"%PDF")
    assert "DRAFT" in answer.headers["content-disposition"]
