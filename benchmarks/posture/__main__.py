"""The figures of posture, one after the other: `make bench-posture`."""

from . import coverage, plans

if __name__ == "__main__":
    print("| measure | measured | must | aim |\n|---|---|---|---|")
    raise SystemExit(coverage.main() | plans.main([]))
