"""The pool against conflictology-12, nested, on the windows asked for and on those that choices were made on. `python -m benchmarks.forecast.skill`"""

from jointguardian.forecast.backtest import BackTest, back_test
from jointguardian.forecast.panel import read_panel

from . import PANEL, keep, row

MUSTS = {"crps": ("-3 %", "-6 %, interval excludes 0"), "ign": ("≤ 0.60", "≤ 0.55"), "mis": ("≤ 0.95 ×", "≤ 0.90 ×"), "log1p_crps": ("lower", "-6 %")}  # fmt: skip


def main() -> int:
    """1 where a must is not reached; the last row says which."""
    if not PANEL.exists():
        print("no data: set GUARDIAN_DATA")
        return 0
    panel = read_panel(PANEL)
    made = {}
    for years in ((2010, 2017), (2018, 2022)):
        made[years] = back_test(panel, range(years[0], years[1] + 1))
        _rows(made[years], f"{years[0]} to {years[1]}", scored=years[0] == 2018)
    for name in ("last", "bootstrap", "zero"):
        other = back_test(panel, range(2018, 2023), model=name)
        m = other.mean
        row(f"2018 to 2022, {name}: CRPS, IGN, MIS, log1p-CRPS", f"{m['crps']:.2f}, {m['ign']:.3f}, {m['mis']:.0f}, {m['log1p_crps']:.4f}")  # fmt: skip
    told = made[2018, 2022]
    keep(_dated(told))
    musts = {
        "CRPS": told.ratios["crps"].of_means <= 0.97,
        "ignorance": told.mean["ign"] <= 0.60,
        "interval score, ratio of the means": told.ratios["mis"].of_means <= 0.95,
        "interval score, mean of the ratios": told.ratios["mis"].mean_of_windows <= 0.95,
        f"CRPS without {told.without}": told.ratio_without < 1,
        "log1p-CRPS": told.ratios["log1p_crps"].of_means < 1,
        "coverage": 0.85 <= told.mean["coverage90"] <= 0.97,
    }
    missed = [name for name, reached in musts.items() if not reached]
    row("2018 to 2022, musts that are not reached", ", ".join(missed) or "none")
    return 1 if missed else 0


def _dated(told: BackTest) -> dict[str, str]:
    """Means of the model and ratios to the reference, as the dated row has them."""
    means = {name: f"{value:.4f}" for name, value in told.mean.items()}
    ratios = {f"{name}_ratio": f"{r.of_means:.4f}" for name, r in told.ratios.items()}
    windows = {f"{name}_ratio_mean": f"{r.mean_of_windows:.4f}" for name, r in told.ratios.items()}
    return {"windows": "2018-2022", **means, **ratios, **windows}


def _rows(told: BackTest, windows: str, *, scored: bool) -> None:
    a, b = told.mean, told.mean_reference
    row(
        f"{windows}: pool; conflictology-12: CRPS, IGN, MIS, log1p-CRPS",
        f"{a['crps']:.2f}, {a['ign']:.3f}, {a['mis']:.0f}, {a['log1p_crps']:.4f}; {b['crps']:.2f}, {b['ign']:.3f}, {b['mis']:.0f}, {b['log1p_crps']:.4f}",
    )
    for name, ratio in told.ratios.items():
        (low, high), (first, last) = ratio.of_means_interval, ratio.mean_of_windows_interval
        row(
            f"{windows}, {name}: ratio of the means (90 % over countries); mean of the windows' ratios",
            f"{ratio.of_means:.3f} ({low:.3f} to {high:.3f}); {ratio.mean_of_windows:.3f} ({first:.3f} to {last:.3f})",
            *(MUSTS[name] if scored else ("", "")),
        )
    by_year = ", ".join(f"{w.year} {w.model['crps'] / w.reference['crps']:.3f}" for w in told.windows)  # fmt: skip
    row(f"{windows}, CRPS, ratio by window", by_year)
    row(
        f"{windows}, CRPS without country {told.without}, ratio",
        f"{told.ratio_without:.3f}",
        *(("lower", "-6 %") if scored else ("", "")),
    )
    row(
        f"{windows}, 90 % interval holds: pool, conflictology-12; Brier at 25 or more: both",
        f"{a['coverage90']:.1%}, {b['coverage90']:.1%}; {a['brier_25']:.4f}, {b['brier_25']:.4f}",
        *(("85–97 %", "88–93 %") if scored else ("", "")),
    )
    ahead = ", ".join(f"{r.name}: {r.crps / r.crps_reference:.3f}" for r in told.horizons)
    row(f"{windows}, CRPS, ratio by months ahead", ahead)


if __name__ == "__main__":
    raise SystemExit(main())
