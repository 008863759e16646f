"""tf.nest over trees of tensors."""

import tensorflow as tf


def scale_tree(tree, factor):
    return tf.nest.map_structure(lambda leaf: leaf * factor, tree)


def add_trees(a, b):
    return tf.nest.map_structure(add_leaves, a, b)


def add_leaves(x, y):
    return x + y


def tree_norm(tree):
    return tf.sqrt(tf.add_n([squared(leaf) for leaf in tf.nest.flatten(tree)]))


def squared(leaf):
    return tf.reduce_sum(leaf**2)


def unflatten(vector, tree):
    leaves = []
    offset = 0
    for leaf in tf.nest.flatten(tree):
        size = leaf.shape.num_elements()
        leaves.append(restore(vector[offset : offset + size], leaf.shape))
        offset += size
    return tf.nest.pack_sequence_as(tree, leaves)


def restore(piece, shape):
    return tf.reshape(piece, shape)


def flatten_vector(tree):
    return tf.concat([tf.reshape(leaf, [-1]) for leaf in tf.nest.flatten(tree)], axis=0)


tree = {"encoder": [tf.ones([2, 3]), tf.ones([3])], "decoder": (tf.ones([3, 1]), {"bias": tf.zeros([1])})}
doubled = scale_tree(tree, 2.0)
total = add_trees(tree, doubled)
print(float(tree_norm(total)))
vector = flatten_vector(total)
again = unflatten(vector, tree)
print(vector.shape, again["decoder"][1]["bias"].shape)
