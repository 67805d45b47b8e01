"""Vector tiles: what MapLibre and QGIS are given."""

from pathlib import Path

import mapbox_vector_tile
import pytest
from litestar.testing import TestClient

from jointguardian.access import LOCAL
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web.app import create_app


def test_a_tile_holds_the_incidents_in_it_and_only_there(tmp_path: Path) -> None:
    with create_operation(tmp_path / "op", pack="kosovo") as operation:
        room = OperationRoom(operation)
        room.add_report(
            LOCAL,
            "Serb protesters clashed with KFOR soldiers in Zvecan on 29 May 2023.",
            "2023-05-30",
            "Team 3",
        )
        with TestClient(create_app(room, viewer=LOCAL), base_url="http://127.0.0.1") as client:
            answer = client.get("/tiles/incidents/6/35/23")
            assert answer.headers["content-type"] == "application/vnd.mapbox-vector-tile"
            layer = mapbox_vector_tile.decode(answer.content)["incidents"]
            [feature] = layer["features"]
            assert feature["properties"]["incidents"] == 1
            page = client.get(f"/incident/{feature['properties']['id']}")
            assert page.status_code == 200
            empty = client.get("/tiles/incidents/6/0/0")
            assert not mapbox_vector_tile.decode(empty.content).get("incidents", {}).get("features")


@pytest.mark.parametrize("path", ["6/64/0", "23/0/0", "2/-1/0", "2/x/0"])
def test_a_tile_that_is_none_is_refused_in_one_line(tmp_path: Path, path: str) -> None:
    with create_operation(tmp_path / "op") as operation:
        app = create_app(OperationRoom(operation), viewer=LOCAL)
        with TestClient(app, base_url="http://127.0.0.1") as client:
            assert client.get(f"/tiles/incidents/{path}").status_code in (400, 404)
