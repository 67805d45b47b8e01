"""The command line: one file per command, listed here in the order of the flow.

Commands hold no rule: they parse, ask the pipeline, and print. This is the one table that turns
errors into exit codes: 0 done, 1 a check failed, 2 bad input or use, 3 our fault.
"""

import os
import sys
import traceback

import typer

from ..errors import CheckFailed, GuardianError, InputError, NotPermitted
from . import (
    brief,
    demo,
    export,
    incidents,
    ingest,
    init,
    read,
    rejected,
    review,
    search,
    serve,
    tension,
    verify,
)
from .context import note, remember_folder

EXIT = {CheckFailed: 1, InputError: 2, NotPermitted: 2}

app = typer.Typer(
    name="guardian",
    help="From contradictory open reports to a picture and a brief that anybody can check.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    callback=remember_folder,
)
for command in (
    demo,
    init,
    read,
    ingest,
    incidents,
    tension,
    brief,
    serve,
    review,
    search,
    rejected,
    export,
    verify,
):
    command.register(app)


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its code."""
    try:
        code = app(args=arguments, standalone_mode=False)
    except typer.Exit as leave:
        code = leave.exit_code
    except (typer.Abort, KeyboardInterrupt):
        code = _say("stopped", 130)
    except GuardianError as fault:
        code = _say(fault.line, next((c for kind, c in EXIT.items() if isinstance(fault, kind)), 3))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as fault:  # noqa: BLE001 (the outermost edge: our fault, said in one line)
        code = _usage(fault)
    sys.exit(code or 0)


def _usage(fault: Exception) -> int:
    shown = getattr(fault, "format_message", None)
    if shown is not None:
        return _say(" ".join(str(shown()).split()), 2)
    if os.environ.get("GUARDIAN_DEBUG"):
        traceback.print_exc()
    return _say(f"our fault: {type(fault).__name__}: {fault}; GUARDIAN_DEBUG=1 shows where", 3)


def _say(line: str, code: int) -> int:
    note(line)
    return code
