"""A brief as Markdown."""

from collections.abc import Iterator, Sequence

from .tree import Assessed, Brief, Citation, Entered, Item, Note, Ref, Section, Sentence, Table

DRAFT = "> **DRAFT. Not released by a person. Do not pass on.**"


def render(brief: Brief) -> str:
    """Headings, sentences with citations in brackets, tables with a column of citations, references."""
    lines = [f"# {_plain(brief.title)}", ""]
    lines += [DRAFT, ""] if brief.draft else []
    if brief.banner:
        lines += [f"> **{_plain(brief.banner)}**", ""]
    lines += [f"- **{label}:** {_plain(value)}" for label, value in brief.header]
    for section in brief.sections:
        lines += ["", *_section(section, brief)]
    lines += ["", "## References", ""]
    lines += [_reference(c) for c in brief.citations] or ["*None.*"]
    lines += ["", DRAFT] if brief.draft else []
    return "\n".join(lines) + "\n"


def _section(section: Section, brief: Brief) -> Iterator[str]:
    yield f"## {section.number}. {_plain(section.title)}"
    if section.kind == "assessment":
        yield ""
        yield "*Assessment, apart from the facts above.*"
    for item in section.items:
        yield ""
        yield from _item(item, brief)


def _item(item: Item, brief: Brief) -> Iterator[str]:
    if isinstance(item, Note):
        yield f"*{_plain(item.text)}*"
    elif isinstance(item, Entered):
        by = f" (entered by {_plain(item.by)})" if item.by else ""
        yield f"- **{_plain(item.label)}:** {_plain(item.text) or 'not filled in'}{by}"
    elif isinstance(item, Sentence):
        yield f"{_plain(item.text)} {marks(item.refs, brief)}".rstrip()
    elif isinstance(item, Assessed):
        yield from _assessed(item, brief)
    else:
        yield from _table(item, brief)


def _assessed(item: Assessed, brief: Brief) -> Iterator[str]:
    cited = marks(item.refs, brief)
    yield f"**{item.term.capitalize()} ({item.range}):** {_plain(item.text)} {cited}".rstrip()
    yield ""
    yield f"- Confidence: **{item.confidence}**, because {_plain(item.reason)}"
    yield f"- Would change it: {_plain(item.change) or 'not said'}"
    yield f"- Assessed by {_plain(item.by)}"


def _table(table: Table, brief: Brief) -> Iterator[str]:
    columns = (*table.columns, "Rests on")
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    for row in table.rows:
        yield f"| {' | '.join(_cell(c) for c in row.cells)} | {marks(row.refs, brief)} |"


def marks(refs: Sequence[Ref], brief: Brief) -> str:
    """ "[1, 4 invented]"."""
    found = (f"{c.n} invented" if c.invented else str(c.n) for c in brief.cited(tuple(refs)))
    text = ", ".join(found)
    return f"[{text}]" if text else ""


def _reference(citation: Citation) -> str:
    return f"{citation.n}. {_plain(reference(citation))} `{_cell(citation.ref.mark)}`".rstrip()


def reference(citation: Citation) -> str:
    """A citation on one line: source, title, day, grade, words, place in the text, hash."""
    c = citation
    invented = " (invented)" if c.invented else ""
    place = f"characters {c.start} to {c.end}" if c.end else ""
    parts = (
        f"{c.source}{invented}",
        f"“{c.title}”" if c.title else "",
        c.published,
        f"graded {c.grade}" if c.grade else "",
        f"“{c.quote}”" if c.quote else "",
        place,
        f"SHA-256 {c.sha256}" if c.sha256 else "",
    )
    return ", ".join(p for p in parts if p) + "."


def _plain(text: str) -> str:
    """Text that Markdown takes as it stands: no markup out of a source's words."""
    for sign in ("\\", "`", "*", "_", "<", "[", "]"):
        text = text.replace(sign, "&lt;" if sign == "<" else f"\\{sign}")
    return " ".join(text.split())


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
