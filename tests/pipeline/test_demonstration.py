"""The demonstration can be stopped anywhere and run again."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from jointguardian.access import LOCAL
from jointguardian.packs import load_pack
from jointguardian.pipeline import build_demonstration, open_operation
from jointguardian.pipeline import demonstration as module


@pytest.mark.parametrize("after_s", [1.2, 2.5, 4.0])
def test_killed_half_way_it_is_finished_by_the_next_run(tmp_path: Path, after_s: float) -> None:
    folder = tmp_path / "demo"
    command = [sys.executable, "-m", "jointguardian", "demo", "--dir", str(folder), "--no-serve"]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after_s)
    first.kill()
    first.wait()
    with build_demonstration(folder, plans=False).operation as operation:
        assert len(operation.record.reports(LOCAL)) == len(load_pack("kosovo").reports)
        assert operation.record.verify().ok


def test_a_later_pack_with_a_mended_text_gives_a_new_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = load_pack("kosovo")
    few = replace(pack, reports=pack.reports[:3])
    monkeypatch.setattr(module, "create_operation", _creating(few))
    build_demonstration(tmp_path / "demo", plans=False).operation.record.close()
    old = few.reports[0]
    mended = replace(old, id="r_mended", text=f"{old.text} A line more.", sha256="1" * 64)
    with open_operation(tmp_path / "demo") as operation:
        done = module.add_reports(operation, [mended, *few.reports[1:]])
        assert (done.versions, done.same) == (1, 2)
        assert len(operation.record.reports(LOCAL)) == 3


def _creating(pack):  # type: ignore[no-untyped-def]
    def create(folder: Path, *, pack: str):  # type: ignore[no-untyped-def]
        return replace(module_create(folder, pack=pack), pack=loaded)

    loaded, module_create = pack, module.create_operation
    return create
