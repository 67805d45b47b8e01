"""A product as a tagged PDF (PDF/UA-1), set by typst with the fonts that come inside it."""

from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

import msgspec

from ..errors import Fault
from ..picture.brief import Brief
from .product_items import form_of, references

TEMPLATE = "product.typ"


def to_pdf(brief: Brief, moment: datetime) -> bytes:
    """The product as PDF; the same product and moment give the same bytes. Raises Fault."""
    import typst

    source = files(__package__).joinpath("templates", TEMPLATE).read_bytes()
    told = msgspec.json.encode(_told(brief, moment.astimezone(UTC))).decode()
    try:
        made = typst.compile(
            source,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"product": told},
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
        )
    except typst.TypstError as fault:
        raise Fault(f"the PDF could not be set: {fault}", where=TEMPLATE) from fault
    if not isinstance(made, bytes):
        raise Fault("the PDF was not made", where=TEMPLATE)
    return made


def _told(brief: Brief, moment: datetime) -> dict[str, Any]:
    header = dict(brief.header)
    return {
        "title": brief.title,
        "originator": header.get("Originator", ""),
        "serial": header.get("Serial", ""),
        "date": {"year": moment.year, "month": moment.month, "day": moment.day},
        "marking": brief.marking,
        "draft": brief.draft,
        "banner": brief.banner,
        "header": [list(pair) for pair in brief.header],
        "sections": [
            {
                "number": s.number,
                "title": s.title,
                "kind": s.kind,
                "items": [form_of(i, brief) for i in s.items],
            }
            for s in brief.sections
        ],
        "citations": references(brief),
    }
