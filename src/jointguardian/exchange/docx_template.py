"""A mission's own DOCX template, filled with a product's fields in a sandbox (docxtpl)."""

import io
import zipfile
from datetime import datetime
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import UnreadableFile
from ..picture.brief import Brief
from .docx import mark, written
from .product_items import form_of, marks, references

LARGEST = 5_000_000
UNPACKED = 40_000_000
"""Bytes of a template, packed and unpacked."""


def fields(brief: Brief, moment: datetime) -> dict[str, Any]:
    """The fields of a template; documented in docs/howto/products.md."""
    header = {k.lower().replace(" ", "_"): v for k, v in brief.header}
    sections = [
        {"number": s.number, "id": s.id, "title": s.title, "kind": s.kind,
         "items": [_item(form_of(i, brief)) for i in s.items]}
        for s in brief.sections
    ]  # fmt: skip
    return {
        "title": brief.title,
        "kind": brief.kind,
        "draft": brief.draft,
        "marking": brief.marking,
        "banner": brief.banner or "",
        "header": header,
        "sections": sections,
        "section": {s["id"]: s for s in sections},
        "references": references(brief),
        "date": f"{moment:%Y-%m-%d}",
    }


def _item(told: dict[str, Any]) -> dict[str, Any]:
    """An item with its citations as text: `cites` is "[1, 2]"."""
    if told["form"] == "table":
        rows = [{"cells": r["cells"], "cites": marks(r["cites"])} for r in told["rows"]]
        return {**told, "rows": rows, "text": "", "cites": ""}
    return {**told, "cites": marks(told.get("cites", [])), "rows": []}


def fill_docx(brief: Brief, moment: datetime, template: bytes, name: str) -> bytes:
    """The template filled; a draft gets its mark on each page whatever the template says.

    Raises UnreadableFile, in one line with the place, for what is no template or one that fails.
    """
    _checked(template, name)
    sandbox = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        page = DocxTemplate(io.BytesIO(template))
        page.render(fields(brief, moment), jinja_env=sandbox, autoescape=True)
        mark(page.docx, brief)
        return written(page.docx)
    except SecurityError as fault:
        raise _bad(name, f"reaches for what a template may not: {fault}") from fault
    except UndefinedError as fault:
        raise _bad(name, f"names a field that there is not: {fault.message}") from fault
    except TemplateSyntaxError as fault:
        raise _bad(name, f"line {fault.lineno}: {fault.message}") from fault
    except (TemplateError, OverflowError, TypeError, ValueError, KeyError, AttributeError) as fault:
        raise _bad(name, f"fails: {type(fault).__name__}: {fault}") from fault


def _checked(template: bytes, name: str) -> None:
    if len(template) > LARGEST:
        raise _bad(name, f"is larger than {LARGEST // 1_000_000} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            size = sum(i.file_size for i in parts.infolist())
            if "word/document.xml" not in parts.namelist() or size > UNPACKED:
                raise _bad(name, "is no Word document, or too large inside")
            if any(b"<!DOCTYPE" in parts.read(i)[:4096] for i in parts.infolist()
                   if i.filename.endswith((".xml", ".rels"))):  # fmt: skip
                raise _bad(name, "declares a document type, which Word never does")
    except zipfile.BadZipFile as fault:
        raise _bad(name, "is no .docx file") from fault


def _bad(name: str, what: str) -> UnreadableFile:
    return UnreadableFile(f"the template {what}", where=name, way_out="see docs/howto/products.md")
