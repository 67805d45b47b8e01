"""Makes a new record and brings an old one up to date, with Alembic."""

from pathlib import Path

from sqlalchemy import Engine

from .backend import WRITE, Backend
from .tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0001"


def bring_up(engine: Engine, backend: Backend) -> None:
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        metadata.create_all(connection)
        backend.lay_out(connection)
