"""What one series' columns mean, and how its rows become the columns of `SeriesEvent`."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from ..domain import Rejected
from .tables import OVERFLOW, RAW_LIMIT, ROW, Dialect, Raw, raw_blocks

TEXT, NUMBER, COUNT = pl.String, pl.Float64, pl.Int64
SERIES_SCHEMA = pl.Schema({
    "series": TEXT, "native_id": TEXT, "start": TEXT, "end": TEXT, "date_precision": TEXT,
    "actor": TEXT, "target": TEXT, "code": TEXT, "type": TEXT, "scale": NUMBER,
    "place": TEXT, "country": TEXT, "lat": NUMBER, "lon": NUMBER,
    "low": COUNT, "best": COUNT, "high": COUNT,
})  # fmt: skip
NUMBERS = ("scale", "lat", "lon", "low", "best", "high")
COUNTS = ("low", "best", "high")
YEARS = (1900, 2200)
DEATHS_LIMIT = 10_000_000
_CLOCK = r"[ T]\d{1,2}:\d{2}.*$"


@dataclass(frozen=True, slots=True)
class Layout:
    """One series' file format, as data.

    `columns` gives for a column of SeriesEvent its possible names in the file (lower case, the
    first one filled counts); `required` those of SeriesEvent without which the file is refused;
    `extra` are further file columns that `precision` (an expression for the date precision) and
    `vague` (true where the point stands for a country or more, and is left out) look at.
    `identity` are the columns that make a row's id when the file has none.
    """

    series: str
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    dates: tuple[str, ...] = ("%Y-%m-%d",)
    type_of: Callable[[str], str | None] | None = None
    weight_of: Callable[[str], float | None] | None = None
    extra: tuple[str, ...] = ()
    precision: pl.Expr | None = None
    vague: pl.Expr | None = None
    identity: tuple[str, ...] = ("start", "actor", "target", "code")
    separator: str | None = None
    quote: str | None = '"'
    names: tuple[str, ...] | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def dialect(self) -> Dialect:
        """How its table is written and which columns are read."""
        wanted = [n for names in self.columns.values() for n in names]
        return Dialect(
            tuple(dict.fromkeys([*wanted, *self.extra])), self.separator, self.quote, self.names
        )


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """Events in exactly the columns of SeriesEvent, and the rows that could not be taken in."""

    frame: pl.DataFrame
    rejected: tuple[Rejected, ...]


def batches(path: Path, layout: Layout) -> Iterator[SeriesFile]:
    """The file's events, block by block. Raises UnreadableFile for a whole-file problem."""
    needed = [layout.columns[c] for c in layout.required]
    seen: dict[str, int] = {}
    for raw in raw_blocks(path, layout.dialect, needed):
        yield _taken_in(str(path), raw, layout, seen)


def _taken_in(path: str, raw: Raw, layout: Layout, seen: dict[str, int]) -> SeriesFile:
    typed = _typed(raw.frame, layout)
    good = typed.filter(pl.col("_reason").is_null())
    bad = typed.filter(pl.col("_reason").is_not_null())
    frame = _completed(good, layout, seen)
    return SeriesFile(frame, raw.rejected + _rejected(path, bad, raw.frame))


def _rejected(path: str, bad: pl.DataFrame, raw: pl.DataFrame) -> tuple[Rejected, ...]:
    if bad.is_empty():
        return ()
    shown = raw.join(bad.select(ROW, "_reason"), on=ROW, maintain_order="left")
    line = pl.concat_str(
        pl.exclude(ROW, "_reason", OVERFLOW), separator=",", ignore_nulls=True
    ).str.slice(0, RAW_LIMIT)
    rows = shown.select(ROW, "_reason", line.alias("_line")).iter_rows()
    return tuple(Rejected(path, row, why, text or "") for row, why, text in rows)


def _typed(raw: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """The raw columns, the typed ones beside them, and `_reason` where a row is refused."""
    ask = {c: pl.coalesce(names) for c, names in layout.columns.items()}
    start = _day(ask["start"], layout.dates)
    end = _day(ask.get("end", ask["start"]), layout.dates)
    frame = raw.with_columns(
        start.alias("=start"),
        pl.coalesce(end, pl.when(ask.get("end", ask["start"]).is_null()).then(start)).alias("=end"),
        *[_number(ask.get(c)).alias(f"={c}") for c in NUMBERS],
    )
    whys = [pl.when(bad).then(pl.lit(why)) for why, bad in _checks(ask, layout)]
    return frame.with_columns(pl.coalesce(whys).alias("_reason"))


def _day(text: pl.Expr, formats: tuple[str, ...]) -> pl.Expr:
    bare = text.str.replace(_CLOCK, "")
    return pl.coalesce([bare.str.to_date(f, strict=False) for f in formats])


def _number(text: pl.Expr | None) -> pl.Expr:
    if text is None:
        return pl.lit(None, pl.Float64)
    number = text.cast(pl.Float64, strict=False)
    return pl.when(number.is_finite()).then(number)


def _checks(ask: Mapping[str, pl.Expr], layout: Layout) -> Iterator[tuple[str, pl.Expr]]:
    start, end = pl.col("=start"), pl.col("=end")
    yield "more fields than columns", pl.col(OVERFLOW).is_not_null()
    for column in layout.required:
        if column not in ("start", "end"):
            yield f"no {column} is given", ask[column].is_null()
    yield "no date is given", ask["start"].is_null()
    yield "the date is not one", start.is_null() | end.is_null()
    within = start.dt.year().is_between(*YEARS) & end.dt.year().is_between(*YEARS)
    yield f"the date lies outside the years {YEARS[0]} to {YEARS[1]}", ~within
    yield "it ends before it starts", end < start
    for column in NUMBERS:
        if column in ask:
            yield (
                f"{column} is not a number",
                ask[column].is_not_null() & pl.col(f"={column}").is_null(),
            )
    yield from _range_checks()


def _range_checks() -> Iterator[tuple[str, pl.Expr]]:
    lat, lon = pl.col("=lat"), pl.col("=lon")
    yield "the latitude lies outside -90 to 90", ~lat.is_between(-90, 90)
    yield "the longitude lies outside -180 to 180", ~lon.is_between(-180, 180)
    yield "one coordinate is given without the other", lat.is_null() != lon.is_null()
    yield "the weight lies outside -10 to 10", ~pl.col("=scale").is_between(-10, 10)
    for column in COUNTS:
        count = pl.col(f"={column}")
        yield f"{column} is below 0", count < 0
        yield (
            f"{column} is not a whole number of people",
            ((count != count.floor()) | (count > DEATHS_LIMIT)),
        )
    low, best, high = (pl.col(f"={c}") for c in COUNTS)
    yield "low, best and high are out of order", (low > best) | (best > high) | (low > high)


def _completed(good: pl.DataFrame, layout: Layout, seen: dict[str, int]) -> pl.DataFrame:
    """The SeriesEvent columns of accepted rows."""
    texts = {
        c: pl.coalesce(layout.columns[c]) if c in layout.columns else pl.lit(None, pl.String)
        for c in ("native_id", "actor", "target", "code", "place", "country", "type")
    }
    exact = ~layout.vague.fill_null(value=False) if layout.vague is not None else pl.lit(value=True)
    frame = good.select(
        pl.lit(layout.series).alias("series"),
        texts["native_id"].alias("native_id"),
        pl.col("=start").dt.strftime("%Y-%m-%d").alias("start"),
        pl.col("=end").dt.strftime("%Y-%m-%d").alias("end"),
        _precision(layout).alias("date_precision"),
        *[
            texts[c].fill_null(layout.fixed.get(c, "")).alias(c)
            for c in ("actor", "target", "code")
        ],
        texts["type"].alias("type"),
        pl.col("=scale").alias("scale"),
        texts["place"].alias("place"),
        texts["country"].alias("country"),
        *[pl.when(exact).then(pl.col(f"={c}")).alias(c) for c in ("lat", "lon")],
        *[pl.col(f"={c}").cast(pl.Int64).alias(c) for c in COUNTS],
    )
    return (
        _identified(_coded(frame, layout), layout, seen).select(*SERIES_SCHEMA).cast(SERIES_SCHEMA)
    )


def _precision(layout: Layout) -> pl.Expr:
    """The series' own precision, else what the length from start to end allows."""
    days = (pl.col("=end") - pl.col("=start")).dt.total_days()
    told = layout.precision if layout.precision is not None else pl.lit(None, pl.String)
    by_length = (
        pl.when(days == 0).then(pl.lit("day"))
        .when(days <= 7).then(pl.lit("week"))
        .when(days <= 31).then(pl.lit("month"))
        .otherwise(pl.lit("year"))
    )  # fmt: skip
    return pl.coalesce(told, by_length)


def _coded(frame: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """PLOVER type and weight by the series' crosswalk, once per distinct code."""
    codes = frame["code"].unique().to_list()
    if layout.type_of is not None:
        types = {c: layout.type_of(c) for c in codes}
        frame = frame.with_columns(_looked_up(types, pl.String).alias("type"))
    if layout.weight_of is not None:
        weights = {c: layout.weight_of(c) for c in codes}
        told = pl.col("scale")
        frame = frame.with_columns(
            pl.coalesce(told, _looked_up(weights, pl.Float64)).alias("scale")
        )
    return frame


def _looked_up(table: Mapping[str, object], dtype: type[pl.DataType]) -> pl.Expr:
    return pl.col("code").replace_strict(
        list(table), list(table.values()), default=None, return_dtype=dtype
    )


def _identified(frame: pl.DataFrame, layout: Layout, seen: dict[str, int]) -> pl.DataFrame:
    """Ids for rows without one: a digest of the row and its place among rows that are the same.

    `seen` counts the rows of earlier blocks and is brought up to date.
    """
    if frame["native_id"].null_count() == 0:
        return frame
    key = pl.concat_str(
        [pl.col(c).cast(pl.String).fill_null("") for c in layout.identity], separator="|"
    )
    ids: list[str] = []
    for row, own in frame.select(key.alias("key"), "native_id").iter_rows():
        if own is not None:
            ids.append(own)
            continue
        seen[row] = seen.get(row, 0) + 1
        ids.append(hashlib.blake2b(f"{row}|{seen[row]}".encode(), digest_size=10).hexdigest())
    return frame.with_columns(pl.Series("native_id", ids, dtype=pl.String))
