"""The migrations make exactly the tables that the code uses."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from jointguardian.errors import InputError, UnreadableFile
from jointguardian.record import Record, keyring, schema
from jointguardian.record.tables import metadata


def ours(name: str | None, kind: str, parents: object) -> bool:
    """Leaves out the full-text index, which Core does not know."""
    return kind != "table" or name in metadata.tables


def test_metadata_and_migrations_agree(tmp_path: Path) -> None:
    with (
        Record.create(f"sqlite:///{tmp_path / 'record.db'}") as record,
        record._engine.connect() as connection,
    ):
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_the_newest_step_is_the_one_the_code_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == schema.NEWEST


def test_a_record_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    with Record.create(url) as record, record._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnreadableFile, match="version"):
        Record.open(url)


def test_what_is_no_record_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "note.db").write_text("not a database, but long enough to look like one")
    with pytest.raises(UnreadableFile):
        Record.open(f"sqlite:///{tmp_path / 'note.db'}")
    for url in ("sqlite://", "mysql://x/y", "nonsense", f"sqlite:///{tmp_path / 'no' / 'x.db'}"):
        with pytest.raises(InputError):
            Record.create(url)


def test_names_are_matched_without_case_marks_and_blanks() -> None:
    assert keyring.fold("  Zlatko   PROBIĆ ") == keyring.fold("zlatko probic")
