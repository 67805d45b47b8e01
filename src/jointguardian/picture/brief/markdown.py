"""A brief as Markdown."""

from collections.abc import Iterator, Sequence

from .tree import Brief, Item, Note, Ref, Section, Sentence, Table


def render(brief: Brief) -> str:
    """Headings, sentences with their references in brackets, tables with a column of references."""
    lines = [f"# {_plain(brief.title)}", ""]
    if brief.banner:
        lines += [f"> **{_plain(brief.banner)}**", ""]
    lines += [f"- **{label}:** {_plain(value)}" for label, value in brief.header]
    for section in brief.sections:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"## {section.number}. {_plain(section.title)}"
    for item in section.items:
        yield ""
        yield from _item(item)


def _item(item: Item) -> Iterator[str]:
    if isinstance(item, Note):
        yield f"*{_plain(item.text)}*"
    elif isinstance(item, Sentence):
        yield f"{_plain(item.text)} {_marks(item.refs)}"
    else:
        yield from _table(item)


def _table(table: Table) -> Iterator[str]:
    columns = (*table.columns, "Rests on")
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(c) for c in row.cells)} | {_marks(row.refs)} |"


def _marks(refs: Sequence[Ref]) -> str:
    return " ".join(f"[{_cell(r.mark)}]" for r in refs)


def _plain(text: str) -> str:
    """Text that Markdown takes as it stands: no markup out of a source's words."""
    for sign in ("\\", "`", "*", "_", "<", "[", "]"):
        text = text.replace(sign, "&lt;" if sign == "<" else f"\\{sign}")
    return " ".join(text.split())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
