"""The figures of displacement, one after the other: `make bench-displacement`."""

from . import movement, returns, speed, volume

if __name__ == "__main__":
    print("| measure | measured | must | aim |\n|---|---|---|---|")
    raise SystemExit(movement.main() | volume.main() | returns.main() | speed.main())
