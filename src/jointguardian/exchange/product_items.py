"""A product's items as plain values, with their citations: what the document formats are made of."""

from typing import Any

from ..picture.brief import Assessed, Brief, Entered, Note, Ref, Sentence
from ..picture.brief.markdown import reference
from ..picture.brief.tree import Item


def form_of(item: Item, brief: Brief) -> dict[str, Any]:
    """An item with its form (note, entered, sentence, assessed, table) and its citations."""
    if isinstance(item, Note):
        return {"form": "note", "text": item.text}
    if isinstance(item, Entered):
        by = f" (entered by {item.by})" if item.by else ""
        return {"form": "entered", "label": item.label, "text": (item.text or "not filled in") + by}
    if isinstance(item, Sentence):
        return {"form": "sentence", "text": item.text, "cites": _cites(item.refs, brief)}
    if isinstance(item, Assessed):
        return {
            "form": "assessed",
            "text": item.text,
            "term": item.term.capitalize(),
            "range": item.range,
            "confidence": item.confidence,
            "reason": item.reason,
            "change": item.change or "not said",
            "by": item.by,
            "cites": _cites(item.refs, brief),
        }
    rows = [{"cells": list(r.cells), "cites": _cites(r.refs, brief)} for r in item.rows]
    return {"form": "table", "columns": list(item.columns), "rows": rows}


def _cites(refs: tuple[Ref, ...], brief: Brief) -> list[dict[str, Any]]:
    return [{"n": c.n, "invented": c.invented} for c in brief.cited(refs)]


def marks(cites: list[dict[str, Any]]) -> str:
    """ "[1, 4 invented]"; empty without citations."""
    found = (f"{c['n']} invented" if c["invented"] else str(c["n"]) for c in cites)
    text = ", ".join(found)
    return f"[{text}]" if text else ""


def references(brief: Brief) -> list[dict[str, Any]]:
    """The numbered citations as lines."""
    return [{"n": c.n, "text": f"{reference(c)} {c.ref.mark}"} for c in brief.citations]
