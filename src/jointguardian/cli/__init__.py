"""The command line: one file per command, listed here in the order of the flow.

Commands hold no rule: they parse, ask the pipeline, and print. This is the one table that turns
errors into exit codes: 0 done, 1 a check failed, 2 bad input or use, 3 our fault.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module

import typer

from ..errors import CheckFailed, GuardianError, InputError, NotPermitted
from .context import note, remember_folder
from .plain_values import take_plain_values

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Our matrices are small: threads cost more than they give, most of all beside a busy server."""

COMMANDS = (
    "demo", "init", "read", "ingest", "incidents", "positions", "forces", "mandate", "tension", "warn", "alerts", "forecast", "posture", "displace", "brief", "product",
    "serve", "review", "grade", "merge", "split", "link", "requests", "gaps", "search", "rejected", "log", "export", "verify", "user", "backup", "restore",
)  # fmt: skip
"""The commands, each in the file of its name."""

EXIT = {CheckFailed: 1, InputError: 2, NotPermitted: 2}


def application(commands: Sequence[str] = COMMANDS) -> typer.Typer:
    """The command line with some commands, or all; only their files are loaded."""
    take_plain_values()
    made = typer.Typer(
        name="guardian",
        help="From contradictory open reports to a picture and a brief that anybody can check.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        callback=remember_folder,
    )
    for command in commands:
        import_module(f".{command}", __name__).register(made)
    return made


def _asked(arguments: Sequence[str]) -> Sequence[str]:
    """The one command that is asked for, so that a reading need not wait for the web to load."""
    words = iter(arguments)
    for word in words:
        if word == "-C":
            next(words, None)
        elif not word.startswith("-"):
            return (word,) if word in COMMANDS else COMMANDS
    return COMMANDS


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits with its code."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        code = application(_asked(given))(args=given, standalone_mode=False)
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
