"""Bytes to text: UTF-8 first, then what is declared, then the code pages of the region."""

import codecs
import logging

from ..errors import UnreadableFile

log = logging.getLogger(__name__)

# Letters that tell Windows-1250 (š ž ć đ and their capitals) from Windows-1252 (é à ù ê ä ö ü ß ñ ò).
# The č is left out: its byte is the Italian and French è.
# Source: the code page tables of the Unicode Consortium (CP1250.TXT, CP1252.TXT).
_EASTERN = bytes.fromhex("9A9E8A8EE6F0C6D0")
_WESTERN = bytes.fromhex("E9E0F9EAE4F6FCDFF1F2")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A text may hold stray control characters; more than one in a hundred is no text.
_CONTROL_SHARE = 0.01
_CONTROLS = {c: None for c in range(32) if chr(c) not in "\t\n\v\f\r\x1b"}


def decode(data: bytes, *, where: str, declared: str | None = None) -> str:
    """The text of a file, without a leading byte order mark, line ends kept.

    Raises UnreadableFile for binary data.
    """
    text = _decoded(data, declared)
    if text is None or "\0" in text or _is_binary(text):
        raise UnreadableFile(
            "the file is binary, not text", where=where, way_out="give a text file"
        )
    return text


def _decoded(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    damaged = _nearly_utf8(data)
    if damaged is not None:
        log.info("read as UTF-8 with damaged characters")
        return damaged
    return _by_code_page(data, declared)


def _nearly_utf8(data: bytes) -> str | None:
    """Damaged or cut UTF-8: more than nine in ten of its longer characters are whole."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - lost
    return text if whole > 9 * lost else None


def _by_code_page(data: bytes, declared: str | None) -> str | None:
    eastern = sum(data.count(b) for b in _EASTERN)
    western = sum(data.count(b) for b in _WESTERN)
    order = ("cp1250", "cp1252") if eastern > western else ("cp1252", "cp1250")
    for encoding in (declared, *order):
        try:
            if encoding:
                text = data.decode(encoding)
                log.info("read as %s", encoding)
                return text
        except (LookupError, UnicodeError, ValueError):
            continue
    return None


def _is_binary(text: str) -> bool:
    controls = len(text) - len(text.translate(_CONTROLS))
    return controls > _CONTROL_SHARE * len(text)
