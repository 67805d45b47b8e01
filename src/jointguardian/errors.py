"""Everything that can go wrong, in one tree.

    GuardianError
    ├── InputError         what the user gave cannot be used             (exit 2, HTTP 400)
    │   ├── UnreadableFile     a file that is not what it should be
    │   ├── UnknownName        a place, format, command or id nobody knows   (HTTP 404)
    │   └── SettingsError      a setting that is unknown or has a wrong value
    ├── CheckFailed        a check that was asked for did not hold       (exit 1)
    ├── NotPermitted       the policy does not let this viewer do this   (HTTP 403)
    └── Fault              our own mistake, or a damaged record          (exit 3, HTTP 500)

Each message is one line for a person: what, where, what to do. `cli` and `web` turn errors into
exit codes and statuses, each in one table; nothing else does.
"""


class GuardianError(Exception):
    """The root: `what` happened, `where` (a path, row or field), and the `way_out`."""

    def __init__(self, what: str, *, where: str | None = None, way_out: str | None = None) -> None:
        self.what, self.where, self.way_out = what, where, way_out
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The whole message on one line."""
        place = f"{self.where}: " if self.where else ""
        mend = f"; {self.way_out}" if self.way_out else ""
        return " ".join(f"{place}{self.what}{mend}".split())


class InputError(GuardianError):
    """What the user gave cannot be used."""


class UnreadableFile(InputError):
    """A file that is missing, binary, truncated, or of another kind than it says."""


class UnknownName(InputError):
    """A place, format, unit or id that is not known."""


class SettingsError(InputError):
    """A setting that is unknown or has a wrong value."""


class CheckFailed(GuardianError):
    """A check that was asked for did not hold."""


class NotPermitted(GuardianError):
    """The policy does not let this viewer do this."""


class Fault(GuardianError):
    """Our own mistake, or a damaged record."""
