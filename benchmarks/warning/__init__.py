"""The figures of the warning."""
