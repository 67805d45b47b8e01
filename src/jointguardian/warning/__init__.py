"""Tension and early warning: indicators with reasons, an index with its coverage, levels."""

from .evidence import Evidence
from .indicators import INDICATORS, WEIGHTS, indicator_values, signs_of

__all__ = ["INDICATORS", "WEIGHTS", "Evidence", "indicator_values", "signs_of"]
