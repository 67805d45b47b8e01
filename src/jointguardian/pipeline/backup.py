"""The whole operation in one file, taken while the room is in use; and back, checked.

The record is copied first, as of one moment; then the persons' keys, which are made before the rows
that need them; then the files that the record names by their digest. So whatever the copied record
points to is in the copy. The file is a gzipped tar whose first member lists the others with their
SHA-256 and the head of the audit chain; it is checked, and its chain recomputed, before it counts.
"""

import hashlib
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

import msgspec
from sqlalchemy import make_url

from ..errors import CheckFailed, Fault, InputError, UnreadableFile
from ..record import Record
from ..record.snapshot import copy_sqlite
from ..settings import FILE_NAME, load_settings, write_settings
from .handed_on import Progress, silent
from .operation import Operation, record_url

MANIFEST = "backup.json"
RECORD, KEYS, DOOR = "record.db", "record.db.keys", "door.db"
FORMAT = 1
_CHUNK = 1 << 20
_LARGEST_MANIFEST = 64 << 20
_RUNNING = ("-wal", "-shm", "-journal", ".part")
"""Endings of what belongs to a running process."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the backup."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What the backup holds, and where the audit chain ended."""

    format: int
    made: datetime
    title: str
    record: str
    links: int
    head: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Where it went: `links` audit links, `files` files, `bytes` of the backup file."""

    path: str
    made: str
    links: int
    files: int
    bytes: int
    head: str


def back_up(operation: Operation, target: Path, progress: Progress = silent) -> BackedUp:
    """Writes the operation to a new file `target`, and reads it back.

    Raises InputError where something is there already or the record is no file; CheckFailed where
    what was copied does not verify: then no backup is left.
    """
    source = _sqlite_of(operation)
    if target.exists():
        raise InputError("is there already", where=str(target), way_out="choose another name")
    if not target.absolute().parent.is_dir():
        raise InputError("no such folder", where=str(target.parent))
    part = target.with_name(f"{target.name}.part")
    try:
        with _workshop(target) as folder:
            _copy(operation, source, folder, progress)
            manifest = _described(operation, folder, progress)
            _pack(folder, manifest, part, progress)
        _read_back(part, manifest, progress)
        part.replace(target)
    except OSError as fault:
        raise InputError(f"cannot be written ({fault.strerror})", where=str(target)) from fault
    finally:
        part.unlink(missing_ok=True)
    return BackedUp(
        str(target),
        manifest.made.isoformat(),
        manifest.links,
        len(manifest.parts),
        target.stat().st_size,
        manifest.head,
    )


def restore(source: Path, folder: Path, progress: Progress = silent) -> Manifest:
    """Puts a backup into a new folder, after its digests and its audit chain held.

    Raises InputError for a folder that holds something, UnreadableFile for what is no backup,
    CheckFailed where a digest or the chain does not hold: then no folder is left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("is not empty", where=str(folder), way_out="restore into a new folder")
    if not folder.absolute().parent.is_dir():
        raise InputError("no such folder", where=str(folder.parent))
    with _workshop(folder) as made:
        manifest = _unpack(source, made, progress)
        _check_chain(made, manifest, progress)
        _put_record_beside(made)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    return manifest


def _sqlite_of(operation: Operation) -> Path:
    url = make_url(record_url(operation.folder, operation.settings))
    if not url.drivername.startswith("sqlite") or not url.database:
        raise InputError(
            "this record is in PostgreSQL, which has its own online backup",
            way_out=f"run `pg_dump --format=custom --file=F {url.database}` and copy the folder's files",
        )
    return Path(url.database)


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """A folder that only we see, on the same disk, gone afterwards."""
    name = tempfile.mkdtemp(prefix=f".{beside.name}-", dir=beside.absolute().parent)
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


def _copy(operation: Operation, source: Path, folder: Path, progress: Progress) -> None:
    def tell(what: str) -> Callable[[int, int], None]:
        return lambda done, of: progress(done, of, f"copying {what}")

    copy_sqlite(source, folder / RECORD, tell("the record"))
    copy_sqlite(source.with_name(source.name + ".keys"), folder / KEYS, tell("the keys"))
    if (operation.folder / DOOR).is_file():
        copy_sqlite(operation.folder / DOOR, folder / DOOR, tell("the door"))
        with closing(sqlite3.connect(folder / DOOR)) as door, door:
            door.execute("delete from session")
    ours = {source.resolve(), source.with_name(source.name + ".keys").resolve()}
    for path in sorted(operation.folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.resolve() not in ours:
            _copy_file(path, operation.folder, folder)


def _copy_file(path: Path, source: Path, folder: Path) -> None:
    name = path.relative_to(source)
    if _ours_alone(path) or path.name == DOOR or any(p.startswith(".") for p in name.parts):
        return
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / name)


def _ours_alone(path: Path) -> bool:
    return path.name.endswith(_RUNNING)


def _described(operation: Operation, folder: Path, progress: Progress) -> Manifest:
    """The manifest of what was copied. Raises CheckFailed where its chain does not hold."""
    progress(0, 1, "checking the chain")
    with Record.open(f"sqlite:///{folder / RECORD}") as copied:
        found, head = copied.verify(), copied.export_head()
    if not found.ok:
        raise CheckFailed(
            f"the record does not verify: {found.what}", where=f"link {found.broken_at}"
        )
    names = sorted(p for p in folder.rglob("*") if p.is_file() and not _ours_alone(p))
    parts = tuple(_part(path, folder) for path in names)
    return Manifest(
        format=FORMAT,
        made=operation.clock(),
        title=operation.settings.title,
        record=head.record,
        links=head.links,
        head=head.head,
        parts=parts,
    )


def _part(path: Path, folder: Path) -> Part:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Part(path.relative_to(folder).as_posix(), path.stat().st_size, digest)


def _pack(folder: Path, manifest: Manifest, target: Path, progress: Progress) -> None:
    (folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=1) as packed:
            names = [MANIFEST, *(p.name for p in manifest.parts)]
            for done, name in enumerate(names):
                progress(done, len(names), f"packing {name}")
                packed.add(folder / name, arcname=name, recursive=False)
        raw.flush()
        os.fsync(raw.fileno())


@contextmanager
def _opened(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """A backup and what it says it holds. Raises UnreadableFile."""
    try:
        with tarfile.open(path, mode="r:gz") as packed:
            first = packed.next()
            file = packed.extractfile(first) if first and first.name == MANIFEST else None
            if file is None or first is None or first.size > _LARGEST_MANIFEST:
                raise UnreadableFile("this is no backup of an operation", where=str(path))
            yield packed, msgspec.json.decode(file.read(), type=Manifest)
    except (OSError, EOFError, tarfile.TarError, msgspec.MsgspecError, ValueError) as fault:
        raise UnreadableFile(
            f"this is no whole backup ({type(fault).__name__})", where=str(path)
        ) from fault


def _members(packed: tarfile.TarFile, manifest: Manifest) -> Iterator[tuple[Part, tarfile.TarInfo]]:
    """The files in their order. Raises CheckFailed for one that the manifest does not name."""
    for part in manifest.parts:
        member = packed.next()
        plain = PurePosixPath(part.name)
        if plain.is_absolute() or ".." in plain.parts or "\\" in part.name or not plain.parts:
            raise CheckFailed("leads out of the folder", where=part.name)
        if member is None or member.name != part.name or not member.isreg():
            raise CheckFailed("is missing from the backup", where=part.name)
        if member.size != part.bytes:
            raise CheckFailed("has another size than the backup says", where=part.name)
        yield part, member
    if packed.next() is not None:
        raise CheckFailed("the backup holds more than it says")


def _read_back(path: Path, manifest: Manifest, progress: Progress) -> None:
    with _opened(path) as (packed, told):
        if told != manifest:
            raise Fault("the backup does not say what was written")
        for done, (part, member) in enumerate(_members(packed, told)):
            progress(done, len(told.parts), f"reading back {part.name}")
            _spill(packed, member, part, None)


def _unpack(source: Path, folder: Path, progress: Progress) -> Manifest:
    if not source.is_file():
        raise UnreadableFile("no such file", where=str(source))
    with _opened(source) as (packed, manifest):
        if manifest.format != FORMAT:
            raise UnreadableFile(
                f"made in format {manifest.format}, not {FORMAT}", where=str(source)
            )
        for done, (part, member) in enumerate(_members(packed, manifest)):
            progress(done, len(manifest.parts), f"restoring {part.name}")
            path = folder / part.name
            path.parent.mkdir(parents=True, exist_ok=True)
            _spill(packed, member, part, path)
    return manifest


def _spill(packed: tarfile.TarFile, member: tarfile.TarInfo, part: Part, path: Path | None) -> None:
    """Reads a member through, into a file if one is given. Raises CheckFailed on another digest."""
    file, digest = packed.extractfile(member), hashlib.sha256()
    assert file is not None
    with path.open("wb") if path else open(os.devnull, "wb") as out:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
    if path:
        path.chmod(0o600)
    if digest.hexdigest() != part.sha256:
        raise CheckFailed("was changed since the backup was made", where=part.name)


def _check_chain(folder: Path, manifest: Manifest, progress: Progress) -> None:
    progress(0, 1, "checking the chain")
    with Record.open(f"sqlite:///{folder / RECORD}") as restored:
        found = restored.verify(manifest.head)
    if not found.ok:
        raise CheckFailed(
            f"the record does not verify: {found.what}", where=f"link {found.broken_at}"
        )


def _put_record_beside(folder: Path) -> None:
    """The restored record lies in the folder, wherever the first one lay."""
    settings = load_settings(folder)
    if settings.record_url:
        (folder / FILE_NAME).unlink()
        write_settings(folder, msgspec.structs.replace(settings, record_url=""))
