"""The guard rails of the design, in what the room itself says and hands out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from walking import templates

from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, open_operation
from jointguardian.web import create_app

SOURCE = Path(__file__).parents[2] / "src" / "jointguardian"
LOADED = re.compile(
    r"\b(terrorists?|separatists?|puppet|occupiers?|regime|aggressors?|liberators?|"
    r"so-called|breakaway|renegade|thugs?|fascists?|illegal state|ethnic cleansing|genocide)\b",
    re.IGNORECASE,
)
TARGETING = re.compile(r"\b(kill chain|high[- ]value target|strike package|target list)\b", re.I)
SAFETY = re.compile(r"\b(return is safe|safe to return|it is safe to)\b", re.I)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|„[^“]*“|^>.*$", re.MULTILINE)
LISTS = {"wording.py", "issues.yaml", "rails.py"}
"""What lists the words in order to find them, or says that they are not used."""
TAKES_OUT = {
    "/attachment/{report}/{sha256}",
    "/ogc/collections/{name}/items",
    "/product/{product}/file",
}
"""What may be downloaded by who may read it: one's own reading. All else is released by name."""
Client = TestClient[Litestar]


def own_words() -> list[Path]:
    """Where the room's own words stand: templates, pages' words, vocabularies, briefs, scripts."""
    folders = ("web/templates", "web/views", "web/ui/src", "picture", "domain/vocab", "alerts")
    kinds = {".html", ".py", ".ts", ".yaml", ".j2", ".md"}
    every = [p for f in folders for p in sorted((SOURCE / f).rglob("*")) if p.suffix in kinds]
    return [p for p in every if p.name not in LISTS]


@pytest.fixture(scope="module")
def client(kosovo: Path) -> Iterator[Client]:
    with open_operation(kosovo) as operation:
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        with TestClient(app, base_url="http://127.0.0.1:8347") as made:
            yield made


@pytest.mark.parametrize("rail", [LOADED, TARGETING, SAFETY], ids=["loaded", "targeting", "safety"])
def test_the_rooms_own_words_keep_the_rails(rail: re.Pattern[str]) -> None:
    found = {
        (path.name, match[0])
        for path in own_words()
        for match in rail.finditer(path.read_text("utf-8"))
    }
    assert not found


def test_a_brief_has_loaded_words_in_quotations_only(client: Client) -> None:
    for moment in ("2004-03-20", "2023-05-30", "2023-10-01"):
        told = client.get(f"/brief?form=md&as_of={moment}&hours=168").text
        assert "SITREP" in told.upper() or "SITUATION" in told.upper()
        assert not LOADED.findall(QUOTED.sub("", told))


def test_places_stand_in_both_languages(client: Client) -> None:
    names = client.get("/api/map?as_of=2023-05-30").json()["names"]["features"]
    shown = [f["properties"]["name"] for f in names]
    assert "Zveçan\nZvečan" in shown
    both = [
        f["properties"]
        for f in client.get("/ogc/collections/municipalities/items").json()["features"]
    ]
    assert {"name_sq", "name_sr-Latn"} <= both[0].keys()


def test_private_persons_stay_sealed_on_every_way_out(client: Client) -> None:
    """What is blocks in a report's text is blocks in its twin, in search and in the features."""
    reports = client.get("/ogc/collections/reports/items?limit=1000").json()["features"]
    sealed = [
        twin for f in reports if (twin := client.get(f"/api/reports/{f['id']}").json())["sealed"]
    ]
    assert sealed
    for twin in sealed[:5]:
        assert "█" in twin["report"]["text"]
        assert "█" in client.get(f"/report/{twin['report']['id']}").text


@pytest.mark.parametrize("name", ["report.html", "forces_movement.html", "forces_patrols.html"])
def test_invented_values_say_so(client: Client, name: str) -> None:
    assert "invented" in (SOURCE / "web" / "templates" / name).read_text("utf-8")
    features = client.get("/ogc/collections/reports/items").json()["features"]
    assert all("invented" in f["properties"] for f in features)


def test_a_draft_says_that_nobody_released_it(client: Client) -> None:
    told = client.get("/brief?form=md&as_of=2023-05-30").text
    assert "Not released by a person" in told


def test_what_can_be_downloaded_without_a_release_is_ones_own_reading(client: Client) -> None:
    files = {
        path
        for method, path in templates(client.app)
        if method == "GET" and re.search(r"export|download|/file|items$|attachment", path)
    }
    assert files <= TAKES_OUT
