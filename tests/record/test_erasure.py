"""What is sealed stands nowhere in the clear, and a destroyed key leaves no bytes behind."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.domain import Report
from jointguardian.errors import UnreadableFile
from jointguardian.record import Record, Secret

TEXT = "Zlatko Probić was seen at the bridge. Zlatko Probić left."
AT = datetime(2023, 5, 29, tzinfo=UTC)


def sealed(number: int) -> tuple[Report, list[Secret]]:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    report = Report(f"r_{number}", f"source {number}", TEXT, digest, AT, title="Zlatko Probić seen")
    return report, [Secret(report.id, s, s + 13, "Zlatko Probić") for s in (0, 38)]


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def keys_of(folder: Path) -> list[bytes]:
    with closing(sqlite3.connect(folder / "record.db.keys")) as raw:
        return [k for (k,) in raw.execute("SELECT key FROM person_key") if k is not None]


def test_no_file_holds_the_name_and_after_erasure_none_holds_the_key(tmp_path: Path) -> None:
    with Record.create(f"sqlite:///{tmp_path / 'record.db'}") as record:
        for number in range(3):
            report, secrets = sealed(number)
            record.add_report(report, None, secrets)
        [key] = keys_of(tmp_path)
        before = bytes_in(tmp_path)
        assert "Probić".encode() not in before
        assert key in before
        record.erase_person("Zlatko Probić", by="custodian", reason="asked to")
        assert key not in bytes_in(tmp_path)
        assert keys_of(tmp_path) == []
        assert record.verify().ok
        assert "Probić" not in record.unseal(LOCAL, "r_0", "check")


def test_the_keys_are_never_in_the_record_itself(tmp_path: Path) -> None:
    with Record.create(f"sqlite:///{tmp_path / 'record.db'}") as record:
        report, secrets = sealed(1)
        record.add_report(report, None, secrets)
        [key] = keys_of(tmp_path)
        for name in ("record.db", "record.db-wal"):
            assert key not in (tmp_path / name).read_bytes()


def test_a_record_without_its_keys_says_so(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    Record.create(url).close()
    (tmp_path / "record.db.keys").unlink()
    with pytest.raises(UnreadableFile, match="keys"):
        Record.open(url)
