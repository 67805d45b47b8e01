"""Joint Guardian: the open system for the knowledge side of a peace operation."""

__version__ = "0.1.0"
