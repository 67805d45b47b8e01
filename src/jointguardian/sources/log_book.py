"""A log: the tables of its sheets, each below its header row, wherever that stands."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from ..domain.ids import digest
from ..errors import UnreadableFile
from ..geo import fold
from .log_grid import Cells, Grid, Grids, read_grids
from .log_words import words

LOOKED_AT = 60
OURS = "Guardian: "
"""How the columns begin that the system added on the way out; they are not taken in again."""
RELEASED = "# Released by "
"""How the first line of a file that the system wrote begins."""

NEUTRALISED = re.compile(r"'+[=+\-@\t\n]")
"""A cell that got an apostrophe in front, so that no spreadsheet takes it for a formula."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: what stands above its header, the headers, and its rows, each with its number."""

    name: str
    title: Cells
    header_row: int
    headers: Cells
    rows: tuple[tuple[int, Cells], ...]
    forms: tuple[str, ...]
    separator: str = ""
    ours: bool = False

    @property
    def shape(self) -> str:
        """A digest of the headers in any order: the same for the same log of another day."""
        own = sorted(key_of(h) for h in self.headers if h and not h.startswith(OURS))
        return digest(own)[:20]

    def column(self, n: int) -> tuple[str, ...]:
        """The cells of a column, those that are not blank."""
        return tuple(c for _, row in self.rows if n < len(row) and (c := row[n].strip()))


@dataclass(frozen=True, slots=True)
class Book:
    """The tables of a file that look alike, and what was left out."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    @property
    def first(self) -> Sheet:
        """The table whose headers the others share."""
        return self.sheets[0]

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(len(s.rows) for s in self.sheets)


def read_book(data: bytes, name: str) -> Book:
    """The log in a file. Raises UnreadableFile where no sheet holds a table."""
    grids = read_grids(data, name)
    tables = [t for g in grids.sheets if (t := table_of(g)) is not None]
    if not tables:
        raise UnreadableFile(
            "no table with a row of headers was found", where=grids.file,
            way_out="put one row with the names of the columns above the first entry",
        )  # fmt: skip
    largest = max(tables, key=lambda t: (_known_headers(t.headers), len(t.rows)))
    alike = tuple(t for t in tables if t.shape == largest.shape)
    return Book(grids.file, alike, (*grids.notes, *_left_out(grids, alike)))


def _left_out(grids: Grids, taken: tuple[Sheet, ...]) -> list[str]:
    used = {t.name for t in taken}
    other = [g.name for g in grids.sheets if g.name not in used]
    return [f"sheets with other columns are left out: {', '.join(other)}"] if other else []


def table_of(grid: Grid) -> Sheet | None:
    """The table of a grid: its header is the row whose words look most like names of columns."""
    head = grid.rows[:LOOKED_AT]
    scored = [(_header_score(n, grid), -n) for n in range(len(head))]
    if not scored or max(scored)[0] <= 0:
        return None
    at = -max(scored)[1]
    number, cells = grid.rows[at]
    ours = any(c.startswith(RELEASED) for _, row in grid.rows[:at] for c in row)
    above = tuple(line for _, row in grid.rows[:at] if (line := _line(row)))
    title = tuple(line for line in above if not line.startswith("#")) if ours else above
    width = max((len(row) for _, row in grid.rows[at:]), default=len(cells))
    headers = _named(cells, grid.rows[at - 1][1] if at else (), width)
    folded = [key_of(h) for h in headers]
    rows = tuple(
        (n, tuple(bare(c) for c in row) if ours else row)
        for n, row in grid.rows[at + 1 :]
        if [key_of(c) for c in row] != folded[: len(row)]  # a header repeated on each page
    )
    forms = tuple(grid.forms.get(n, "text") for n in range(width))
    return Sheet(grid.name, title, number, headers, rows, forms, grid.separator, ours)


def bare(cell: str) -> str:
    """A cell that the system wrote to a .csv, without the apostrophe that keeps it from running."""
    return cell[1:] if NEUTRALISED.match(cell) else cell


def _line(row: Cells) -> str:
    return " ".join(c.strip() for c in row if c.strip())


def _named(cells: Cells, above: Cells, width: int) -> Cells:
    """The headers, each told from its namesakes; a blank one takes the words above it, or a letter."""
    found: list[str] = []
    seen: Counter[str] = Counter()
    for n in range(width):
        own = " ".join(cells[n].split()) if n < len(cells) else ""
        over = " ".join(above[n].split()) if n < len(above) else ""
        name = own or over or f"Column {letter(n)}"
        seen[key_of(name)] += 1
        found.append(name if seen[key_of(name)] == 1 else f"{name} ({seen[key_of(name)]})")
    return tuple(found)


def letter(n: int) -> str:
    """The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA."""
    name = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(65 + rest) + name
    return name


def _header_score(n: int, grid: Grid) -> float:
    """Known words count most; then that all is text, that no word stands twice, that rows follow."""
    _, cells = grid.rows[n]
    said = [c.strip() for c in cells if c.strip()]
    if len(said) < 2 or any(len(c) > 80 for c in said):
        return 0.0
    wordy = sum(bool(re.search(r"[^\W\d_]", c)) and not re.search(r"\d{2}", c) for c in said)
    below = grid.rows[n + 1 : n + 6]
    wide = sum(len([c for c in row if c.strip()]) >= len(said) / 3 for _, row in below)
    apart = len({key_of(c) for c in said}) / len(said)
    return (
        3.0 * _known_headers(cells)
        + 2.0 * wordy / len(said)
        + apart
        + min(wide, 3) / 3
        + min(len(said), 8) / 8
        - 2.5
    )


def _known_headers(cells: Cells) -> int:
    known = header_words()
    return sum(any(part in known for part in parts_of(c)) for c in cells if c)


@cache
def header_words() -> frozenset[str]:
    """All folded words of headers."""
    return frozenset(w for all_ in words().headers.values() for w in all_)


def key_of(header: str) -> str:
    """A header as it is compared: folded; one of signs alone as it stands."""
    return fold(header) or header.strip()


@cache
def parts_of(header: str) -> tuple[str, ...]:
    """A header folded: whole, without what stands in brackets, and its languages apart."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header)
    pieces = [header, bare, *re.split(r"[/|\n;–]", bare)]
    return tuple(dict.fromkeys(k for p in pieces if (k := key_of(p))))
