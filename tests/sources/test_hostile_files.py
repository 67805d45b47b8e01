"""Files made to do harm: bombs in archives, entities in XML; each is refused, or read as if plain."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from jointguardian.domain import Report
from jointguardian.errors import InputError, UnreadableFile
from jointguardian.sources import Intake
from jointguardian.sources.docx import read_docx
from jointguardian.sources.feed import entries

MARK = "what stands in a file of this machine"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'


@pytest.fixture
def intake() -> Intake:
    return Intake(datetime(2023, 5, 29, tzinfo=UTC))


def document(body: bytes | None = None, text: str = "Calm.") -> bytes:
    """A Word document; `body` in place of its text's part."""
    made, page = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(page)
    if body is None:
        return page.getvalue()
    done = io.BytesIO()
    with zipfile.ZipFile(page) as old, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, body if part == "word/document.xml" else old.read(part))
    return done.getvalue()


def read(tmp_path: Path, data: bytes, intake: Intake) -> list[str]:
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    return [r.text for r in read_docx(path, intake) if isinstance(r, Report)]


def test_a_document_that_unpacks_to_far_more_is_refused(tmp_path: Path, intake: Intake) -> None:
    bomb = document(b"<w:document>" + b"<w:p/>" * 11_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(UnreadableFile, match="unpacks to"):
        read(tmp_path, bomb, intake)


def test_entities_of_a_document_are_never_written_out(tmp_path: Path, intake: Intake) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(MARK)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for doctype, name in (
        (f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>', "s"),
        (DOCTYPE, "l9"),
    ):
        body = (
            f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>'
            f"Calm. &{name};</w:t></w:r></w:p><w:sectPr/></w:body></w:document>"
        )
        try:
            found = read(tmp_path, document(body.encode()), intake)
        except InputError as fault:
            found = [fault.line]
        assert MARK not in str(found)
        assert len(str(found)) < 1_000


def test_entities_of_a_feed_are_never_written_out(tmp_path: Path, intake: Intake) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(MARK)
    for doctype, name in (
        (f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>', "s"),
        (DOCTYPE, "l9"),
    ):
        feed = (
            f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>T</title><item>'
            f"<title>Calm</title><description>Calm. &{name};</description></item></channel></rss>"
        )
        try:
            found = [str(r) for r in entries(feed.encode(), where="feed", intake=intake)]
        except InputError as fault:
            found = [fault.line]
        assert MARK not in str(found)
        assert len(str(found)) < 5_000
