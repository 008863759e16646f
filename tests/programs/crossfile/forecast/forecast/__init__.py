"""A small forecasting package."""

from .layers import Trend, seasonal
from .losses import LOSSES

__all__ = ["LOSSES", "Trend", "seasonal"]
