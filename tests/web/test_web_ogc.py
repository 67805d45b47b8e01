"""OGC API – Features: the structure that Part 1: Core asks for, filters, pages, and what is refused.

The requirements are those of 17-069r4, named at each test.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from shapely import box, union_all
from shapely.geometry import shape

from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, open_operation
from jointguardian.web import create_app

Client = TestClient[Litestar]
HOME = "http://127.0.0.1:8347"
NAMES = ("incidents", "reports", "camps", "municipalities", "movements")


@pytest.fixture(scope="module")
def client(kosovo: Path) -> Iterator[Client]:
    with open_operation(kosovo) as operation:
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        with TestClient(app, base_url=HOME) as made:
            yield made


def rels(told: dict[str, Any]) -> dict[str, str]:
    assert all(link["href"].startswith(f"{HOME}/") and link["rel"] for link in told["links"])
    return {link["rel"]: link["href"] for link in told["links"]}


def get(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def items(client: Client, name: str = "incidents", **words: object) -> dict[str, Any]:
    answer = client.get(f"/ogc/collections/{name}/items", params=words)  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/geo+json")
    told: dict[str, Any] = answer.json()
    return told


def test_a_box_finds_what_reaches_into_it_in_one_kind_of_geometry(client: Client) -> None:
    """/req/core/fc-bbox-response: the outline counts, not the point in it; a layer has one kind."""
    whole = items(client, "municipalities", limit=100)["features"]
    assert {f["geometry"]["type"] for f in whole} == {"MultiPolygon"}
    outlines = {f["id"]: shape(f["geometry"]) for f in whole}
    corner = (20.84, 42.9, 20.86, 42.92)
    found = items(client, "municipalities", bbox=",".join(map(str, corner)))["features"]
    meant = {i for i, o in outlines.items() if o.intersects(box(*corner))}
    assert {f["id"] for f in found} == meant
    assert 0 < len(meant) < len(whole)
    told = get(client, "/ogc/collections/municipalities")["extent"]["spatial"]["bbox"][0]
    assert told == pytest.approx(union_all([*outlines.values()]).bounds)


def test_incidents_have_whole_days_to_sort_and_animate_by(client: Client) -> None:
    for feature in items(client, limit=50)["features"]:
        told = feature["properties"]
        assert (told["first_day"] is None) == (told["start"] is None)
        assert told["start"] is None or date.fromisoformat(told["first_day"]) <= date.fromisoformat(
            told["last_day"]
        )


def test_landing_page_leads_to_everything(client: Client) -> None:
    """Requirements /req/core/root-success, /req/core/api-definition-success."""
    told = get(client, "/ogc")
    found = rels(told)
    assert {"self", "service-desc", "service-doc", "conformance", "data"} <= found.keys()
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        assert client.get(found[rel]).status_code == 200


def test_conformance_names_core_and_geojson(client: Client) -> None:
    """/req/core/conformance-success."""
    told = get(client, "/ogc/conformance")["conformsTo"]
    assert {c.rpartition("/")[2] for c in told} >= {"core", "geojson", "html"}


def test_each_collection_says_where_and_when(client: Client) -> None:
    """/req/core/fc-md-success, fc-md-links, fc-md-items-links, fc-md-extent; crs84."""
    told = get(client, "/ogc/collections")
    assert "self" in rels(told)
    assert tuple(c["id"] for c in told["collections"]) == NAMES
    for one in told["collections"]:
        assert get(client, f"/ogc/collections/{one['id']}")["id"] == one["id"]
        assert one["itemType"] == "feature"
        assert one["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]
        west, south, east, north = one["extent"]["spatial"]["bbox"][0]
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        assert len(one["extent"]["temporal"]["interval"][0]) == 2
        kinds = {link["type"] for link in one["links"] if link["rel"] == "items"}
        assert "application/geo+json" in kinds


@pytest.mark.parametrize("name", NAMES)
def test_features_are_geojson_and_each_can_be_asked_for(client: Client, name: str) -> None:
    """/req/core/fc-response, fc-links, fc-timeStamp, fc-numberReturned, f-success, f-links."""
    told = items(client, name, limit=5)
    assert told["type"] == "FeatureCollection"
    assert told["numberReturned"] == len(told["features"]) == min(5, told["numberMatched"])
    assert told["timeStamp"].endswith("Z")
    assert {"self", "alternate"} <= rels(told).keys()
    for feature in told["features"]:
        assert feature["type"] == "Feature"
        assert feature["geometry"] is None or feature["geometry"]["type"] in (
            "Point",
            "Polygon",
            "MultiPolygon",
        )
        assert all(not isinstance(v, dict | list) for v in feature["properties"].values())
    one = get(client, f"/ogc/collections/{name}/items/{told['features'][0]['id']}")
    assert one["properties"] == told["features"][0]["properties"]
    assert {"self", "collection"} <= rels(one).keys()


def test_the_pages_hold_each_feature_once(client: Client) -> None:
    """/req/core/fc-limit-response; /rec/core/fc-next."""
    address, seen = f"{HOME}/ogc/collections/reports/items?limit=7", list[str]()
    while address:
        told = get(client, address)
        seen += [f["id"] for f in told["features"]]
        address = rels(told).get("next", "")
    assert len(seen) == len(set(seen)) == told["numberMatched"]


def test_a_box_keeps_what_lies_inside(client: Client) -> None:
    """/req/core/fc-bbox-response."""
    box = (20.7, 42.8, 20.9, 43.0)
    told = items(client, bbox=",".join(map(str, box)), limit=1000)
    assert 0 < told["numberMatched"] < items(client)["numberMatched"]
    for feature in told["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert box[0] <= lon <= box[2]
        assert box[1] <= lat <= box[3]
    six = items(client, bbox="20.7,42.8,0,20.9,43.0,999", limit=1000)
    assert six["numberMatched"] == told["numberMatched"]


@pytest.mark.parametrize(
    ("time", "holds"),
    [
        ("2023-05-29", lambda s, e: s <= "2023-05-29" <= e),
        ("2023-05-29T12:00:00Z", lambda s, e: s <= "2023-05-29" <= e),
        ("2023-05-01/2023-05-31", lambda s, e: s <= "2023-05-31" and e >= "2023-05-01"),
        ("2023-05-01T00:00:00Z/..", lambda s, e: e >= "2023-05-01"),
        ("/2004-12-31", lambda s, e: s <= "2004-12-31"),
    ],
)
def test_a_time_keeps_what_overlaps_it(client: Client, time: str, holds: Any) -> None:
    """/req/core/fc-time-response."""
    told = items(client, datetime=time, limit=1000)
    assert told["features"]
    for feature in told["features"]:
        start = feature["properties"]["start"]
        end = feature["properties"]["end"] or start
        assert holds(start, end + "-31-31"[: 10 - len(end)] if len(end) < 10 else end)


@pytest.mark.parametrize(
    "wrong",
    [
        "bbox=1,2,3", "bbox=a,b,c,d", "bbox=1,5,2,4", "bbox=nan,1,2,3", "bbox=",
        "datetime=yesterday", "datetime=2023-06-01/2023-05-01", "datetime=", "datetime=a/b/c",
        "limit=0", "limit=-1", "limit=x", "offset=-1", "colour=red", "f=shp",
    ],
)  # fmt: skip
def test_what_the_standard_does_not_know_is_refused(client: Client, wrong: str) -> None:
    """/req/core/query-param-unknown, query-param-invalid."""
    answer = client.get(f"/ogc/collections/incidents/items?{wrong}")
    assert answer.status_code == 400
    assert answer.json()["detail"]


@pytest.mark.parametrize("path", ["/ogc/collections/x", "/ogc/collections/incidents/items/x"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/ogc", "/ogc/conformance", "/ogc/collections", "/ogc/collections/incidents/items"]
)
def test_a_browser_gets_a_page(client: Client, path: str) -> None:
    """Requirements class HTML."""
    answer = client.get(path, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")
    assert '<main id="main"' in answer.text


def test_the_same_filters_give_a_table(client: Client) -> None:
    answer = client.get("/ogc/collections/incidents/items?datetime=2023-05-29&f=csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [r["id"] for r in rows] == [
        f["id"] for f in items(client, datetime="2023-05-29")["features"]
    ]
    assert 'filename="incidents.csv"' in answer.headers["content-disposition"]


def test_what_was_known_then_stays_in_the_links(client: Client) -> None:
    before = items(client, as_of="2004-01-01", limit=3)
    assert before["numberMatched"] < items(client)["numberMatched"]
    assert all("as_of=2004-01-01" in urlsplit(h).query for h in rels(before).values())


def test_towns_have_their_names_side_by_side(client: Client) -> None:
    names = [f["properties"] for f in items(client, "municipalities", limit=100)["features"]]
    assert all(n["name_sq"] in n["name"] and n["name_sr-Latn"] in n["name"] for n in names)
