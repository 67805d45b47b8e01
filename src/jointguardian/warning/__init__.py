"""Indicators: what can be observed of tension, each with its reasons. No level without a back-test."""

from .evidence import Evidence
from .indicators import INDICATORS, indicator_values

__all__ = ["INDICATORS", "Evidence", "indicator_values"]
