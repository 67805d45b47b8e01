"""Answers made small: pages and JSON on their way out; built files as they lie beside themselves.

Only whole answers are compressed, never a stream, which has to go out event by event. The one
secret in a page, the form's token, is worth nothing to who could measure lengths (BREACH): the
cookie it is compared with stays at home on requests from other sites (SameSite=Strict).
"""

import gzip
from pathlib import Path

from litestar.types import Message, Scope, Send

SMALLEST = 1024
LEVEL = 5
TEXTS = ("text/", "application/json", "application/geo+json", "application/problem+json")
FORMS = (("br", ".br"), ("gzip", ".gz"))


def accepts(scope: Scope) -> str:
    """What the sender can unpack."""
    return next((v.decode("latin-1") for k, v in scope["headers"] if k == b"accept-encoding"), "")


def small_form(path: Path, accepted: str) -> tuple[Path, str]:
    """The file's smallest form that the sender can unpack, and the name of its encoding."""
    for encoding, suffix in FORMS:
        other = path.with_name(path.name + suffix)
        if encoding in accepted and other.is_file():
            return other, encoding
    return path, ""


def shrunk(scope: Scope, send: Send) -> Send:
    """Sends whole texts compressed to whom can unpack them."""
    if "gzip" not in accepts(scope):
        return send
    held: list[Message] = []

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            held.append(message)
            return
        if held and message["type"] == "http.response.body":
            start = held.pop()
            if not message.get("more_body") and _worth(start, message):
                _compress(start, message)
            await send(start)
        await send(message)

    return sending


def _worth(start: Message, message: Message) -> bool:
    headers = {k.lower(): v.decode("latin-1") for k, v in start["headers"]}  # type: ignore[typeddict-item]
    text = headers.get(b"content-type", "").startswith(TEXTS)
    return text and b"content-encoding" not in headers and len(message["body"]) >= SMALLEST  # type: ignore[typeddict-item]


def _compress(start: Message, message: Message) -> None:
    body = gzip.compress(message["body"], LEVEL, mtime=0)  # type: ignore[typeddict-item]
    kept = [h for h in start["headers"] if h[0].lower() not in (b"content-length", b"etag")]  # type: ignore[typeddict-item]
    start["headers"] = [  # type: ignore[typeddict-unknown-key]
        *kept,
        (b"content-length", str(len(body)).encode()),
        (b"content-encoding", b"gzip"),
        (b"vary", b"accept-encoding"),
    ]
    message["body"] = body  # type: ignore[typeddict-unknown-key]
