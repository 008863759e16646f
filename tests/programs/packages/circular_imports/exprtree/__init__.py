from .nodes import Leaf, Node
from .interpreter import evaluate
