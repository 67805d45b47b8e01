"""The text of a version: composed of its frozen picture, kept when it is released, checked later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import msgspec

from .. import __version__
from ..access import Viewer
from ..domain import Product, ProductDocument
from ..domain.product import RELEASED, WITHDRAWN
from ..errors import InputError
from ..picture.brief import Brief, Entered, brief_of, compose_brief
from ..picture.brief.tree import ENTRY
from ..picture.products import OUT, assessed, differences, head_of, state_of
from .product_material import Materials
from .product_store import ProductStore, Steps, marking_of


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a released version is as it was released, and whether its picture still gives the same."""

    product: str
    version: int
    serial: str
    document: bool
    picture: bool
    what: str

    @property
    def ok(self) -> bool:
        """Both hold."""
        return self.document and self.picture


class Texts:
    """Composes, keeps and checks the texts of one operation's products."""

    def __init__(self, store: ProductStore, materials: Materials) -> None:
        self.store, self.materials = store, materials

    def composed(
        self,
        viewer: Viewer,
        product: Product,
        steps: Steps,
        *,
        fresh: bool = False,
    ) -> Brief:
        """The text as its frozen picture and the persons who wrote into it give it."""
        stuff = self.materials.of(product, fresh=fresh)
        judged = tuple(assessed(e) for e in self.store.estimates(viewer, product))
        whole = replace(stuff, estimates=judged)
        return compose_brief(
            stuff.picture,
            product.kind,
            product.period_hours,
            material=whole,
            lines=self.store.lines(viewer, product),
            head=head_of(product, steps, marking_of(product)),
        )

    def document(self, viewer: Viewer, id_: str, version: int | None = None) -> Brief:
        """The text of a version: what was released as it was released, a draft composed anew."""
        product, steps, _ = self.store.found(viewer, id_, version)
        if state_of(steps) not in OUT:
            return self.composed(viewer, product, steps)
        stored = self.store.document(viewer, product)
        brief = brief_of(msgspec.json.decode(stored.tree))
        return self._standing(brief, product, steps)

    def _standing(self, brief: Brief, product: Product, steps: Steps) -> Brief:
        """A released document, with a withdrawal on its face where there was one; else byte for byte."""
        if state_of(steps) != WITHDRAWN:
            return brief
        words = head_of(product, steps, marking_of(product)).state
        header = tuple((k, words if k == "State" else v) for k, v in brief.header)
        return replace(brief, header=header, banner=words)

    def check(self, viewer: Viewer, id_: str, version: int | None = None) -> Checked:
        """Whether a released version's document is whole and its frozen picture gives the same text."""
        product, steps, _ = self.store.found(viewer, id_, version)
        told = (product.id, product.version, product.serial)
        if state_of(steps) not in OUT:
            return Checked(
                *told, False, False, f"it is {state_of(steps)}: only what was released is checked"
            )
        stored = self.store.document(viewer, product)
        brief = brief_of(msgspec.json.decode(stored.tree))
        whole = _digests(brief) == (stored.markdown, stored.html, stored.json)
        out = steps[: next(n for n, s in enumerate(steps, 1) if s.state == RELEASED)]
        again = self.composed(viewer, product, out, fresh=True)
        same = again == brief
        changed = differences(brief, again)
        what = "as released" if whole and same else _told(whole, changed, stored.method)
        return Checked(*told, whole, same, what)

    def complete(self, viewer: Viewer, product: Product) -> None:
        """Raises InputError where a line that a person must fill in is empty."""
        brief = self.composed(viewer, product, ())
        empty = [i.label for s in brief.sections if s.kind == ENTRY for i in s.items
                 if isinstance(i, Entered) and not i.text]  # fmt: skip
        if empty:
            raise InputError(
                f"not filled in: {'; '.join(empty)}",
                way_out="write “not known” where it is not known",
            )

    def freeze(self, viewer: Viewer, product: Product, steps: Steps) -> None:
        """Keeps the text as released, with its digests."""
        brief = self.composed(viewer, product, steps, fresh=True)
        told = _digests(brief)
        document = ProductDocument(
            product.id, product.version, brief.json(), *told, f"jointguardian {__version__}"
        )
        self.store.add("product_documents", document, product)


def _digests(brief: Brief) -> tuple[str, str, str]:
    """The SHA-256 of a product as Markdown, HTML and JSON."""
    texts = (brief.markdown(), brief.html(), brief.json())
    md, html, json = (sha256(t.encode()).hexdigest() for t in texts)
    return md, html, json


def _told(whole: bool, changed: Sequence[tuple[str, str, str]], method: str) -> str:
    if not whole:
        return "the stored document does not have the digests that it was released with"
    if not changed:
        return f"the picture gives another text than the one released with {method}"
    section, sign, text = changed[0]
    what = "more" if sign == "+" else "less"
    return f"the picture at its DTG now says {what}, first in “{section}”: {text[:120]}"
