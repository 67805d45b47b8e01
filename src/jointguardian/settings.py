"""One frozen `Settings`, read only at the edges: the operation's `guardian.toml`.

Unknown keys are refused with the key's name. Each setting is documented in
`docs/reference/settings.md`; a test holds that true.
"""

import tomllib
from pathlib import Path

import msgspec

from .errors import SettingsError

FILE_NAME = "guardian.toml"
LOCAL_MODEL = "http://127.0.0.1:11434/v1"
"""Where a model server on this machine commonly listens."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What an operation can set.

    `record_url`: SQLAlchemy URL, or empty for `record.db` in the operation's folder.
    `replay`: a report counts as known from its publication on, not from its import on.
    `marking`: the level put on what is taken in. `host`, `port`: where the room is served.
    `brief_period_hours`: what a brief covers; `cutoff` (`HH:MM` UTC) and `intsum_hours`: the battle
    rhythm where the pack's orders do not say; `yardstick`: the terms of likelihood; `picture_days`: what the room shows at first; `compared_reports`: how many reports may be known for the room to tell what changed.
    `gap_days`: from how many days without a report a place counts as silent; `places_of_interest`:
    places that are watched for it beside the municipalities. `alerts_minutes`: the longest time after
    which an open room tries the alert rules by itself; 0: never.
    `text_limit_mb`: a longer text is rejected. `attachment_limit_mb`,
    `attachments_total_mb`: how large a file with a report, and all of them together, may be.
    `annotator`: who reads the reports, with `model_url` for a language model, which must be on this
    machine unless `model_elsewhere`. `root_path`, `trusted_proxies`, `host_names` (the latter
    parted by commas): how a proxy shows the room. `session_hours`, `session_idle_minutes`: how long
    a person stays signed in; `names_required`: nobody writes without having given a name.
    """

    title: str
    pack: str | None = None
    record_url: str = ""
    replay: bool = False
    marking: str = "public"
    host: str = "127.0.0.1"
    port: int = 8347
    brief_period_hours: int = 24
    cutoff: str = ""
    intsum_hours: int = 0
    yardstick: str = "phia"
    picture_days: int = 14
    compared_reports: int = 20_000
    gap_days: int = 14
    alerts_minutes: float = 10.0
    places_of_interest: tuple[str, ...] = ()
    text_limit_mb: float = 5.0
    attachment_limit_mb: float = 10.0
    attachments_total_mb: float = 25.0
    annotator: str = "builtin"
    model_url: str = LOCAL_MODEL
    model_elsewhere: bool = False
    root_path: str = ""
    trusted_proxies: str = ""
    host_names: str = ""
    session_hours: float = 14
    session_idle_minutes: float = 240
    names_required: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.port <= 65535:
            raise SettingsError(f"port {self.port} is not between 1 and 65535")
        if self.brief_period_hours < 1 or self.picture_days < 1 or self.gap_days < 1:
            raise SettingsError("brief_period_hours, picture_days and gap_days must be at least 1")
        if self.alerts_minutes < 0:
            raise SettingsError("alerts_minutes must be 0 (never) or above")
        if self.session_hours <= 0 or self.session_idle_minutes <= 0:
            raise SettingsError("session_hours and session_idle_minutes must be above 0")
        if not 0 < self.attachment_limit_mb <= self.attachments_total_mb <= 100:
            raise SettingsError(
                "attachment_limit_mb and attachments_total_mb must lie above 0, the one for a file not "
                "above that for all, and neither above 100"
            )


def load_settings(folder: Path) -> Settings:
    """The settings of the operation in `folder`. Raises SettingsError, with the key, if they are wrong."""
    path = folder / FILE_NAME
    if not path.is_file():
        raise SettingsError(
            "this folder is not an operation",
            where=str(folder),
            way_out="make one with `guardian init DIR --pack kosovo`, or name it with -C DIR",
        )
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as fault:
        raise SettingsError(
            str(fault), where=str(path), way_out="see docs/reference/settings.md"
        ) from fault


def write_settings(folder: Path, settings: Settings) -> None:
    """Writes a new `guardian.toml` with the values that differ from the defaults."""
    defaults = Settings(title=settings.title)
    lines = ["# The settings of this operation; docs/reference/settings.md explains each.\n"]
    for field in msgspec.structs.fields(Settings):
        value = getattr(settings, field.name)
        if field.name == "title" or value != getattr(defaults, field.name):
            lines.append(f"{field.name} = {_toml(value)}\n")
    (folder / FILE_NAME).write_text("".join(lines), encoding="utf-8")


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return msgspec.json.encode(str(value)).decode()
