"""The figures of the forecast, one after the other: `make bench-forecast`."""

from datetime import UTC, datetime

from . import first_round, official, skill, speed

if __name__ == "__main__":
    print(f"{datetime.now(UTC):%d %B %Y}\n\n| measure | measured | must | aim |\n|---|---|---|---|")
    raise SystemExit(official.main() | skill.main() | first_round.main() | speed.main())
