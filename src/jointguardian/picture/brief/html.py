"""A brief as one self-contained page: light and dark, printable, citations as links."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from .markdown import reference
from .tree import Assessed, Brief, Entered, Note, Ref, Sentence, Table


def render(brief: Brief, base: str = "") -> str:
    """The page; every text is escaped, every link starts with `base`."""
    return _template().render(
        brief=brief,
        href=lambda ref: href(ref, base),
        reference=reference,
        form=form,
    )


def form(item: object) -> str:
    """Which form of item it is, for templates."""
    forms = {Note: "note", Sentence: "sentence", Table: "table", Assessed: "assessed"}
    return {**forms, Entered: "entered"}[type(item)]


def href(ref: Ref, base: str = "") -> str | None:
    """Where a reference leads: a report, a place in it, an incident or a product; facts lead nowhere."""
    if ref.kind == "fact":
        return None
    if ref.kind in ("incident", "product"):
        return f"{base}/{ref.kind}/{ref.id}"
    if ref.report is None or ref.report == ref.id:
        return f"{base}/report/{ref.id}"
    return f"{base}/report/{ref.report}#{ref.id}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("jointguardian.picture", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("brief.html.j2")
