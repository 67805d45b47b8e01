"""Products: drafted from a frozen picture, edited, assessed, prepared, approved, released, checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from ..access import Viewer, permits, require
from ..domain import Estimate, Order, Product, ProductStep
from ..domain.ids import new_id
from ..domain.marking import LEVELS
from ..domain.product import DRAFT, PREPARED, RELEASED, SUPERSEDED, WITHDRAWN
from ..errors import InputError, UnknownName
from ..picture.brief import (
    Brief,
    Citation,
    Kind,
    compose_brief,
    kind_of,
    kinds,
    yardstick,
)
from ..picture.brief.compose import estimate_sections
from ..picture.brief.kinds import EITHER, INCIDENT
from ..picture.brief.tree import ENTRY, FACT, Ref
from ..picture.brief.yardstick import checked
from ..picture.products import (
    OUT,
    Due,
    Listed,
    differences,
    due,
    next_serial,
    state_of,
)
from .known import KnownReader
from .operation import Operation
from .product_material import Materials
from .product_rhythm import hours_of, orders_of
from .product_steps import UNNAMED, open_steps, require_name, require_sight, require_step
from .product_store import ProductStore, Steps
from .product_text import Checked, Texts
from .product_words import Words


@dataclass(frozen=True, slots=True)
class ProductPage:
    """A version of a product with all that stands around it.

    `flags` are lines about words that do not keep to the rules; `steps_open` the states that the
    viewer may bring it to, each with why not (empty: he may).
    """

    product: Product
    kind: Kind
    brief: Brief
    state: str
    steps: Steps
    versions: tuple[Listed, ...]
    estimates: tuple[Estimate, ...]
    flags: tuple[str, ...]
    steps_open: tuple[tuple[str, str], ...]
    editable: bool
    changes: tuple[tuple[str, str, str], ...] = ()


class Products:
    """One operation's products. Rows are only ever added; what was released never changes."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation = operation
        self.store = ProductStore(operation)
        self.materials = Materials(operation, reader, self.store)
        self.texts = Texts(self.store, self.materials)
        self.words = Words(operation)
        self._one_at_a_time = Lock()

    # --- what there is ---------------------------------------------------------------------------

    def listed(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Listed, ...]:
        """The newest version of each product, the newest picture first.

        In a replay the moment looked at counts as in the room: products of later pictures are left out.
        """
        versions = self.store.versions(viewer, as_of)
        newest = {v.product.id: v for v in sorted(versions, key=lambda v: v.product.version)}
        return tuple(sorted(newest.values(), key=lambda v: v.product.as_of, reverse=True))

    def due(self, viewer: Viewer, as_of: datetime | None = None) -> tuple[Due, ...]:
        """What the operation's battle rhythm asks for, the overdue first."""
        now = as_of or self.operation.clock()
        return due(orders_of(self.operation), self.store.versions(viewer, as_of), kinds(), now)

    # --- one product -----------------------------------------------------------------------------

    def page(self, viewer: Viewer, id_: str, version: int | None = None) -> ProductPage:
        """A version (the newest unless named) with its text, steps and what is open. Raises UnknownName."""
        product, steps, versions = self.store.found(viewer, id_, version)
        state = state_of(steps)
        brief = self.texts.document(viewer, id_, product.version)
        estimates = self.store.estimates(viewer, product)
        kind = kind_of(product.kind)
        latest = max(v.product.version for v in versions)
        may = permits(viewer, "draft") and viewer.name not in UNNAMED
        editable = state == DRAFT and product.version == latest and may
        return ProductPage(
            product=product,
            kind=kind,
            brief=brief,
            state=state,
            steps=steps,
            versions=versions,
            estimates=estimates,
            flags=self.words.flags(product, self.store.lines(viewer, product), estimates)
            if state not in OUT
            else (),
            steps_open=open_steps(viewer, steps),
            editable=editable,
            changes=self._changes(viewer, product, brief),
        )

    def product(self, viewer: Viewer, id_: str, version: int | None = None) -> Product:
        """A version's own row. Raises UnknownName."""
        return self.store.found(viewer, id_, version)[0]

    def templates(self) -> tuple[str, ...]:
        """The names of the mission's own forms: `templates/NAME.docx` in the operation's folder."""
        folder = self.operation.folder / "templates"
        return tuple(sorted(p.stem for p in folder.glob("*.docx"))) if folder.is_dir() else ()

    def template(self, name: str) -> bytes:
        """One of them. Raises UnknownName."""
        if name not in self.templates():
            raise UnknownName(f"no form {name!r}", way_out="put it into templates/ as NAME.docx")
        return (self.operation.folder / "templates" / f"{name}.docx").read_bytes()

    def document(self, viewer: Viewer, id_: str, version: int | None = None) -> Brief:
        """The text of a version: what was released as it was released, a draft composed anew."""
        return self.texts.document(viewer, id_, version)

    def check(self, viewer: Viewer, id_: str, version: int | None = None) -> Checked:
        """Whether a released version's document is whole and its frozen picture gives the same text."""
        return self.texts.check(viewer, id_, version)

    def orders(self) -> tuple[Order, ...]:
        """The operation's battle rhythm."""
        return orders_of(self.operation)

    def sources(
        self, viewer: Viewer, id_: str, words: str = "", most: int = 30
    ) -> tuple[Citation, ...]:
        """Reports, events and claims of the period that a sentence can cite, those with the words first."""
        product, _, _ = self.store.found(viewer, id_)
        return self.materials.sources(product, words, most)

    def brief(
        self,
        viewer: Viewer,
        kind: str,
        as_of: datetime | None = None,
        hours: int | None = None,
        incident: str | None = None,
    ) -> Brief:
        """A product that nobody keeps: always a draft, seen as its viewer sees."""
        told = kind_of(kind)
        if told.about == INCIDENT and not incident:
            raise InputError(f"a {told.title.lower()} is about an incident", way_out="name one")
        length = hours or hours_of(self.operation, told)
        wanted = incident if told.about in (INCIDENT, EITHER) else None
        moment = as_of or self.operation.clock()
        stuff = self.materials.made(viewer, moment, timedelta(hours=length), wanted)
        return compose_brief(stuff.picture, kind, length, material=stuff)

    # --- writing ---------------------------------------------------------------------------------

    def new(
        self,
        viewer: Viewer,
        kind: str,
        *,
        as_of: datetime | None = None,
        incident: str | None = None,
        level: str | None = None,
        compartments: Sequence[str] = (),
        releasable_to: Sequence[str] = (),
        hours: int | None = None,
    ) -> Product:
        """A draft of a kind on the picture as known at `as_of` (now). Raises NotPermitted, InputError."""
        require(viewer, "draft")
        require_name(viewer)
        told, now = kind_of(kind), self.operation.clock()
        if told.about == INCIDENT and not incident:
            raise InputError(
                f"a {told.title.lower()} is about an incident",
                way_out="open the incident and begin it there",
            )
        if as_of is not None and as_of > now:
            raise InputError(
                "the picture of a later moment is not known yet", way_out="leave the moment open"
            )
        with self._one_at_a_time:
            frozen = min(as_of or now, now).astimezone(UTC).replace(microsecond=0)
            made = Product(
                id=new_id("p"),
                version=1,
                kind=kind,
                serial=next_serial(
                    told, (v.product for v in self.store.versions(viewer, None)), frozen
                ),
                as_of=frozen.isoformat(),
                period_hours=hours or hours_of(self.operation, told),
                by=viewer.name,
                at=now.isoformat(),
                incident=incident if told.about in (INCIDENT, EITHER) else None,
                level=_level(level or self.operation.settings.marking),
                compartments=tuple(sorted(compartments)),
                releasable_to=tuple(releasable_to),
                yardstick=self.operation.settings.yardstick,
                sight=_sight(viewer, releasable_to),
            )
            require_sight(viewer, made)
            if made.incident:
                self.materials.of(made)
            self.store.add("products", made, made)
        return made

    def refresh(self, viewer: Viewer, id_: str, as_of: datetime | None = None) -> Product:
        """Takes the picture anew, of now or of a moment; what persons wrote stays. Raises InputError."""
        with self._one_at_a_time:
            product = self._draft(viewer, id_)
            now = self.operation.clock()
            frozen = min(as_of or now, now).astimezone(UTC).replace(microsecond=0)
            moved = replace(product, as_of=frozen.isoformat(), by=viewer.name, at=now.isoformat())
            self.store.add("products", moved, moved)
            return moved

    def again(self, viewer: Viewer, id_: str) -> Product:
        """A new version of what was released, as a draft with everything that persons wrote."""
        require(viewer, "draft")
        require_name(viewer)
        with self._one_at_a_time:
            product, steps, _ = self.store.found(viewer, id_)
            if state_of(steps) not in OUT:
                raise InputError("this version is still open", way_out="change it instead")
            now = self.operation.clock()
            made = replace(product, version=product.version + 1, by=viewer.name, at=now.isoformat())
            self.store.copy(viewer, product, made)
            return made

    def write(
        self,
        viewer: Viewer,
        id_: str,
        section: str,
        key: str,
        text: str,
        refs: Sequence[str] = (),
        action: str = "change",
    ) -> None:
        """Changes a sentence in a person's words, takes it out, puts it back, or adds one that cites.

        Raises InputError for a sentence among facts that cites nothing, or that names a sealed person.
        """
        with self._one_at_a_time:
            product = self._draft(viewer, id_)
            nature = kind_of(product.kind).section(section).nature
            if nature not in (FACT, ENTRY):
                raise InputError("nothing is written here", way_out="use the assessment")
            line = self.words.line(
                product, section, key, text, refs, action, viewer.name, self._now()
            )
            brief = self.texts.composed(viewer, product, ())
            self.store.add(
                "product_lines",
                self.words.fitted(line, nature, brief, self.materials.of(product)),
                product,
            )

    def assess(
        self, viewer: Viewer, id_: str, *, text: str, term: str, confidence: str, reason: str,
        change: str = "", refs: Sequence[str] = (), estimate: str = "", state: str = "standing",
    ) -> Estimate:  # fmt: skip
        """Adds or changes an estimate. Raises InputError for a term outside of the yardstick, or a gap."""
        require(viewer, "assess")
        with self._one_at_a_time:
            product = self._draft(viewer, id_, action="assess")
            if not estimate_sections(kind_of(product.kind)):
                raise InputError(f"a {product.kind} has no assessment")
            by = yardstick(product.yardstick)
            words = [self.words.safe(t) for t in (text, reason, change)]
            found = checked(words[0], term, confidence, words[1], by)
            made = Estimate(product.id, product.version, estimate or new_id("a"), words[0], found.term,
                            by.id, confidence, words[1], words[2], viewer.name, self._now(),
                            tuple(r for r in refs if Ref.of(r)), state)  # fmt: skip
            self.store.add("estimates", made, product)
            return made

    def take_out(self, viewer: Viewer, id_: str, estimate: str) -> None:
        """Takes an estimate out of a draft."""
        product, _, _ = self.store.found(viewer, id_)
        found = next((e for e in self.store.estimates(viewer, product) if e.id == estimate), None)
        if found is None:
            raise UnknownName("there is no such estimate")
        require(viewer, "assess")
        self._draft(viewer, id_, action="assess")
        self.store.add(
            "estimates", replace(found, state="taken-out", by=viewer.name, at=self._now()), product
        )

    def step(
        self, viewer: Viewer, id_: str, state: str, note: str = "", to: Sequence[str] = ()
    ) -> ProductStep:
        """Brings the newest version to another state. Raises NotPermitted, InputError.

        Released means: the text is frozen with its digests, and an earlier version is superseded.
        """
        with self._one_at_a_time:
            product, steps, versions = self.store.found(viewer, id_)
            require_step(viewer, product, steps, state)
            note, to = self.words.safe(note), tuple(t.strip() for t in to if t.strip())
            if state == RELEASED and not to:
                to = product.releasable_to
            if state == RELEASED and not to:
                raise InputError("a release says to whom", way_out="name the organisations")
            if state == WITHDRAWN and not note:
                raise InputError("a withdrawal says why", way_out="write a note")
            made = ProductStep(
                product.id,
                product.version,
                len(steps),
                state,
                viewer.name,
                self._now(),
                note,
                tuple(to),
            )
            if state == PREPARED:
                self.texts.complete(viewer, product)
            if state == RELEASED:
                self.texts.freeze(viewer, product, (*steps, made))
            self.store.add("product_steps", made, product)
            if state == RELEASED:
                self._supersede(viewer, product, versions, made)
            return made

    # --- inside ----------------------------------------------------------------------------------

    def _supersede(
        self, viewer: Viewer, product: Product, versions: tuple[Listed, ...], by: ProductStep
    ) -> None:
        for old in versions:
            if old.product.version < product.version and old.state == RELEASED:
                number = len(self.store.steps(viewer, old.product))
                note = f"superseded by version {product.version}"
                self.store.add(
                    "product_steps",
                    replace(
                        by, version=old.product.version, number=number, state=SUPERSEDED, note=note
                    ),
                    old.product,
                )

    def _changes(
        self, viewer: Viewer, product: Product, brief: Brief
    ) -> tuple[tuple[str, str, str], ...]:
        if product.version == 1:
            return ()
        return differences(self.texts.document(viewer, product.id, product.version - 1), brief)

    def _draft(self, viewer: Viewer, id_: str, action: str = "draft") -> Product:
        """The newest version, open to changes by this viewer. Raises NotPermitted, InputError."""
        require(viewer, action)
        require_name(viewer)
        product, steps, _ = self.store.found(viewer, id_)
        if state_of(steps) != DRAFT:
            way_out = "make a new version" if state_of(steps) in OUT else "return it to draft first"
            raise InputError(
                f"a product that is {state_of(steps)} cannot be changed", way_out=way_out
            )
        return product

    def _now(self) -> str:
        return self.operation.clock().astimezone(UTC).isoformat()


def _level(level: str) -> str:
    """The level in lower case. Raises InputError for an unknown one."""
    wanted = level.casefold()
    if wanted not in LEVELS:
        raise InputError(f"{level!r} is no level", way_out=f"use one of {', '.join(LEVELS)}")
    return wanted


def _sight(viewer: Viewer, releasable_to: Sequence[str]) -> tuple[str, ...]:
    """The one organisation that a product is for, where its maker belongs to it; else none."""
    only = tuple(releasable_to)
    return only if len(only) == 1 and only[0] in viewer.organisations else ()
