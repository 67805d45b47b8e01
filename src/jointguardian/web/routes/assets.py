"""The built files: compressed when they were built, kept by the browser for good.

Their names hold a digest of what is in them, so a new version has a new name.
"""

import re
from functools import lru_cache
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from ..answers import Ask
from ..compress import accepts, small_form

FOLDER = Path(__file__).parents[1] / "static" / "app" / "assets"
KEPT = "public, max-age=31536000, immutable"
MEDIA = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


@get("/static/app/assets/{name:str}", sync_to_thread=False, include_in_schema=False)
def asset(request: Ask, name: FromPath[str]) -> Response[bytes]:
    """One built file."""
    path = FOLDER / name
    kind = MEDIA.get(path.suffix)
    if kind is None or not _NAME.fullmatch(name) or not path.is_file():
        raise NotFoundException(f"no file {name[:80]!r}")
    form, encoding = small_form(path, accepts(request.scope))
    headers = {"cache-control": KEPT, "vary": "accept-encoding"}
    if encoding:
        headers["content-encoding"] = encoding
    raw = _read(form, form.stat().st_mtime_ns)
    return Response(raw, media_type=kind, headers=headers)


@lru_cache(maxsize=128)
def _read(path: Path, _changed: int) -> bytes:
    return path.read_bytes()


ROUTES = (asset,)
