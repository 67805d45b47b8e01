"""Templates, always escaped, and the few words that they share."""

import json
from copy import copy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..domain.dates import format_dtg
from .session import NOBODY, Visitor
from .subpath import rooted
from .views.check import label, ladder, means, scale
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
            scale=scale,
            scale_label=label,
            scale_means=means,
        )
        self.environment.globals.update(
            operation=title,
            moments=moments,
            assets=assets(),
            ahead=ahead(),
            csrf="",
            nav="",
            stands_at="/",
            ladder=ladder,
        )
        self.visitor, self.root = NOBODY, ""

    def seen_by(self, visitor: Visitor, root: str = "") -> "Pages":
        """The same pages for one request: who looks, and below which path the room stands."""
        mine = copy(self)
        mine.visitor, mine.root = visitor, root
        return mine

    def render(self, template: str, **values: object) -> str:
        """A template as text; addresses that begin at `/` are put below the room's path."""
        known = {"visitor": self.visitor, "root": self.root, **values}
        return rooted(self.environment.get_template(template).render(known), self.root)


def assets(manifest: Path = MANIFEST) -> dict[str, str]:
    """The built files by their role (`script`, `style`); empty when the UI was not built."""
    if not manifest.is_file():
        return NOT_BUILT
    entry = json.loads(manifest.read_text(encoding="utf-8"))["src/main.ts"]
    return {"script": entry["file"], "style": entry["css"][0]}


def ahead(manifest: Path = MANIFEST) -> tuple[str, ...]:
    """The files of the map, which a page with a map asks for before its script does."""
    if not manifest.is_file():
        return ()
    built = json.loads(manifest.read_text(encoding="utf-8"))
    return _with_imports(built, "src/map.ts", {"src/main.ts"}) if "src/map.ts" in built else ()


def _with_imports(built: dict[str, Any], name: str, known: set[str]) -> tuple[str, ...]:
    known.add(name)
    inner = [
        file
        for other in built[name].get("imports", ())
        if other not in known
        for file in _with_imports(built, other, known)
    ]
    return (built[name]["file"], *inner)


def day(value: str | date | None) -> str:
    """`29 May 2023`, `May 2023` or `2023`: as precise as known."""
    if value is None:
        return "date not known"
    return partial(value.isoformat() if isinstance(value, date) else value)


def dtg(moment: datetime | None) -> str:
    """A date-time group in zone Z."""
    return format_dtg(moment.astimezone(UTC)) if moment else "now"
