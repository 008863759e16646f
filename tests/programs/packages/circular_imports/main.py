import tensorflow as tf

from exprtree import Leaf, Node, evaluate

if __name__ == "__main__":
    expression = Node("mul", Node("add", Leaf(tf.constant([1.0, 2.0])), Leaf(tf.constant(3.0))), Leaf(tf.ones([2])))
    print(evaluate(expression).numpy(), expression.depth())
    matrix = Node("matmul", Leaf(tf.eye(2)), Leaf(tf.ones([2, 3])))
    print(evaluate(matrix).shape)
