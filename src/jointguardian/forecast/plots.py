"""A back-test as one page of drawings that opens anywhere: ratios by window, where outcomes lay in the draws, skill by horizon."""

from collections.abc import Sequence
from html import escape

from .backtest import COMPARED, BackTest

WIDE, LEFT = 640, 90
STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}"
    "svg{width:100%;height:auto}rect{fill:#2f6f8f}line{stroke:#888}text{font-size:12px}"
)


def page(made: BackTest) -> str:
    """The page, without scripts and without anything from elsewhere."""
    windows = ", ".join(str(w.year) for w in made.windows)
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>Back-test</title><style>{STYLE}</style><h1>Back-test: {escape(made.model)} against conflictology</h1>",
        f"<p>Windows {windows}; each learned from data to October of the year before, months 3 to 14 ahead. Below 1 is better.</p>",
    ]
    for name in COMPARED:
        ratios = [
            w.model[name] / w.reference[name] if w.reference[name] else 1.0 for w in made.windows
        ]
        told = made.ratios[name]
        parts.append(
            f"<h2>{name}</h2><p>Ratio of the means {told.of_means:.3f} (90 %: {_span(told.of_means_interval)}); "
            f"mean of the ratios {told.mean_of_windows:.3f} ({_span(told.mean_of_windows_interval)}).</p>"
            + _bars([str(w.year) for w in made.windows], ratios, 1.0, name)
        )
    tenths = [f"{i / 10:.1f}–{(i + 1) / 10:.1f}" for i in range(10)]
    parts.append("<h2>Where outcomes lay in the draws</h2><p>A tenth each would be calibrated; zeros that were expected lie in the middle.</p>"
                 + _bars(tenths, made.pit, 0.1, "share of outcomes"))  # fmt: skip
    by_month = [r.crps / r.crps_reference if r.crps_reference else 1.0 for r in made.horizons]
    parts.append("<h2>CRPS by months ahead, ratio</h2>" + _bars([r.name for r in made.horizons], by_month, 1.0, "ratio"))  # fmt: skip
    parts += [f"<p>{escape(note)}.</p>" for note in made.notes]
    return "\n".join(parts) + "</html>\n"


def _span(interval: tuple[float, float]) -> str:
    return f"{interval[0]:.3f} to {interval[1]:.3f}"


def _bars(names: Sequence[str], values: Sequence[float], mark: float, label: str) -> str:
    """Bars from zero with their values, and a line at a mark."""
    top = max([*values, mark, 1e-9]) * 1.15
    high = 22 * len(names) + 6
    scale = (WIDE - LEFT - 60) / top
    rows = "".join(
        f"<text x='{LEFT - 8}' y='{22 * i + 16}' text-anchor='end'>{escape(n)}</text>"
        f"<rect x='{LEFT}' y='{22 * i + 4}' width='{max(0.0, v) * scale:.1f}' height='16'/>"
        f"<text x='{LEFT + max(0.0, v) * scale + 5:.1f}' y='{22 * i + 16}'>{v:.3f}</text>"
        for i, (n, v) in enumerate(zip(names, values, strict=True))
    )
    line = f"<line x1='{LEFT + mark * scale:.1f}' x2='{LEFT + mark * scale:.1f}' y1='0' y2='{high}'/>"  # fmt: skip
    return f"<svg viewBox='0 0 {WIDE} {high}' role='img' aria-label='{escape(label)}'>{rows}{line}</svg>"
