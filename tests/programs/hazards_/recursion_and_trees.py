import tensorflow as tf


def tree_sum(tree):
    if isinstance(tree, (list, tuple)):
        return tf.add_n([tree_sum(branch) for branch in tree])
    return tf.reduce_sum(tree)


def power(matrix, n):
    if n == 0:
        return tf.eye(matrix.shape[0])
    half = power(matrix, n // 2)
    squared = half @ half
    return squared @ matrix if n % 2 else squared


def fft(x):
    n = x.shape[0]
    if n == 1:
        return x
    even, odd = fft(x[::2]), fft(x[1::2])
    k = tf.cast(tf.range(n // 2), tf.float32)
    angle = -2.0 * 3.14159265 * k / n
    twiddle = tf.complex(tf.cos(angle), tf.sin(angle)) * odd
    return tf.concat([even + twiddle, even - twiddle], axis=0)


def is_even(n, x):
    return x if n == 0 else is_odd(n - 1, x + 1.0)


def is_odd(n, x):
    return -x if n == 0 else is_even(n - 1, x * 2.0)


class TreeNode:
    def __init__(self, weight, children=()):
        self.weight = weight
        self.children = children

    def encode(self, x):
        own = tf.tanh(x * self.weight)
        return own + sum(child.encode(own) for child in self.children)


print(float(tree_sum([tf.ones([2]), (tf.ones([3]), [tf.constant(1.0)])])))
print(power(tf.constant([[1.0, 1.0], [1.0, 0.0]]), 5).numpy()[0, 0])
signal = tf.complex(tf.range(8.0), tf.zeros([8]))
print(bool(tf.reduce_all(tf.abs(fft(signal) - tf.signal.fft(signal)) < 1e-3)))
print(is_even(3, tf.constant(1.0)).numpy())
root = TreeNode(0.5, [TreeNode(1.0), TreeNode(2.0, [TreeNode(0.1)])])
print(root.encode(tf.ones([2])).shape)
