"""`/products`: what was written and what is due; `/product/{id}`: one product, from draft to release."""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from litestar import MediaType, Response, get, post
from litestar.params import FromPath, FromQuery, JSONBody, URLEncodedBody
from litestar.response import Redirect

from ...access import permits
from ...domain import Estimate, Product, ProductStep
from ...domain.assessment import CONFIDENCE
from ...domain.dates import parse_moment
from ...domain.marking import LEVELS
from ...errors import InputError
from ...exchange.docx_template import fill_docx
from ...exchange.product_forms import FORMS, WORD
from ...picture.brief import Citation, kinds, yardstick
from ...picture.brief.html import form as item_form
from ...picture.brief.html import href
from ...picture.brief.kinds import PERIOD
from ...picture.products import Due, Listed, moment
from ...pipeline.product_steps import UNNAMED
from ...pipeline.products import ProductPage
from ..answer_kinds import ProductTold
from ..answers import Ask, page, twin
from ..asked import Asked, asked
from ..desk import Desk, DeskOf

SHOWN = 50
# Each handler has a path of its own: Litestar 2.25 wraps one that shares its path, and runs in a
# thread, twice.
Many = list[str] | str
"""What a form sends for a name that it can have several times."""


class NewProduct(msgspec.Struct, kw_only=True):
    """A product to begin. `as_of`: the moment of its picture, empty for now; `to`: organisations."""

    kind: str
    as_of: str = ""
    incident: str = ""
    level: str = ""
    to: str = ""


class Line(msgspec.Struct, kw_only=True):
    """What a person writes: `action` is change, take-out, restore or add; `refs` what it rests on."""

    section: str
    key: str = ""
    text: str = ""
    refs: Many = ""
    action: str = "change"


class Judged(msgspec.Struct, kw_only=True):
    """An estimate; `take_out` names one to take out instead."""

    text: str = ""
    term: str = ""
    confidence: str = ""
    reason: str = ""
    change: str = ""
    estimate: str = ""
    take_out: str = ""
    refs: Many = ""


class Step(msgspec.Struct, kw_only=True):
    """A step of the workflow: to which state, why, and (for a release) to whom."""

    state: str
    note: str = ""
    to: str = ""


class Move(msgspec.Struct, kw_only=True):
    """`again`: a new version; `refresh`: the picture anew, of `as_of` (empty: now)."""

    act: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class ProductList:
    """The products, newest picture first, and what the battle rhythm asks for."""

    products: tuple[Listed, ...]
    due: tuple[Due, ...]


def _many(text: str) -> tuple[str, ...]:
    return tuple(t.strip() for t in text.replace(";", ",").split(",") if t.strip())


def _refs(refs: Many) -> tuple[str, ...]:
    return tuple(r for r in ([refs] if isinstance(refs, str) else refs) if r)


def _list(desk: DeskOf, wish: Asked) -> ProductList:
    products = desk.room.products
    return ProductList(
        products.listed(desk.viewer, wish.as_of), products.due(desk.viewer, wish.as_of)
    )


@get("/products", media_type=MediaType.HTML, sync_to_thread=True)
def products_page(
    request: Ask,
    desk: Desk,
    as_of: FromQuery[str | None] = None,
    kind: FromQuery[str | None] = None,
    standing: FromQuery[str | None] = None,
    start: FromQuery[int] = 0,
) -> Response[str]:
    """What is due, and the products by DTG, of one kind or state or all."""
    wish = asked(as_of)
    found = _list(desk, wish)
    some = [
        p
        for p in found.products
        if kind in (None, "", p.product.kind) and standing in (None, "", p.state)
    ]
    begin = max(start, 0)
    return page(
        desk, request, "products.html", wish, nav="products",
        due=found.due, products=some[begin : begin + SHOWN], total=len(some), start=begin,
        step=SHOWN, kinds=kinds(), kind=kind or "", standing=standing or "",
        states=tuple(dict.fromkeys(p.state for p in found.products)),
        may=permits(desk.viewer, "draft"), moment_of=moment,
        named=desk.viewer.name not in UNNAMED,
    )  # fmt: skip


@get("/products/new", media_type=MediaType.HTML, sync_to_thread=True)
def new_page(
    request: Ask,
    desk: Desk,
    kind: FromQuery[str] = "sitrep",
    incident: FromQuery[str | None] = None,
    as_of: FromQuery[str | None] = None,
) -> Response[str]:
    """The form that begins a product, filled in as far as the address says."""
    wish = asked(as_of)
    about = desk.room.incident(desk.viewer, incident, wish.as_of).incident if incident else None
    offered = {k: v for k, v in kinds().items() if about or v.about != "incident"}
    return page(
        desk, request, "product_new.html", wish, nav="products",
        kinds=offered, kind=kind if kind in offered else next(iter(offered)), incident=about,
        levels=LEVELS, as_of=wish.stamp or _opening(desk),
    )  # fmt: skip


def _opening(desk: DeskOf) -> str:
    """In a replay the first of its moments; else now."""
    replays = bool(getattr(desk.room, "replays", False))
    first = desk.room.moments[0].as_of if replays and desk.room.moments else None
    return f"{first:%Y-%m-%dT%H:%M:%SZ}" if first else ""


def _new(desk: DeskOf, data: NewProduct) -> Product:
    return desk.room.products.new(
        desk.viewer,
        data.kind,
        as_of=parse_moment(data.as_of) if data.as_of.strip() else None,
        incident=data.incident or None,
        level=data.level or None,
        releasable_to=_many(data.to),
    )


@post("/products/begin", sync_to_thread=True)
def new_form(desk: Desk, data: URLEncodedBody[NewProduct]) -> Redirect:
    """Begins a draft and goes to it."""
    return Redirect(f"/product/{_new(desk, data).id}", status_code=303)


@get("/product/{product:str}", media_type=MediaType.HTML, sync_to_thread=True)
def product_page(
    request: Ask,
    desk: Desk,
    product: FromPath[str],
    version: FromQuery[int | None] = None,
    edit: FromQuery[str | None] = None,
    add: FromQuery[str | None] = None,
    words: FromQuery[str | None] = None,
) -> Response[str]:
    """One version with its text to edit, its workflow, versions and downloads."""
    told = desk.room.products.page(desk.viewer, product, version)
    found = desk.room.products.sources(desk.viewer, product, words or "") if add else ()
    return page(
        desk, request, "product.html", Asked(moment(told.product.as_of)), nav="products",
        told=told, edit=edit or "", add=add or "", words=words or "", found=found,
        href=href, form=item_form, yard=yardstick(told.product.yardstick), confidence=CONFIDENCE,
        forms=tuple(FORMS), templates=_templates(desk), assess=permits(desk.viewer, "assess"),
        moment_of=moment, here_=f"/product/{product}",
        named=desk.viewer.name not in UNNAMED,
        estimate={e.id: e for e in told.estimates}.get(edit or ""), period=PERIOD,
    )  # fmt: skip


@get("/product/{product:str}/sources", media_type=MediaType.HTML, sync_to_thread=True)
def sources_part(
    request: Ask, desk: Desk, product: FromPath[str], words: FromQuery[str | None] = None
) -> Response[str]:
    """The citations that hold the words, to pick from."""
    found = desk.room.products.sources(desk.viewer, product, words or "")
    return page(desk, request, "product_sources.html", Asked(), found=found)


@get("/product/{product:str}/file", sync_to_thread=True)
def product_file(
    desk: Desk,
    product: FromPath[str],
    form: FromQuery[str] = "pdf",
    version: FromQuery[int | None] = None,
    template: FromQuery[str | None] = None,
) -> Response[bytes]:
    """A version as a file; one that is not released says DRAFT across it in every form."""
    if form not in FORMS:
        raise InputError(f"{form!r} is not a form", way_out=f"use {', '.join(FORMS)}")
    products = desk.room.products
    told = products.product(desk.viewer, product, version)
    brief = products.document(desk.viewer, product, told.version)
    at = moment(told.as_of)
    if template:
        form = "docx"
        own = desk.room.products.template(template)
        raw, media = fill_docx(brief, at, own, f"{template}.docx"), WORD
    else:
        raw, media = FORMS[form].write(brief, at), FORMS[form].media
    name = f"{told.serial} v{told.version}{' DRAFT' if brief.draft else ''}.{form}"
    plain = "".join(c if c.isalnum() or c in ".-" else "-" for c in name)
    headers = {"content-disposition": f'attachment; filename="{plain}"'}
    return Response(raw, media_type=media, headers=headers)


def _templates(desk: DeskOf) -> tuple[str, ...]:
    return desk.room.products.templates()


def _write(desk: DeskOf, product: str, data: Line) -> None:
    desk.room.products.write(
        desk.viewer, product, data.section, data.key, data.text, _refs(data.refs), data.action
    )


@post("/product/{product:str}/line", sync_to_thread=True)
def line_form(desk: Desk, product: FromPath[str], data: URLEncodedBody[Line]) -> Redirect:
    """Writes a line, and goes back to it."""
    _write(desk, product, data)
    return Redirect(
        f"/product/{product}#{f'line-{data.key}' if data.key else f's-{data.section}'}",
        status_code=303,
    )


def _assess(desk: DeskOf, product: str, data: Judged) -> Estimate | None:
    products = desk.room.products
    if data.take_out:
        products.take_out(desk.viewer, product, data.take_out)
        return None
    return products.assess(
        desk.viewer, product, text=data.text, term=data.term, confidence=data.confidence,
        reason=data.reason, change=data.change, refs=_refs(data.refs), estimate=data.estimate,
    )  # fmt: skip


@post("/product/{product:str}/estimate", sync_to_thread=True)
def estimate_form(desk: Desk, product: FromPath[str], data: URLEncodedBody[Judged]) -> Redirect:
    """Adds, changes or takes out an estimate."""
    _assess(desk, product, data)
    return Redirect(f"/product/{product}#s-assessment", status_code=303)


@post("/product/{product:str}/step", sync_to_thread=True)
def step_form(desk: Desk, product: FromPath[str], data: URLEncodedBody[Step]) -> Redirect:
    """Takes a step of the workflow."""
    desk.room.products.step(desk.viewer, product, data.state, data.note, _many(data.to))
    return Redirect(f"/product/{product}", status_code=303)


@post("/product/{product:str}/move", sync_to_thread=True)
def move_form(desk: Desk, product: FromPath[str], data: URLEncodedBody[Move]) -> Redirect:
    """A new version, or the picture taken anew."""
    _move(desk, product, data)
    return Redirect(f"/product/{product}", status_code=303)


def _move(desk: DeskOf, product: str, data: Move) -> Product:
    when: datetime | None = parse_moment(data.as_of) if data.as_of.strip() else None
    if data.act == "again":
        return desk.room.products.again(desk.viewer, product)
    if data.act == "refresh":
        return desk.room.products.refresh(desk.viewer, product, when)
    raise InputError(f"{data.act!r} is nothing to do", way_out="use again or refresh")


@get("/api/products", sync_to_thread=True)
def products_twin(desk: Desk, as_of: FromQuery[str | None] = None) -> Response[ProductList]:
    """The products and what is due."""
    return twin(_list(desk, asked(as_of)))


@get("/api/product/{product:str}", sync_to_thread=True)
def product_twin(
    desk: Desk, product: FromPath[str], version: FromQuery[int | None] = None
) -> Response[ProductTold]:
    """A version: its state, steps, versions, flags and text."""
    told = desk.room.products.page(desk.viewer, product, version)
    return twin(_plain(told))


def _plain(told: ProductPage) -> dict[str, object]:
    return {
        "product": told.product,
        "state": told.state,
        "steps": told.steps,
        "versions": told.versions,
        "estimates": told.estimates,
        "flags": told.flags,
        "changes": told.changes,
        "text": told.brief.plain(),
    }


@get("/api/product/{product:str}/sources", sync_to_thread=True)
def sources_twin(
    desk: Desk, product: FromPath[str], words: FromQuery[str | None] = None
) -> Response[tuple[Citation, ...]]:
    """What a sentence can cite."""
    return twin(desk.room.products.sources(desk.viewer, product, words or ""))


@post("/api/products/begin", status_code=201, sync_to_thread=True)
def new_twin(desk: Desk, data: JSONBody[NewProduct]) -> Response[Product]:
    """Begins a draft."""
    answer: Response[Product] = twin(_new(desk, data))
    answer.status_code = 201
    return answer


@post("/api/product/{product:str}/line", status_code=200, sync_to_thread=True)
def line_twin(desk: Desk, product: FromPath[str], data: JSONBody[Line]) -> Response[ProductTold]:
    """Writes a line; answers with the version."""
    _write(desk, product, data)
    return twin(_plain(desk.room.products.page(desk.viewer, product)))


@post("/api/product/{product:str}/estimate", status_code=200, sync_to_thread=True)
def estimate_twin(
    desk: Desk, product: FromPath[str], data: JSONBody[Judged]
) -> Response[Estimate | None]:
    """Adds, changes or takes out an estimate."""
    return twin(_assess(desk, product, data))


@post("/api/product/{product:str}/step", status_code=200, sync_to_thread=True)
def step_twin(desk: Desk, product: FromPath[str], data: JSONBody[Step]) -> Response[ProductStep]:
    """Takes a step of the workflow."""
    return twin(
        desk.room.products.step(desk.viewer, product, data.state, data.note, _many(data.to))
    )


@post("/api/product/{product:str}/move", status_code=200, sync_to_thread=True)
def move_twin(desk: Desk, product: FromPath[str], data: JSONBody[Move]) -> Response[Product]:
    """A new version, or the picture taken anew."""
    return twin(_move(desk, product, data))


ROUTES = (
    products_page, new_page, new_form, product_page, sources_part, product_file, line_form,
    estimate_form, step_form, move_form, products_twin, product_twin, sources_twin, new_twin,
    line_twin, estimate_twin, step_twin, move_twin,
)  # fmt: skip
