"""Files that come with reports: kept under their digest in the operation's folder, checked when read."""

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import CheckFailed, InputError, UnknownName

FOLDER = "attachments"
LONGEST_NAME = 120
MOST_FILES = 20
MEGABYTE = 1_000_000
OTHER = "application/octet-stream"
# First bytes of a file, at an offset, and what it then is. Source: the formats' own specifications
# (PNG 5.2, JPEG JFIF, GIF89a, RIFF WebP, ISO 32000 7.5.2).
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came: the name it was sent under, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies on the disk."""

    name: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class AttachmentStore:
    """The folder of one operation's attachments. `limit_mb` is for one file, `total_mb` for a report's."""

    folder: Path
    limit_mb: float
    total_mb: float

    def check(self, files: Sequence[Incoming]) -> None:
        """Raises InputError, naming the file, for what may not be attached."""
        if len(files) > MOST_FILES:
            raise InputError(f"{len(files)} files", way_out=f"attach at most {MOST_FILES}")
        for file in files:
            if not file.content:
                raise InputError("the file is empty", where=safe_name(file.name))
            if len(file.content) > self.limit_mb * MEGABYTE:
                raise InputError(
                    f"the file is larger than {self.limit_mb:g} MB",
                    where=safe_name(file.name),
                    way_out="attach a smaller one, or raise attachment_limit_mb",
                )
        if sum(len(f.content) for f in files) > self.total_mb * MEGABYTE:
            raise InputError(
                f"the files together are larger than {self.total_mb:g} MB",
                way_out="attach fewer, or raise attachments_total_mb",
            )

    def keep(self, files: Sequence[Incoming]) -> tuple[Kept, ...]:
        """Writes the files to the disk; they are durable when it returns. Raises InputError."""
        self.check(files)
        kept = {k.sha256: k for k in map(self._keep, files)}
        return tuple(kept.values())

    def read(self, sha256: str) -> bytes:
        """A file's bytes. Raises UnknownName where it is missing, CheckFailed where it was changed."""
        if not _DIGEST.fullmatch(sha256):
            raise UnknownName("no attachment has this digest")
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as fault:
            raise UnknownName(
                "the attachment's file is missing", way_out="take it from a backup"
            ) from fault
        if hashlib.sha256(content).hexdigest() != sha256:
            raise CheckFailed("the attachment's file is not what was attached", where=sha256[:16])
        return content

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256

    def _keep(self, file: Incoming) -> Kept:
        sha256 = hashlib.sha256(file.content).hexdigest()
        path = self._path(sha256)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, file.content)
        return Kept(safe_name(file.name), media_type(file.content), len(file.content), sha256)


def _write(path: Path, content: bytes) -> None:
    """The whole file or nothing, on the disk when it returns."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def safe_name(name: str) -> str:
    """The last part of a file's name in printable characters; `attachment` where nothing is left."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(c if c.isprintable() and c not in '<>:"|?*' else "_" for c in last)
    plain = plain.strip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if len(plain) > LONGEST_NAME:
        suffix = suffix[:10]
        plain = (stem or suffix)[: LONGEST_NAME - 11] + (dot + suffix if stem else "")
    return plain or "attachment"


def media_type(content: bytes) -> str:
    """What a file is by its first bytes: a picture or a PDF, else just bytes. Its own word is not asked."""
    for at, magic, kind in _MAGIC:
        if content[at : at + len(magic)] == magic:
            return kind
    return OTHER
