"""What no person would send gets a refusal in its place, never a failure of the server.

Schemathesis reads `/api/openapi.json` and makes up requests; a few of each kind here,
`benchmarks/bench_api_fuzz.py` makes many. `openapi.json` itself has to be one.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis import GenerationMode

from jointguardian.access import LOCAL
from jointguardian.access.door import Door
from jointguardian.pipeline import OperationRoom, create_operation
from jointguardian.web import create_app

HOME = "http://127.0.0.1:8347"
EACH = 6
UNASKED = ("/api/stream", "/api/presence")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Litestar, str]]:
    """A room on a small operation, and a token for it."""
    operation = create_operation(tmp_path_factory.mktemp("fuzz") / "op", pack="kosovo")
    door = Door(None)
    with operation:
        made = create_app(OperationRoom(operation), viewer=LOCAL, door=door)
        yield made, door.make_token("Fuzz", datetime.now(UTC))


def test_the_description_is_whole(app: tuple[Litestar, str]) -> None:
    with TestClient(app[0], base_url=HOME) as client:
        told = client.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "/ogc/collections/{name}/items" in told["paths"]
    for path, item in told["paths"].items():
        for method, operation in item.items():
            assert operation.get("description"), (method, path)
            assert "404" in operation["responses"]


def test_no_made_up_request_makes_the_server_fail(app: tuple[Litestar, str]) -> None:
    made, token = app
    headers = {"authorization": f"Bearer {token}"}
    failed = []
    with TestClient(made, base_url=HOME, raise_server_exceptions=False) as client:
        described = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
        for found in described.get_all_operations():
            operation = found.ok()
            if not operation.path.startswith(UNASKED):
                failed += _asked(operation, client, headers)
    assert not failed


def _asked(operation: Any, client: TestClient[Litestar], headers: dict[str, str]) -> list[str]:
    """Which of a few made-up requests of an operation the server failed on."""
    failed = []
    made_up = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @settings(
        max_examples=EACH,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(made_up)
    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url=HOME)
        sent.pop("cookies", None)
        if isinstance(sent.get("data"), bytes | str):
            sent["content"] = sent.pop("data")
        sent["headers"] = {**_plain(sent.get("headers")), **headers}
        try:
            client.build_request(**sent).read()
            answer = client.request(**sent, follow_redirects=False)
        except (ValueError, TypeError, UnicodeError, AttributeError):
            return  # no client could send it
        if answer.status_code >= 500:
            failed.append(f"{case.method} {answer.request.url} {answer.status_code}")

    with suppress(Unsatisfiable):
        ask()
    return failed


def _plain(headers: Any) -> dict[str, str]:
    return {k: v for k, v in dict(headers or {}).items() if str(v).isascii()}
