"""A backup taken under write load is whole; what was changed, cut off or crafted is refused."""

import io
import tarfile
import threading
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from jointguardian.access import LOCAL
from jointguardian.access.door import Door
from jointguardian.errors import CheckFailed, GuardianError, InputError, UnreadableFile
from jointguardian.pipeline import back_up, create_operation, open_operation, restore
from jointguardian.pipeline.backup import MANIFEST, Manifest
from jointguardian.pipeline.operation import Operation
from jointguardian.sources import Found, Intake, report_of

PASSWORD = "four quiet green hills"


def write(operation: Operation, number: int) -> None:
    intake = Intake(operation.clock(), None, None)
    report = report_of(Found(f"Report number {number} of the watch.", f"n{number}"), intake)
    operation.record.add_report(replace(report))


@pytest.fixture
def operation(tmp_path: Path) -> Operation:
    made = create_operation(tmp_path / "watch", title="Watch")
    (made.folder / "attachments").mkdir()
    (made.folder / "attachments" / "aa11").write_bytes(b"\x89PNG")
    door = Door.of(made.folder)
    door.set_password(PASSWORD)
    door.begin("Ana", made.clock())
    door.close()
    for number in range(5):
        write(made, number)
    return made


def count(operation: Operation) -> int:
    return len(operation.record.reports(LOCAL))


def test_what_was_backed_up_comes_back(operation: Operation, tmp_path: Path) -> None:
    made = back_up(operation, tmp_path / "b.guardian")
    assert (tmp_path / "b.guardian").stat().st_mode & 0o777 == 0o600
    restore(tmp_path / "b.guardian", tmp_path / "new")
    with open_operation(tmp_path / "new") as again:
        assert count(again) == 5
        assert again.settings == operation.settings
        assert again.record.export_head().head == made.head
        assert again.record.verify().ok
    assert (tmp_path / "new" / "attachments" / "aa11").read_bytes() == b"\x89PNG"
    assert Door.of(tmp_path / "new").opens(PASSWORD)
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_writers_go_on_while_a_backup_is_made(operation: Operation, tmp_path: Path) -> None:
    stop, wrote = threading.Event(), [5]

    def load() -> None:
        while not stop.is_set():
            write(operation, wrote[0])
            wrote[0] += 1

    writer = threading.Thread(target=load)
    writer.start()
    try:
        for number in range(3):
            back_up(operation, tmp_path / f"b{number}")
            restore(tmp_path / f"b{number}", tmp_path / f"new{number}")
    finally:
        stop.set()
        writer.join()
    counts = []
    for number in range(3):
        with open_operation(tmp_path / f"new{number}") as again:
            counts.append(count(again))
    assert counts == sorted(counts)
    assert 5 <= counts[0] <= counts[-1] <= wrote[0]


def test_nothing_is_overwritten(operation: Operation, tmp_path: Path) -> None:
    back_up(operation, tmp_path / "b")
    with pytest.raises(InputError, match="already"):
        back_up(operation, tmp_path / "b")
    with pytest.raises(InputError, match="not empty"):
        restore(tmp_path / "b", operation.folder)
    assert count(operation) == 5


def refused(path: Path, tmp_path: Path, kind: type[GuardianError]) -> None:
    with pytest.raises(kind):
        restore(path, tmp_path / "none")
    assert not (tmp_path / "none").exists()
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".none")]


def test_a_cut_off_or_foreign_file_is_refused(operation: Operation, tmp_path: Path) -> None:
    back_up(operation, tmp_path / "b")
    whole = (tmp_path / "b").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text").write_text("not a backup")
    refused(tmp_path / "cut", tmp_path, UnreadableFile)
    refused(tmp_path / "text", tmp_path, UnreadableFile)
    refused(tmp_path / "nothing", tmp_path, UnreadableFile)


def repacked(source: Path, target: Path, change) -> None:  # type: ignore[no-untyped-def]
    """The same backup with its members changed by `change(name, bytes) -> (name, bytes)`."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            name, raw = change(member.name, old.extractfile(member).read())  # type: ignore[union-attr]
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            new.addfile(info, io.BytesIO(raw))


def test_a_changed_byte_is_found(operation: Operation, tmp_path: Path) -> None:
    back_up(operation, tmp_path / "b")
    repacked(
        tmp_path / "b",
        tmp_path / "c",
        lambda n, raw: (n, raw.replace(b"PNG", b"PNX") if n.startswith("att") else raw),
    )
    refused(tmp_path / "c", tmp_path, CheckFailed)


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "a/../../out", "a\\..\\out"])
def test_no_name_leads_out_of_the_folder(operation: Operation, tmp_path: Path, name: str) -> None:
    back_up(operation, tmp_path / "b")

    def change(member: str, raw: bytes) -> tuple[str, bytes]:
        if member == MANIFEST:
            told = msgspec.json.decode(raw, type=Manifest)
            parts = tuple(
                msgspec.structs.replace(p, name=name) if p.name.startswith("att") else p
                for p in told.parts
            )
            return member, msgspec.json.encode(msgspec.structs.replace(told, parts=parts))
        return (name if member.startswith("att") else member), raw

    repacked(tmp_path / "b", tmp_path / "c", change)
    refused(tmp_path / "c", tmp_path, CheckFailed)
    assert not (tmp_path / "out").exists()


def test_a_record_elsewhere_comes_back_into_the_folder(tmp_path: Path) -> None:
    made = create_operation(tmp_path / "watch", title="Watch")
    made.record.close()
    (tmp_path / "disk").mkdir()
    for name in ("record.db", "record.db.keys"):
        (made.folder / name).rename(tmp_path / "disk" / name)
    (made.folder / "guardian.toml").write_text(
        f'title = "Watch"\nrecord_url = "sqlite:///{tmp_path / "disk" / "record.db"}"\n'
    )
    with open_operation(made.folder) as opened:
        back_up(opened, tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "new")
    with open_operation(tmp_path / "new") as again:
        assert again.settings.record_url == ""


def test_a_record_in_postgresql_is_told_its_own_tool(operation: Operation, tmp_path: Path) -> None:
    settings = msgspec.structs.replace(operation.settings, record_url="postgresql://u@h/room")
    with pytest.raises(InputError, match="pg_dump"):
        back_up(replace(operation, settings=settings), tmp_path / "b")
