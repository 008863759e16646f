"""A small U-Net."""

from . import losses
from .model import UNet

__all__ = ["UNet", "losses"]
