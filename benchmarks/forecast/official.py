"""The official benchmark files, scored: the published digits must come out. `python -m benchmarks.forecast.official`"""

from jointguardian.pipeline.forecast_files import score_file

from . import DATA, row

PUBLISHED = {
    "conflictology": (14.48, 9.15, 21.34, 76.85, 124.00),
    "boot_240": (23.58, 22.46, 31.42, 86.63, 120.25),
    "last": (20.17, 9.48, 23.70, 85.61, 131.02),
}
"""CRPS of the windows 2018 to 2022, final actuals (../shared/reference/views-challenge.md)."""


def main() -> int:
    """1 where a score differs from what was published."""
    if not DATA.is_dir():
        print("no data: set GUARDIAN_DATA")
        return 0
    wrong = 0
    for name, published in PUBLISHED.items():
        told = [
            score_file(
                DATA / "official_benchmarks" / str(year) / f"bm_{name}_cm_{year}.parquet",
                DATA / f"cm_actuals_{year}.parquet",
            )
            for year in range(2018, 2023)
        ]
        crps = [t.crps for t in told]
        same = all(f"{c:.2f}" == f"{p:.2f}" for c, p in zip(crps, published, strict=True))
        wrong += not same
        ign, mis = (sum(getattr(t, m) for t in told) / len(told) for m in ("ign", "mis"))
        note = ", IGN of 1,000 resampled" if told[0].ign_resampled else ""
        row(
            f"official file {name}: CRPS 2018 to 2022 to the published digits; IGN, MIS ({told[0].draws} draws{note})",
            f"{', '.join(f'{c:.2f}' for c in crps)}: {'yes' if same else 'NO'}; {ign:.3f}, {mis:.1f}",
            "yes",
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
