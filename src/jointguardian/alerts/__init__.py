"""Rules over levels and silence: what calls for attention. Nothing leaves without a person's release."""

from .rules import DEFAULT, raised, read_rules

__all__ = ["DEFAULT", "raised", "read_rules"]
