"""A killed process loses no acknowledged write."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from killing import kill_often


def test_twenty_kills_lose_no_acknowledged_report(tmp_path: Path) -> None:
    outcome = kill_often(tmp_path, kills=20, seed=20230529)
    assert outcome["acknowledged"] > 0
    assert outcome["lost"] == 0
    assert outcome["verified"] == 1
