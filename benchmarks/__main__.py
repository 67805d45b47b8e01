"""Runs every benchmark, one process each, and says which command made which rows."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Exit 1 when a benchmark fails; one that lacks its data says so and is no failure."""
    chosen = sys.argv[1:]
    failed = []
    for script in sorted(HERE.glob("bench_*.py")):
        if chosen and script.stem.removeprefix("bench_") not in chosen:
            continue
        command = [sys.executable, str(script.relative_to(HERE.parent))]
        print(f"\n$ python {command[1]}", flush=True)
        if subprocess.run(command, cwd=HERE.parent, check=False).returncode:
            failed.append(script.stem)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
