"""A mapping proposed for a log: from the words of its headers and from what its columns hold."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from ..domain.log import COUNTED, MANY, LogColumn, LogMapping
from ..errors import InputError
from ..geo import fold, load_gazetteer
from .log_book import OURS, Book, Sheet, key_of, parts_of
from .log_cells import count_of, degrees_of, position_of
from .log_dates import order_of, parse_day, parse_time, zone_of
from .log_words import nothing, suggested_status, suggested_type, unknown, words

SAMPLE = 400
ENOUGH = 0.6
SOME = 0.3
"""Of the cells under a header that says what is counted; the others are pointed out."""
LOCAL_ZONE = "Europe/Belgrade"
"""What "local" means in the region. Source: IANA time zone database; Pristina keeps this time."""
MOST_WORDS = 200


def propose(book: Book, name: str) -> LogMapping:
    """The likeliest meaning of each column. Nothing of it is certain: a person looks at it."""
    sheet = book.first
    fields = _fields(sheet)
    columns = tuple(
        _column(sheet, n, f) for n, f in enumerate(fields) if not sheet.headers[n].startswith(OURS)
    )
    made = LogMapping(
        name=name,
        shape=sheet.shape,
        columns=columns,
        source=(sheet.title[0] if sheet.title else name)[:120],
        separator=sheet.separator or ";",
        sheet=sheet.name,
        title=sheet.title,
    )
    made = replace(
        made, day_first=order_of(cells_of(book, made, "date")).day_first, zone=_zone(sheet, made)
    )
    made = replace(made, serial_scope=_scope(book, made), fill_down=_fills(book, made))
    return completed(made, book)


def completed(mapping: LogMapping, book: Book) -> LogMapping:
    """The mapping with a suggestion for each word of the log that it does not know yet."""
    types, statuses = dict(mapping.types), dict(mapping.statuses)
    for word in values_of(book, mapping, "type"):
        types.setdefault(word, suggested_type(word) or "")
    for word in values_of(book, mapping, "status"):
        statuses.setdefault(word, suggested_status(word) or "")
    return replace(mapping, types=tuple(types.items()), statuses=tuple(statuses.items()))


def adapted(mapping: LogMapping, book: Book) -> LogMapping:
    """A saved mapping for a file whose columns stand in another order, or which has some more.

    The columns of the mapping keep their numbers: a row's cells are known by them.

    Raises InputError where a column that the mapping uses is not there.
    """
    by_key = {key_of(c.header): c for c in mapping.columns}
    headers = [key_of(h) for h in book.first.headers]
    gone = [
        c.header
        for c in mapping.columns
        if key_of(c.header) not in headers and c.field not in ("keep", "ignore")
    ]
    if gone:
        raise InputError(
            f"the mapping {mapping.name!r} uses columns that are not there: {', '.join(gone)}",
            where=book.file,
            way_out="choose another mapping, or none",
        )
    more = tuple(
        LogColumn(h)
        for h, k in zip(book.first.headers, headers, strict=True)
        if k not in by_key and not h.startswith(OURS)
    )
    columns = (*mapping.columns, *more)
    return completed(replace(mapping, columns=columns, shape=book.first.shape), book)


def in_order(mapping: LogMapping, before: LogMapping) -> LogMapping:
    """The mapping with the columns of an earlier one of its name in their places, new ones behind."""
    now = {key_of(c.header): c for c in mapping.columns}
    old = {key_of(c.header): c for c in before.columns}
    kept = tuple(now.get(k) or replace(c, field="keep") for k, c in old.items())
    return replace(mapping, columns=(*kept, *(c for k, c in now.items() if k not in old)))


def values_of(book: Book, mapping: LogMapping, field: str) -> list[str]:
    """The distinct words of a field's column, the commonest first."""
    found = Counter(" ".join(c.split()) for c in cells_of(book, mapping, field))
    return [word for word, _ in found.most_common(MOST_WORDS)]


def cells_of(book: Book, mapping: LogMapping, field: str) -> Iterable[str]:
    """All cells of a field's columns that are not blank, on all sheets."""
    wanted = {key_of(mapping.columns[n].header) for n in mapping.of_field(field)}
    return (
        c
        for s in book.sheets
        for n, header in enumerate(s.headers)
        if key_of(header) in wanted
        for c in s.column(n)
    )


def _fields(sheet: Sheet) -> list[str]:
    """The field of each column: the best score first, each single field once."""
    wishes = sorted(
        (-score, n, field)
        for n, header in enumerate(sheet.headers)
        for field, score in _wishes(header, sheet.column(n)[:SAMPLE])
    )
    given: dict[int, str] = {}
    taken: set[str] = set()
    for _, n, field in wishes:
        if n in given or (field in taken and field not in MANY):
            continue
        given[n] = field
        taken.add(field)
    if "text" not in taken:
        _longest_as_text(sheet, given)
    return [given.get(n, "keep") for n in range(len(sheet.headers))]


def _longest_as_text(sheet: Sheet, given: dict[int, str]) -> None:
    free = [n for n in range(len(sheet.headers)) if given.get(n, "keep") in ("keep", "text")]
    lengths = {n: _mean_length(sheet.column(n)[:SAMPLE]) for n in free}
    best = max(lengths, key=lambda n: lengths[n], default=None)
    if best is not None and lengths[best] >= 12:
        given[best] = "text"


def _wishes(header: str, cells: tuple[str, ...]) -> list[tuple[str, float]]:
    """What a column may hold, with how strongly it looks so (3: its name says so)."""
    if header.startswith(OURS):
        return [("ignore", 9.0)]
    found = dict(_by_header(header))
    fitting = {f: s for f, s in found.items() if not cells or _fits(f, cells)}
    for field, fits in _TELLING.items():
        if field not in found and cells and fits(cells):
            fitting[field] = 1.0
    if "aside" in fitting:
        fitting["text" if _is_prose(cells) else "keep"] = fitting.pop("aside") / 2
    return list(fitting.items())


def _by_header(header: str) -> Iterable[tuple[str, float]]:
    parts = parts_of(header)
    for field, known in words().headers.items():
        exact = [len(w) for w in known if w in parts]
        inside = [len(w) for w in known if len(w) > 2 and any(f" {w} " in f" {p} " for p in parts)]
        if exact:
            yield field, 3 + max(exact) / 100
        elif inside:
            yield field, 2 + max(inside) / 100


def _share(cells: tuple[str, ...], fits: Callable[[str], object]) -> float:
    return sum(_ok(fits, c) for c in cells) / max(1, len(cells))


def _ok(fits: Callable[[str], object], cell: str) -> bool:
    try:
        return bool(fits(cell))
    except InputError:
        return False


def _mean_length(cells: tuple[str, ...]) -> float:
    return sum(map(len, cells)) / max(1, len(cells))


def _is_prose(cells: tuple[str, ...]) -> bool:
    return _mean_length(cells) >= 25 and _share(cells, lambda c: len(c.split()) >= 4) > 0.4


def _is_date(cell: str) -> bool:
    return _ok(lambda c: parse_day(c, True), cell) or _ok(lambda c: parse_day(c, False), cell)


def _is_day(cell: str) -> bool:
    """A date that nobody takes for a number."""
    return not re.fullmatch(r"\d+(?:\.\d+)?", cell) and _is_date(cell)


def _is_number(cell: str) -> bool:
    return cell.isdigit()


def _is_count(cell: str) -> bool:
    count_of(cell, "killed", "", "")
    return True


def _is_time(cell: str) -> bool:
    return bool(parse_time(cell))


def _is_position(cell: str) -> bool:
    return bool(position_of(cell, "34T"))


def _few(cells: tuple[str, ...]) -> bool:
    return len(set(cells)) <= max(12, len(cells) // 2) and _mean_length(cells) <= 50


def _are_places(cells: tuple[str, ...]) -> bool:
    some = tuple(dict.fromkeys(cells))[:30]
    lookup = load_gazetteer().lookup
    return (
        _mean_length(cells) < 40 and _share(some, lambda c: c[:1].isalpha() and lookup(c)) >= ENOUGH
    )


def _are_types(cells: tuple[str, ...]) -> bool:
    some = tuple(dict.fromkeys(cells))[:60]
    return _few(cells) and _share(some, suggested_type) >= ENOUGH


def _fits(field: str, cells: tuple[str, ...]) -> bool:
    check = _CHECKS.get(field)
    return check is None or check(cells)


def _each(test: Callable[[str], object]) -> Callable[[tuple[str, ...]], bool]:
    return lambda cells: _share(cells, test) >= ENOUGH


def _one_of(letters: str) -> Callable[[tuple[str, ...]], bool]:
    return _each(lambda c: len(c) == 1 and c.upper() in letters)


_CHECKS: dict[str, Callable[[tuple[str, ...]], bool]] = {
    "date": _each(_is_date),
    "time": _each(_is_time),
    "zone": _each(lambda c: zone_of(c) is not None or c),
    "mgrs": _each(_is_position),
    "lat": _each(lambda c: degrees_of(c, "lat") is not None),
    "lon": _each(lambda c: degrees_of(c, "lon") is not None),
    "grade": _each(lambda c: re.fullmatch(r"[A-Fa-f]\s*[-/]?\s*[1-6]", c)),
    "reliability": _one_of("ABCDEF"),
    "credibility": _one_of("123456"),
    "type": lambda cells: _mean_length(cells) <= 60 and not _is_prose(cells),
    "status": _few,
    "text": lambda cells: not _each(_is_count)(cells) and _mean_length(cells) > 8,
    "place": lambda cells: _mean_length(cells) <= 80 and not _each(_is_number)(cells),
    "municipality": lambda cells: _mean_length(cells) <= 60 and not _each(_is_number)(cells),
    "actors": lambda cells: not _each(_is_count)(cells),
    "recipients": lambda cells: not _each(_is_count)(cells),
    "person": lambda cells: not _each(_is_count)(cells),
    "source": lambda cells: not _each(_is_number)(cells),
    **{kind: lambda cells: _share(cells, _is_count) >= SOME for kind in COUNTED},
}
"""What the cells under a header must look like, or the header is taken to mean something else."""

_TELLING: dict[str, Callable[[tuple[str, ...]], bool]] = {
    "date": _each(_is_day),
    "time": _each(lambda c: re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", c)),
    "mgrs": _each(lambda c: re.match(r"\d{2}\s*[A-Z]", c) and position_of(c, "")),
    "grade": _each(lambda c: re.fullmatch(r"[A-F][1-6]", c)),
    "type": _are_types,
    "place": _are_places,
    "text": _is_prose,
}
"""Columns that their content tells, whatever their header says."""


def _column(sheet: Sheet, n: int, field: str) -> LogColumn:
    header = sheet.headers[n]
    form = sheet.forms[n] if n < len(sheet.forms) else "text"
    if form == "text" and field in ("date", "time"):
        form = written_form(sheet.column(n)[:SAMPLE], field)
    return LogColumn(header=header, field=field, label=header if field == "text" else "",
                     who=_who(header, field), form=form)  # fmt: skip


def _who(header: str, field: str) -> str:
    """Whom a column counts: what its header says beside the word for the count."""
    if field not in COUNTED:
        return ""
    bare = f" {key_of(re.sub(r'[/|()]', ' ', header))} "
    for word in sorted(words().headers[field], key=len, reverse=True):
        bare = bare.replace(f" {word} ", " ", 1) if f" {word} " in bare else bare
    rest = " ".join(
        w for w in bare.split() if w not in ("no", "of", "number", "total", "broj", "nr")
    )
    for group, known in words().who.items():
        if rest in known:
            return group
    return rest if len(rest) > 1 else ""


def written_form(cells: tuple[str, ...], field: str) -> str:
    """How a column of texts writes its dates or times, in the letters of a spreadsheet's formats."""
    found = Counter(_date_form(c) if field == "date" else _time_form(c) for c in cells)
    found.pop("", None)
    return f"text {found.most_common(1)[0][0]}" if found else "text"


def _date_form(cell: str) -> str:
    if re.fullmatch(r"\d{6}\s*[A-Za-z]\s*[A-Za-z]{3}\s*\d{2,4}", cell):
        return "dtg"
    if re.match(r"\d{4}-\d{2}-\d{2}", cell):
        return "yyyy-mm-dd"
    if found := re.match(r"\d{1,2}([./-])\d{1,2}[./-](\d{4}|\d{2})(\.?)", cell):
        year = "y" * len(found[2])
        return f"D{found[1]}M{found[1]}{year}{found[3]}"
    if re.match(r"\d{1,2}[ -][^\W\d_]{3}", cell):
        return "dd mmm yyyy"
    return ""


def _time_form(cell: str) -> str:
    if re.match(r"\d{4}", cell):
        return "hhmm"
    return "hh:mm" if re.match(r"\d{1,2}[:.]\d{2}", cell) else ""


def _zone(sheet: Sheet, mapping: LogMapping) -> str:
    """The zone that a header names in brackets ("Time (B)", "vreme (lokalno)"); else Z."""
    for n in (*mapping.of_field("time"), *mapping.of_field("date")):
        for said in re.findall(r"[(\[]([^)\]]+)[)\]]", sheet.headers[n]):
            try:
                return said.strip() if zone_of(said) else LOCAL_ZONE
            except InputError:
                continue
        if re.search(r"\b(?:local|locale|lokaln\w*|ortszeit|lokale)\b", fold(sheet.headers[n])):
            return LOCAL_ZONE
    return "Z"


def _scope(book: Book, mapping: LogMapping) -> str:
    """Within what the serials are unique: the log, a day, or a sheet."""
    serials, dates = mapping.of_field("serial"), mapping.of_field("date")
    if not serials:
        return "log"
    ids = [(s.name, _at(row, dates), _at(row, serials)) for s in book.sheets for _, row in s.rows]
    ids = [i for i in ids if i[2]]
    if len({i[2] for i in ids}) == len(ids):
        return "log"
    return "day" if len({i[1:] for i in ids}) >= len({(i[0], i[2]) for i in ids}) else "sheet"


def _at(row: tuple[str, ...], columns: tuple[int, ...]) -> str:
    return " ".join(row[n].strip() for n in columns if n < len(row))


def _fills(book: Book, mapping: LogMapping) -> bool:
    """Whether blank dates stand below the one that they mean, as in merged cells."""
    dates = mapping.of_field("date")
    rows = [row for s in book.sheets for _, row in s.rows]
    if not dates or not rows or not _at(rows[0], dates):
        return False
    blank = sum(not _at(row, dates) for row in rows)
    return 0.05 * len(rows) < blank


@cache
def says_nothing(cell: str) -> bool:
    """Whether a cell is blank or says "nil", "unknown" and the like."""
    key = fold(cell) or cell.strip()
    return key in nothing() or key in unknown()
