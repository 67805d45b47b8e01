"""Products: drafted from a frozen picture, edited, assessed, prepared, approved, released, checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Lock

import msgspec

from .. import __version__
from ..access import Viewer, may_see, permits, require
from ..domain import Estimate, Order, Product, ProductDocument, ProductStep
from ..domain.ids import new_id
from ..domain.marking import LEVELS
from ..domain.product import APPROVED, DRAFT, PREPARED, RELEASED, SUPERSEDED, WITHDRAWN
from ..errors import InputError, NotPermitted, UnknownName
from ..picture.brief import (
    Brief,
    Citation,
    Kind,
    brief_of,
    compose_brief,
    kind_of,
    kinds,
    yardstick,
)
from ..picture.brief.compose import estimate_sections
from ..picture.brief.kinds import EITHER, INCIDENT
from ..picture.brief.tree import ENTRY, FACT, Entered, Ref
from ..picture.brief.yardstick import checked
from ..picture.products import (
    OUT,
    Due,
    Listed,
    assessed,
    checked_order,
    differences,
    due,
    head_of,
    next_serial,
    state_of,
    why_not,
)
from .known import KnownReader
from .operation import Operation
from .product_material import Materials
from .product_store import ProductStore, marking_of
from .product_words import Words

UNNAMED = ("", "local")
ACTIONS = {PREPARED: "draft", APPROVED: "approve", RELEASED: "release", WITHDRAWN: "release"}
"""What a person must be permitted to bring a version to a state; back to draft: to draft or approve."""


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
    steps: tuple[ProductStep, ...]
    versions: tuple[Listed, ...]
    estimates: tuple[Estimate, ...]
    flags: tuple[str, ...]
    steps_open: tuple[tuple[str, str], ...]
    editable: bool
    changes: tuple[tuple[str, str, str], ...] = ()


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


class Products:
    """One operation's products. Rows are only ever added; what was released never changes."""

    def __init__(self, operation: Operation, reader: KnownReader) -> None:
        self.operation = operation
        self.store = ProductStore(operation)
        self.materials = Materials(operation, reader, self.store)
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
        return due(self.orders(), self.store.versions(viewer, as_of), kinds(), now)

    def orders(self) -> tuple[Order, ...]:
        """The battle rhythm: the operation's settings, else its pack's orders, else the kinds' own."""
        settings, pack = self.operation.settings, self.operation.pack
        told = {o.kind: o for o in (pack.orders if pack else ())}
        made = []
        for kind in (k for k in kinds().values() if k.every):
            order = told.get(kind.id) or Order(
                kind.id, kind.hours, "18:00", "the kind's own interval"
            )
            hours = settings.intsum_hours if kind.id == "intsum" else 0
            if hours or settings.cutoff:
                order = Order(
                    kind.id, hours or order.every_hours, settings.cutoff or order.cutoff,
                    "the operation's settings", order.first)  # fmt: skip
            made.append(checked_order(order))
        return tuple(made)

    def hours(self, kind: Kind) -> int:
        """The period of a kind: by its order, else its own."""
        mine = next((o.every_hours for o in self.orders() if o.kind == kind.id), 0)
        return mine or (
            self.operation.settings.brief_period_hours if kind.id == "flash" else kind.hours
        )

    # --- one product -----------------------------------------------------------------------------

    def page(self, viewer: Viewer, id_: str, version: int | None = None) -> ProductPage:
        """A version (the newest unless named) with its text, steps and what is open. Raises UnknownName."""
        product, steps, versions = self.store.found(viewer, id_, version)
        state = state_of(steps)
        brief = self.document(viewer, id_, product.version)
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
            steps_open=self._open(viewer, steps, state),
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
        product, steps, _ = self.store.found(viewer, id_, version)
        if state_of(steps) not in OUT:
            return self._composed(viewer, product, steps)
        stored = self.store.document(viewer, product)
        brief = brief_of(msgspec.json.decode(stored.tree))
        return self._standing(brief, product, steps)

    def _standing(self, brief: Brief, product: Product, steps: tuple[ProductStep, ...]) -> Brief:
        """A released document, with a withdrawal on its face where there was one; else byte for byte."""
        if state_of(steps) != WITHDRAWN:
            return brief
        words = head_of(product, steps, marking_of(product)).state
        header = tuple((k, words if k == "State" else v) for k, v in brief.header)
        return replace(brief, header=header, banner=words)

    def sources(
        self, viewer: Viewer, id_: str, words: str = "", most: int = 30
    ) -> tuple[Citation, ...]:
        """Reports, events and claims of the period that a sentence can cite, those with the words first."""
        product, _, _ = self.store.found(viewer, id_)
        return self.materials.sources(product, words, most)

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
        again = self._composed(viewer, product, out, fresh=True)
        same = again == brief
        changed = differences(brief, again)
        what = "as released" if whole and same else _told(whole, changed, stored.method)
        return Checked(*told, whole, same, what)

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
        length = hours or self.hours(told)
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
        self._named(viewer)
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
                period_hours=hours or self.hours(told),
                by=viewer.name,
                at=now.isoformat(),
                incident=incident if told.about in (INCIDENT, EITHER) else None,
                level=_level(level or self.operation.settings.marking),
                compartments=tuple(sorted(compartments)),
                releasable_to=tuple(releasable_to),
                yardstick=self.operation.settings.yardstick,
                sight=_sight(viewer, releasable_to),
            )
            self._may_see(viewer, made)
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
        self._named(viewer)
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
            brief = self._composed(viewer, product, ())
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
            self._may_step(viewer, product, steps, state)
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
                self._complete(viewer, product)
            if state == RELEASED:
                self._freeze(viewer, product, (*steps, made))
            self.store.add("product_steps", made, product)
            if state == RELEASED:
                self._supersede(viewer, product, versions, made)
            return made

    def _may_step(
        self, viewer: Viewer, product: Product, steps: tuple[ProductStep, ...], state: str
    ) -> None:
        if state == DRAFT:
            if not permits(viewer, "approve"):
                require(viewer, "draft")
        elif state in ACTIONS:
            require(viewer, ACTIONS[state])
        else:
            raise InputError(f"{state!r} is no state", way_out=f"use {', '.join(ACTIONS)}")
        self._named(viewer)
        if refusal := why_not(state, viewer.name, steps):
            raise InputError(refusal)
        self._may_see(viewer, product)

    def _complete(self, viewer: Viewer, product: Product) -> None:
        """Raises InputError where a line that a person must fill in is empty."""
        brief = self._composed(viewer, product, ())
        empty = [i.label for s in brief.sections if s.kind == ENTRY for i in s.items
                 if isinstance(i, Entered) and not i.text]  # fmt: skip
        if empty:
            raise InputError(
                f"not filled in: {'; '.join(empty)}",
                way_out="write “not known” where it is not known",
            )

    def _freeze(self, viewer: Viewer, product: Product, steps: tuple[ProductStep, ...]) -> None:
        brief = self._composed(viewer, product, steps, fresh=True)
        told = _digests(brief)
        document = ProductDocument(
            product.id, product.version, brief.json(), *told, f"jointguardian {__version__}"
        )
        self.store.add("product_documents", document, product)

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

    # --- inside ----------------------------------------------------------------------------------

    def _composed(
        self,
        viewer: Viewer,
        product: Product,
        steps: tuple[ProductStep, ...],
        *,
        fresh: bool = False,
    ) -> Brief:
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

    def _changes(
        self, viewer: Viewer, product: Product, brief: Brief
    ) -> tuple[tuple[str, str, str], ...]:
        if product.version == 1:
            return ()
        return differences(self.document(viewer, product.id, product.version - 1), brief)

    def _open(
        self, viewer: Viewer, steps: tuple[ProductStep, ...], state: str
    ) -> tuple[tuple[str, str], ...]:
        found = []
        for to in (PREPARED, APPROVED, RELEASED, WITHDRAWN, DRAFT):
            action = ACTIONS.get(to, "draft")
            refusal = why_not(to, viewer.name, steps)
            if not refusal.startswith("a product that is"):
                may = permits(viewer, action) or (to == DRAFT and permits(viewer, "approve"))
                named = "" if viewer.name not in UNNAMED else "sign in with your name first"
                found.append((to, refusal or named if may else f"you may not {action}"))
        return tuple(found)

    def _draft(self, viewer: Viewer, id_: str, action: str = "draft") -> Product:
        """The newest version, open to changes by this viewer. Raises NotPermitted, InputError."""
        require(viewer, action)
        self._named(viewer)
        product, steps, _ = self.store.found(viewer, id_)
        if state_of(steps) != DRAFT:
            way_out = "make a new version" if state_of(steps) in OUT else "return it to draft first"
            raise InputError(
                f"a product that is {state_of(steps)} cannot be changed", way_out=way_out
            )
        return product

    def _named(self, viewer: Viewer) -> None:
        if viewer.name in UNNAMED:
            raise InputError(
                "a product needs a person's name", way_out="sign in, or give --by NAME"
            )

    def _may_see(self, viewer: Viewer, product: Product) -> None:
        if not may_see(viewer, marking_of(product)):
            raise NotPermitted(f"{viewer.name} may not see what is {marking_of(product)}")

    def _now(self) -> str:
        return self.operation.clock().astimezone(UTC).isoformat()


def _digests(brief: Brief) -> tuple[str, str, str]:
    """The SHA-256 of a product as Markdown, HTML and JSON."""
    texts = (brief.markdown(), brief.html(), brief.json())
    md, html, json = (sha256(t.encode()).hexdigest() for t in texts)
    return md, html, json


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


def _told(whole: bool, changed: Sequence[tuple[str, str, str]], method: str) -> str:
    if not whole:
        return "the stored document does not have the digests that it was released with"
    if not changed:
        return f"the picture gives another text than the one released with {method}"
    section, sign, text = changed[0]
    what = "more" if sign == "+" else "less"
    return f"the picture at its DTG now says {what}, first in “{section}”: {text[:120]}"
