"""The figures of the mandate, one after the other: `make bench-mandate`."""

from . import cases, positions, speed


def main() -> int:
    """Cases, positions, then speed; 0 where each must is reached."""
    return cases.main() | positions.main([]) | speed.main()


if __name__ == "__main__":
    raise SystemExit(main())
