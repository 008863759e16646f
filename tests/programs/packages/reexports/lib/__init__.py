from .batch import Batch
from .ops import normalize
from . import ops
