import tensorflow as tf

from . import nodes

OPS = {"add": tf.add, "mul": tf.multiply, "matmul": tf.matmul}


def evaluate(node):
    if isinstance(node, nodes.Leaf):
        return node.value
    left = evaluate(node.left)
    right = evaluate(node.right)
    return combine(OPS[node.op], left, right)


def combine(op, left, right):
    return op(left, right)
