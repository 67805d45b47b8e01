"""Incidents in other programs' formats."""

import csv
import io
import json
from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

import pytest

from jointguardian.domain import Count, Incident, PlaceMention, Unit
from jointguardian.exchange import FORMATS, to_csv, to_geojson, to_kml
from jointguardian.exchange.features import features_csv
from jointguardian.exchange.incident_links import in_words
from jointguardian.exchange.units_csv import units_to_csv
from jointguardian.picture.links import LinkLine

HERE = PlaceMention("Zvecan", "Zvečan", "XK", 42.907, 20.84, "xk-783770", "settlement")
COUNTS = (
    Count("injured", "Serbs", 52, None, "the President", "r_a", "2023-05-29"),
    Count("injured", "Serbs", 53, None, "the hospital", "r_b", "2023-05-30", "rivals", 0),
)


def _incident(**changes: object) -> Incident:
    base: dict[str, object] = {
        "id": "i_1",
        "what": "Protest at the town hall <b>",
        "type": "protest",
        "start": "2023-05-29",
        "end": None,
        "places": (HERE,),
        "counts": COUNTS,
        "reports": ("r_a", "r_b"),
        "sources": ("One", "Other"),
        "independent_origins": 2,
        "contradictions": ("The President says 52, the hospital 53.",),
        "confidence": None,
        "status": "happened",
    }
    return Incident(**(base | changes))  # type: ignore[arg-type]


def test_geojson_has_a_point_with_both_rival_counts() -> None:
    feature = json.loads(to_geojson([_incident()]))["features"][0]
    assert feature["geometry"]["coordinates"] == [20.84, 42.907]
    assert [c["n"] for c in feature["properties"]["counts"]] == [52, 53]


def test_geojson_keeps_an_incident_without_a_place() -> None:
    assert json.loads(to_geojson([_incident(places=())]))["features"][0]["geometry"] is None


def test_csv_has_a_row_a_count_and_a_row_for_none() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv([_incident(), _incident(counts=())]).decode())))
    assert [(r["n"], r["relation"]) for r in rows] == [("52", ""), ("53", "rivals"), ("", "")]


def test_csv_never_starts_a_formula() -> None:
    row = next(csv.DictReader(io.StringIO(to_csv([_incident(what="=1+1")]).decode())))
    assert row["what"] == "'=1+1"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_table_that_leaves_runs_in_a_spreadsheet(start: str) -> None:
    """Source: OWASP, CSV injection. The log's own export: tests/pipeline/test_log.py."""
    text = f"{start}cmd|' /C calc'!A0"
    feature = {"id": text, "geometry": None, "properties": {"what": text}}
    for raw in (
        to_csv([_incident(what=text, sources=(text,))]),
        units_to_csv([Unit("u", text, "2023-05-29")]),
        features_csv([feature]),
    ):
        cells = [c for row in csv.reader(io.StringIO(raw.decode(), newline="")) for c in row]
        assert any(text in c for c in cells)
        assert not [c for c in cells if c.startswith(start)]


def test_kml_escapes_and_places_the_mark() -> None:
    ns = {"k": "http://www.opengis.net/kml/2.2"}
    root = fromstring(to_kml([_incident(), _incident(id="i_2", places=())]))
    marks = root.findall(".//k:Placemark", ns)
    assert len(marks) == 1
    assert marks[0].findtext("k:name", namespaces=ns) == "Protest at the town hall <b>"
    assert marks[0].findtext(".//k:coordinates", namespaces=ns) == "20.84,42.907"


def test_each_format_takes_an_empty_list() -> None:
    assert all(write([]) for write in FORMATS.values())


def test_geojson_carries_the_links_of_each_incident() -> None:
    line = LinkLine(
        "link_1", "retaliates-for", "retaliates for", "i_2", "B", None, "i_1", "A", None,
        "Ana", datetime(2023, 6, 1, tzinfo=UTC), "a private reason",
    )  # fmt: skip
    raw = to_geojson([_incident(), _incident(id="i_3")], [line])
    first, other = json.loads(raw)["features"]
    assert first["properties"]["links"] == [
        {"id": "link_1", "kind": "retaliates-for", "from": "i_2", "to": "i_1"}
    ]
    assert other["properties"]["links"] == []
    assert b"private" not in raw
    assert in_words("i_1", [line]) == "i_2 retaliates for this"
    assert in_words("i_2", [line]) == "retaliates for i_1"
