"""A document's attacks as slots: who, of which organisation, against what, whom, with what."""

from .slots import Slots, attack_slots

__all__ = ["Slots", "attack_slots"]
