"""Incidents and event series as tidy panels (place × period) that the models share."""

from .panel import PERIODS, panel

__all__ = ["PERIODS", "panel"]
