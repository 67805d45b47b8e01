"""The build of the map and timeline, its lock file, and the colours' contrast."""

import importlib.util
import json
import os
import re
import stat
from pathlib import Path
from types import ModuleType

import pytest

from jointguardian.web.pages import ahead

ROOT = Path(__file__).parents[2]
UI = ROOT / "src" / "jointguardian" / "web" / "ui"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def a_tool(folder: Path, name: str, says: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {says}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.mark.parametrize(
    ("version", "fits"),
    [("v20.19.0", True), ("v24.1.0", True), ("v20.18.3", False), ("odd", False)],
)
def test_node_counts_from_20_19_on(
    hook: ModuleType, tmp_path: Path, version: str, fits: bool
) -> None:
    a_tool(tmp_path, "node", version)
    a_tool(tmp_path, "npm", "11")
    assert bool(hook.node_of_path(str(tmp_path))) is fits


def test_without_node_and_wheel_one_line_says_what_to_do(
    hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(hook, "wheel_bin", lambda: None)
    with pytest.raises(hook.BuildFailed, match="install one") as failed:
        hook.npm_and_path()
    assert "\n" not in str(failed.value)


def test_the_wheel_stands_in_with_its_node_on_path(
    hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/none")
    monkeypatch.setattr(hook, "wheel_bin", lambda: tmp_path / "bin")
    npm, path = hook.npm_and_path()
    assert npm[0] == str(tmp_path / "bin" / "node")
    assert path.split(os.pathsep)[0] == str(tmp_path / "bin")


def test_what_is_newer_than_its_sources_is_not_built_again(
    hook: ModuleType, tmp_path: Path
) -> None:
    web = tmp_path / hook.WEB
    source, built = web / "ui" / "src" / "main.ts", web / "static" / "app" / "manifest.json"
    for path in (source, built):
        path.parent.mkdir(parents=True)
        path.write_text("{}")
    os.utime(source, (100, 100))
    os.utime(built, (200, 200))
    assert hook.is_fresh(tmp_path)
    os.utime(source, (300, 300))
    assert not hook.is_fresh(tmp_path)
    built.unlink()
    assert not hook.is_fresh(tmp_path)


def test_the_lock_names_no_host_and_the_packages_exact_versions() -> None:
    lock = (UI / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in lock
    assert all("integrity" in p for name, p in json.loads(lock)["packages"].items() if name)
    wanted = json.loads((UI / "package.json").read_text(encoding="utf-8"))
    for version in {**wanted["dependencies"], **wanted["devDependencies"]}.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark chosen", "dark of the system"])
def test_text_stands_out_from_its_ground(theme: int) -> None:
    css = (UI / "src" / "styles" / "colours.css").read_text(encoding="utf-8")
    block = re.split(r"color-scheme: (?:light|dark);", css)[theme + 1]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    pairs = [("ink", g) for g in ("ground", "panel", "raised", "contra-soft", "accent-soft")]
    pairs += [("ink", f"mark-{m}") for m in ("event", "claim", "content", "figure", "asked")]
    pairs += [("soft", g) for g in ("ground", "panel", "raised")]
    pairs += [(c, f"{c}-soft") for c in ("accent", "contra", "update", "good")]
    pairs += [("accent", "panel"), ("map-text", "map-area")]
    for text, ground in pairs:
        ratio = contrast(colours[text], colours[ground])
        assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"


def test_the_files_of_the_map_are_asked_for_ahead_and_the_page_s_own_are_not(
    tmp_path: Path,
) -> None:
    built = {
        "src/main.ts": {"file": "main.js"},
        "src/map.ts": {"file": "map.js", "imports": ["src/main.ts", "_drawing.js", "_root.js"]},
        "_drawing.js": {"file": "drawing.js", "imports": ["_root.js"]},
        "_root.js": {"file": "root.js"},
    }
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(built), "utf-8")
    assert ahead(manifest) == ("map.js", "drawing.js", "root.js")
    assert ahead(tmp_path / "nothing.json") == ()
