"""Makes a new record and brings an old one up to date, with Alembic."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from ..errors import UnreadableFile
from .backend import WRITE, Backend

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "0001"
"""The last step in `migrations/versions`; a test holds it true."""


def bring_up(engine: Engine, backend: Backend) -> None:
    """All steps that the database has not had. Raises UnreadableFile for one newer than this program."""
    with engine.connect() as connection:
        if _version(connection) == NEWEST:
            return
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        _migrate(connection)
        backend.lay_out(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _migrate(connection: Connection) -> None:
    """Alembic is imported here: a record that is up to date does not wait for it."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as fault:
        raise UnreadableFile(
            f"the record is of another version: {fault}", way_out="install a newer jointguardian"
        ) from fault
