"""Each contract test runs on each back end: SQLite always, PostgreSQL where a server is named.

`GUARDIAN_TEST_POSTGRES_URL` names a server where databases can be made and dropped.
"""

import os
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url

from jointguardian.record import Record

NOW = datetime(2024, 1, 1, tzinfo=UTC)
SERVER = os.environ.get("GUARDIAN_TEST_POSTGRES_URL")


def _on_server(statement: str) -> None:
    url = make_url(SERVER or "").set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


BACKENDS = ["sqlite", *([pytest.param("postgres", marks=pytest.mark.postgres)] if SERVER else [])]


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'record.db'}"
        return
    name = f"guardian_test_{secrets.token_hex(6)}"
    _on_server(f"CREATE DATABASE {name}")
    yield make_url(SERVER or "").set(database=name).render_as_string(hide_password=False)
    _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """It is always the first of January 2024."""
    return lambda: NOW


@pytest.fixture
def record(url: str, clock: Callable[[], datetime]) -> Iterator[Record]:
    """A new record."""
    with Record.create(url, clock=clock) as made:
        yield made
