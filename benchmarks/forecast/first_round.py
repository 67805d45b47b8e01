"""The first-round vintage against an entrant's own draws (Bodentien and Rüter), cell by cell. `python -m benchmarks.forecast.first_round`"""

import numpy as np
import polars as pl

from jointguardian.forecast.files import read, read_actuals
from jointguardian.forecast.forecaster import forecast
from jointguardian.forecast.months import month_id
from jointguardian.forecast.panel import Panel
from jointguardian.forecast.pool import Seen
from jointguardian.forecast.scores import score

from . import DATA, row

REPLICATES = 2000


def vintage() -> Panel:
    """The history as the first round had it; its countries are named, the files of the round have their ids."""
    names = pl.read_csv(DATA / "country_list.csv")
    ids = dict(zip(names["name"].to_list(), names["country_id"].to_list(), strict=True))
    frame = pl.read_csv(DATA / "first_round" / "cm_ged_sb_history_1990_2021_vintage2023.csv")
    columns = [c for c in frame.columns if c]
    values = frame.select(pl.col(columns).cast(pl.Float64, strict=False).fill_null(0.0)).to_numpy()
    return Panel(int(frame[""][0]), tuple(str(ids[c]) for c in columns), values)


def main() -> int:
    """Nothing must be reached."""
    folder = DATA / "first_round"
    if not folder.is_dir():
        print("no data: set GUARDIAN_DATA")
        return 0
    panel, memory = vintage(), dict[int, Seen]()
    at = {p: i for i, p in enumerate(panel.places)}
    ours, theirs = [], []
    for year in range(2018, 2022):
        begin = month_id(f"{year}-01")
        made = forecast(panel, begin - 3, range(3, 15), memory=memory)
        cells, drawn = read(folder / f"bodentien_rueter_cm_nbinom_test_window_{year}.parquet")
        came = read_actuals(folder / f"cm_actuals_{year}.parquet", cells)
        mine = np.array([made.draws[at[p], m - begin] for m, p in cells], float)
        ours.append(score(mine, came))
        theirs.append(score(drawn, came))
        places = np.array([at[p] for _, p in cells])
    a, b = (
        {m: np.concatenate([getattr(s, m) for s in side]) for m in ("crps", "ign", "mis")}
        for side in (ours, theirs)
    )
    where = np.tile(places, len(ours))
    for name, aim in (("crps", "lower"), ("ign", "lower"), ("mis", "")):
        sums = [np.bincount(where, side[name], minlength=len(at)) for side in (a, b)]
        rng = np.random.default_rng(1)
        drawn = rng.multinomial(len(at), np.full(len(at), 1 / len(at)), REPLICATES)
        ratio = (drawn @ sums[0]) / (drawn @ sums[1])
        low, high = np.quantile(ratio, (0.05, 0.95))
        row(
            f"first-round vintage 2018 to 2021, {name}: ours, the entrant's; ratio, paired by country (90 %)",
            f"{a[name].mean():.3f}, {b[name].mean():.3f}; {a[name].mean() / b[name].mean():.3f} ({low:.3f} to {high:.3f})",
            "reported",
            aim,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
