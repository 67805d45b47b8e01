"""H3 cells for the points of a series."""

import h3
import polars as pl

CELL_RESOLUTION = 7  # about 5 km² a cell; source: H3 cell statistics table
_DIGITS = 5  # coordinates are compared to about 1 m


def with_cells(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a column `cell`: the H3 cell of (lat, lon), null where a row has no point.

    Each distinct point is looked up once.
    """
    rounded = frame.with_columns(
        pl.col("lat").round(_DIGITS).alias("_lat"), pl.col("lon").round(_DIGITS).alias("_lon")
    )
    points = rounded.select("_lat", "_lon").drop_nulls().unique()
    cells = [h3.latlng_to_cell(lat, lon, CELL_RESOLUTION) for lat, lon in points.iter_rows()]
    known = points.with_columns(pl.Series("cell", cells, dtype=pl.String))
    joined = rounded.join(known, on=["_lat", "_lon"], how="left", maintain_order="left")
    return joined.drop("_lat", "_lon")
