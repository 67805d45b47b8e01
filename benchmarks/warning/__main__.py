"""The figures of the warning, one after the other: `make bench-warning`."""

from . import index, skill

if __name__ == "__main__":
    raise SystemExit(skill.main() | index.main())
