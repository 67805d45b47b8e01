"""A brief as one self-contained page: light and dark, printable, references as links."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from .tree import Brief, Note, Ref, Sentence, Table


def render(brief: Brief, base: str = "") -> str:
    """The page; every text is escaped, every link starts with `base`."""
    return _template().render(
        brief=brief,
        href=lambda ref: href(ref, base),
        is_note=lambda item: isinstance(item, Note),
        is_sentence=lambda item: isinstance(item, Sentence),
        is_table=lambda item: isinstance(item, Table),
    )


def href(ref: Ref, base: str = "") -> str | None:
    """Where a reference leads: a report, a place in it, or an incident; facts lead nowhere."""
    if ref.kind == "fact":
        return None
    if ref.kind == "incident":
        return f"{base}/incident/{ref.id}"
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
