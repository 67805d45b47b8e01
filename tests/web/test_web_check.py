"""The pages of checking answer on a real operation, and put no letter and number together."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))
from checking import ANA, told_operation

from jointguardian.web import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    with told_operation(tmp_path_factory.mktemp("check") / "op") as told:
        one, other = told.of("r1").id, told.of("r3").id
        told.check.link(ANA, other, "causes", one, "the price came first")
        app = create_app(told.room, viewer=ANA)
        with TestClient(app, base_url="http://127.0.0.1:8347", raise_server_exceptions=False) as c:
            c.one = one  # type: ignore[attr-defined]
            yield c


@pytest.mark.parametrize(
    "path",
    ["/sources", "/requests", "/gaps", "/incident/ONE", "/incident/ONE/versions",
     "/incident/ONE/alike", "/api/incidents/ONE", "/api/sources", "/api/gaps",
     "/api/gaps.geojson", "/api/requests", "/report/r1"],
)  # fmt: skip
def test_a_page_of_checking_answers(client: TestClient[Litestar], path: str) -> None:
    answer = client.get(path.replace("ONE", client.one))  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text[-600:]
    for word in ("average grade", "overall grade", "combined grade"):
        assert word not in answer.text
