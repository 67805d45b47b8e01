"""Processes that write to one record wait for each other (threads: see the contract tests)."""

import multiprocessing
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ingesting import numbered

from jointguardian.access import LOCAL
from jointguardian.record import Record


def add_some(url: str, writer: int) -> None:
    with Record.open(url) as record:
        for number in range(10):
            record.add_report(numbered(writer * 100 + number))


def test_processes_write_to_one_record(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    Record.create(url).close()
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["jointguardian.record"])
    writers = [processes.Process(target=add_some, args=(url, n)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    with Record.open(url) as record:
        assert [w.exitcode for w in writers] == [0, 0, 0]
        assert len(record.reports(LOCAL)) == 30
        assert record.verify().ok
