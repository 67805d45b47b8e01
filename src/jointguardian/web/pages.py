"""Templates, always escaped, and the few words that they share."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..domain.dates import format_dtg
from .views.review import differs, heard, used
from .views.words import number, partial, period, plain, without_kind

HERE = Path(__file__).parent
MANIFEST = HERE / "static" / "app" / "manifest.json"
NOT_BUILT: dict[str, str] = {}


class Pages:
    """The templates of one room."""

    def __init__(self, title: str, moments: tuple[Any, ...]) -> None:
        self.environment = Environment(
            loader=PackageLoader("jointguardian.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters.update(
            day=day,
            dtg=dtg,
            number=number,
            plain=plain,
            period=period,
            without_kind=without_kind,
            heard=heard,
            differs=differs,
            vocabularies=used,
        )
        self.environment.globals.update(
            operation=title, moments=moments, assets=assets(), csrf="", nav=""
        )

    def render(self, template: str, **values: object) -> str:
        """A template as text."""
        return self.environment.get_template(template).render(**values)


def assets(manifest: Path = MANIFEST) -> dict[str, str]:
    """The built files by their role (`script`, `style`); empty when the UI was not built."""
    if not manifest.is_file():
        return NOT_BUILT
    entry = json.loads(manifest.read_text(encoding="utf-8"))["src/main.ts"]
    return {"script": entry["file"], "style": entry["css"][0]}


def day(value: str | date | None) -> str:
    """`29 May 2023`, `May 2023` or `2023`: as precise as known."""
    if value is None:
        return "date not known"
    return partial(value.isoformat() if isinstance(value, date) else value)


def dtg(moment: datetime | None) -> str:
    """A date-time group in zone Z."""
    return format_dtg(moment.astimezone(UTC)) if moment else "now"
