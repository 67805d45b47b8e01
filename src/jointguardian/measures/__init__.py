"""Incidents and event series as tidy panels (place × period) that the models share."""

from .panel import PERIODS, panel
from .weeks import TARGETS, by_week, incident_days, week_ends

__all__ = ["PERIODS", "TARGETS", "by_week", "incident_days", "panel", "week_ends"]
