"""Web pages: the article without navigation, with title, date, language and site name.

The cleaning is trafilatura's. Scripts and styles are no text and never survive.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import trafilatura
from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from ..domain import Rejected, Report
from ..errors import UnreadableFile
from .decoding import decode
from .faults import parsing
from .intake import Found, Intake, contents, document_of

PAGE_LIMIT = 20_000_000
# The cleaning takes time by the square of the elements (10,000: 2.6 s, 180,000: 63 s); a page with more
# is no article and gives all of its text.
ELEMENTS_LIMIT = 10_000
_QUIET = ("trafilatura", "htmldate", "courlan", "justext")
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_NO_TEXT = ("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "nav")
_BLOCKS = ("p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote")
_SHORT = 80  # characters below which the cleaning is taken to have thrown the article away


def read_html(path: Path, intake: Intake) -> Iterator[Report | Rejected]:
    """One report. Raises UnreadableFile when the file holds no text of a page."""
    data = contents(path, max(PAGE_LIMIT, intake.limit))
    found = page(data, where=str(path), received=intake.received)
    yield document_of(found, intake, str(path))


def page(
    data: bytes,
    *,
    where: str,
    received: datetime,
    charset: str | None = None,
    url: str | None = None,
) -> Found:
    """What a page says. `received` bounds the dates that are believed."""
    meta = _DECLARED.search(data[:4096])
    declared = charset or (meta[1].decode("ascii") if meta else None)
    text = decode(data, where=where, declared=declared)
    with parsing("web page", where, *_QUIET, also=(etree.LxmlError,)):
        tree = _tree(text)
        clean = _extracted(tree, received, url) if tree is not None else None
        body = plain(tree) if tree is not None else ""
    said = clean.get("text") or "" if clean else ""
    if len(said) < _SHORT and len(body) > len(said):
        said = body
    if not said.strip():
        raise UnreadableFile("the page holds no text", where=where, way_out="check the page")
    return _found(said, clean or {}, tree, url)


def _found(text: str, clean: dict[str, Any], tree: Any, url: str | None) -> Found:
    date = clean.get("date") or None
    return Found(
        text=text,
        title=clean.get("title") or _first(tree, "//title/text()"),
        url=url or clean.get("url"),
        source=clean.get("sitename") or clean.get("hostname"),
        published=date,
        inferred=date is not None,
        language=_first(tree, "/html/@lang")
        or _first(tree, "//meta[@property='og:locale']/@content"),
    )


def _tree(text: str) -> Any:
    """The parsed page, None for one without an element. An encoding declaration inside is dropped."""
    bare = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(bare, parser=parser) if bare.strip() else None
    except etree.ParserError:
        return None
    for element in list(tree.iter("template")) if tree is not None else []:
        element.drop_tree()
    return tree


def _extracted(tree: Any, received: datetime, url: str | None) -> dict[str, Any] | None:
    if sum(1 for _ in islice(tree.iter(), ELEMENTS_LIMIT + 1)) > ELEMENTS_LIMIT:
        return None
    dates = {
        "original_date": True,
        "extensive_search": False,
        "max_date": received.strftime("%Y-%m-%d"),
    }
    found = trafilatura.bare_extraction(
        deepcopy(tree),
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params=dates,
    )
    if found is None:
        return None
    return found if isinstance(found, dict) else found.as_dict()


def plain(tree: Any) -> str:
    """All text of a parsed page that is shown, a line for each block."""
    for element in list(tree.iter()):
        if element.tag in _NO_TEXT or not isinstance(element.tag, str):
            if element.getparent() is not None:
                element.drop_tree()
        elif element.tag in _BLOCKS:
            element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)


def text_of(fragment: str) -> str:
    """The shown text of a piece of HTML, such as a feed entry's."""
    tree = _tree(fragment)
    return plain(tree) if tree is not None else ""


def _first(tree: Any, path: str) -> str | None:
    found = tree.xpath(path) if tree is not None else []
    return str(found[0]) if found else None
