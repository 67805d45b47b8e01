"""One writer at a time, any number of readers, in threads and in processes."""

import hashlib
import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ingesting import numbered

from jointguardian.access import LOCAL
from jointguardian.domain import Report
from jointguardian.record import Record

AT = datetime(2023, 5, 29, tzinfo=UTC)


def some(writer: int, number: int) -> Report:
    text = f"Report {number} of writer {writer} on the bridge"
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(f"r_{writer}_{number}", f"w{writer}", text, digest, AT, native_id=str(number))


def test_threads_write_and_read_one_record(tmp_path: Path) -> None:
    with Record.create(f"sqlite:///{tmp_path / 'record.db'}") as record:

        def write(writer: int) -> int:
            return sum(record.add_report(some(writer, n)).status == "new" for n in range(10))

        def look(_: int) -> bool:
            reports = record.reports(LOCAL)
            return {h.report for h in record.search(LOCAL, "bridge")} >= {r.id for r in reports}

        with ThreadPoolExecutor(8) as pool:
            writes = pool.map(write, range(4))
            looks = list(pool.map(look, range(20)))
            assert sum(writes) == 40
        assert all(looks)
        assert len(record.reports(LOCAL)) == 40
        assert record.verify().ok


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
