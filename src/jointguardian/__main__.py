"""`python -m jointguardian` is `guardian`."""

from .cli import main

if __name__ == "__main__":
    main()
