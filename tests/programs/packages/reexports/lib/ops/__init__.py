from .activations import gelu
from .linear import project
from .norms import *
