"""`guardian demo`: the Kosovo operation, built, summed up and served."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..pipeline import Demonstration, OperationRoom, build_demonstration
from . import serve
from .context import out, progress


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the operation is made.")] = Path(
        "demo"
    ),
    serving: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Serve the room at the end.")
    ] = True,
    port: Annotated[int, typer.Option(help="The port on 127.0.0.1.")] = 8347,
) -> None:
    """Build the Kosovo operation from its pack, run the whole flow, and open the operations room."""
    with progress() as tell:
        built = build_demonstration(folder, progress=tell)
    with built.operation:
        _sum_up(built, out())
        if serving:
            serve.serve_room(OperationRoom(built.operation), "127.0.0.1", port)


def _sum_up(built: Demonstration, page: Console) -> None:
    page.rule(built.operation.settings.title)
    page.print(
        "Demonstration: open reports retold in our own words; values marked invented are invented."
    )
    page.print("   ".join(f"{n} {what}" for what, n in built.counts.items()))
    page.print(f"\n{len(built.contradictions)} contradictions kept side by side, for example:")
    for line in built.contradictions[:4]:
        page.print(f"  - {line}")
    page.print("\nWithheld, and why:")
    for line in built.withheld:
        page.print(f"  - {line}")
    page.print(f"\nThe brief: {built.brief} (and {built.brief.with_suffix('.html').name})")
    page.print(f"Read your own: guardian -C {built.operation.folder} ingest reports PATH")


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(demo)
