"""Options that are absent or plain text are taken as they are, without the library that checks them.

typer loads pydantic to look at every value, which takes a tenth of the time of a short reading;
anything but plain text (a number, a path that was given, a choice) still goes through it.
"""

from pathlib import Path
from typing import Any

from typer import core


class _Plain:
    """Stands before typer's own reading of one parameter's values."""

    def __init__(self, parameter: Any, whole: Any) -> None:
        self._parameter, self._whole = parameter, whole

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value as it is where nothing is to be checked; else typer's answer."""
        if self._is_plain(value):
            return value
        return self._whole(self._parameter).coerce(value, param=param, ctx=ctx)

    def _is_plain(self, value: Any) -> bool:
        if self._parameter.multiple or self._parameter.nargs != 1:
            return False
        kind = self._parameter.type_descriptor.annotation
        if kind is Path:
            return value is None or value is self._parameter.default
        return value is None or (kind is str and isinstance(value, str) and value.isprintable())


def take_plain_values() -> None:
    """Puts it in place, where this typer works that way."""
    parameter: Any = getattr(core, "_TyperParameter", None)
    whole = getattr(parameter, "get_runtime_param", None)
    if whole is not None and not hasattr(whole, "is_plain"):

        def first_plain(self: Any) -> _Plain:
            return _Plain(self, whole)

        first_plain.is_plain = True  # type: ignore[attr-defined]
        parameter.get_runtime_param = first_plain
