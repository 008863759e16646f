from . import masks
from .pool import AttentionPool
from .position import PositionalBias

__all__ = ["AttentionPool", "PositionalBias", "masks"]
