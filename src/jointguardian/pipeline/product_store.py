"""The rows of products: read for a viewer, added under the product's own marking."""

from dataclasses import replace
from datetime import datetime

from ..access import Viewer
from ..domain import Estimate, Marking, Product, ProductDocument, ProductLine, ProductStep
from ..errors import UnknownName
from ..picture.products import Listed, listed, moment, state_of
from .operation import Operation

Steps = tuple[ProductStep, ...]


def marking_of(product: Product) -> Marking:
    """The marking that a product and all its rows carry."""
    return Marking(product.level, frozenset(product.compartments), frozenset(product.sight))


class ProductStore:
    """One operation's products as rows."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation

    def versions(self, viewer: Viewer, as_of: datetime | None) -> tuple[Listed, ...]:
        """Every version in sight with its state.

        In a replay every row counts, and products of pictures later than `as_of` are left out.
        """
        record, replay = self.operation.record, self.operation.settings.replay
        seen = None if replay else as_of
        steps: dict[tuple[str, int], list[ProductStep]] = {}
        for step in record.facts(viewer, "product_steps", ProductStep, seen):
            steps.setdefault((step.product, step.version), []).append(step)
        rows = record.facts(viewer, "products", Product, seen)
        return tuple(
            listed(p, steps.get((p.id, p.version), []))
            for p in rows
            if not replay or as_of is None or moment(p.as_of) <= as_of
        )

    def found(
        self, viewer: Viewer, id_: str, version: int | None = None
    ) -> tuple[Product, Steps, tuple[Listed, ...]]:
        """A version (the newest unless named), its steps and all versions. Raises UnknownName."""
        rows = self.operation.record.facts(viewer, "products", Product, under=[id_])
        if not rows:
            raise UnknownName(f"no product {id_!r} is known", way_out="see the list of products")
        rows = tuple(sorted(rows, key=lambda p: p.version))
        wanted = version or rows[-1].version
        product = next((p for p in rows if p.version == wanted), None)
        if product is None:
            raise UnknownName(f"{rows[-1].serial} has no version {version}")
        every = tuple(listed(p, self.steps(viewer, p)) for p in rows)
        return product, self.steps(viewer, product), every

    def steps(self, viewer: Viewer, product: Product) -> Steps:
        """The steps of a version in order."""
        under = [product.id, product.version]
        rows = self.operation.record.facts(viewer, "product_steps", ProductStep, under=under)
        return tuple(sorted(rows, key=lambda s: s.number))

    def state(self, viewer: Viewer, product: Product) -> str:
        """The state of a version."""
        return state_of(self.steps(viewer, product))

    def lines(self, viewer: Viewer, product: Product) -> tuple[ProductLine, ...]:
        """What persons wrote into a version, in order."""
        under = [product.id, product.version]
        rows = self.operation.record.facts(viewer, "product_lines", ProductLine, under=under)
        return tuple(sorted((r for r in rows if r.state != "restored"), key=lambda r: r.key))

    def estimates(self, viewer: Viewer, product: Product) -> tuple[Estimate, ...]:
        """The standing estimates of a version, in order of their ids."""
        under = [product.id, product.version]
        rows = self.operation.record.facts(viewer, "estimates", Estimate, under=under)
        return tuple(sorted((e for e in rows if e.state == "standing"), key=lambda e: e.id))

    def document(self, viewer: Viewer, product: Product) -> ProductDocument:
        """What was released. Raises UnknownName."""
        under = [product.id, product.version]
        record = self.operation.record
        rows = record.facts(viewer, "product_documents", ProductDocument, under=under)
        if not rows:
            raise UnknownName("the released document is not there", way_out="guardian verify")
        return rows[0]

    def add(
        self, kind: str, row: Product | ProductLine | Estimate | ProductStep | ProductDocument,
        product: Product,
    ) -> None:  # fmt: skip
        """Adds a row of a product."""
        self.operation.record.add_facts(kind, [row], marking=marking_of(product))

    def copy(self, viewer: Viewer, old: Product, new: Product) -> None:
        """Adds a new version with everything that persons wrote into the old one."""
        for line in self.lines(viewer, old):
            self.add("product_lines", replace(line, version=new.version), new)
        for estimate in self.estimates(viewer, old):
            self.add("estimates", replace(estimate, version=new.version), new)
        self.add("products", new, new)
