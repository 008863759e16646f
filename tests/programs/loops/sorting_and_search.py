import tensorflow as tf


@tf.function
def bisect(low, high, tolerance):
    while high - low > tolerance:
        middle = (low + high) / 2.0
        if polynomial(middle) > 0.0:
            high = middle
        else:
            low = middle
    return (low + high) / 2.0


def polynomial(x):
    return x**3 - x - 2.0


def bubble(x):
    n = x.shape[0]
    for i in range(n):
        for j in range(n - 1 - i):
            x = compare_swap(x, j)
    return x


def compare_swap(x, j):
    a, b = x[j], x[j + 1]
    return tf.tensor_scatter_nd_update(x, [[j], [j + 1]], [tf.minimum(a, b), tf.maximum(a, b)])


@tf.function
def run_lengths(x):
    lengths = tf.TensorArray(tf.int32, size=0, dynamic_size=True)
    count = 1
    for i in tf.range(1, tf.size(x)):
        if x[i] == x[i - 1]:
            count += 1
        else:
            lengths = lengths.write(lengths.size(), count)
            count = 1
    lengths = lengths.write(lengths.size(), count)
    return lengths.stack()


@tf.function
def sample_until(threshold, generator):
    total, draws = tf.constant(0.0), tf.constant(0)
    while total < threshold:
        total += draw(generator)
        draws += 1
    return draws


def draw(generator):
    return generator.uniform([])


def kth(x, k):
    return tf.sort(x)[k]


print(round(float(bisect(tf.constant(1.0), tf.constant(2.0), tf.constant(1e-4))), 3))
print(bubble(tf.constant([3, 1, 2])).numpy(), run_lengths(tf.constant([1, 1, 2, 2, 2, 5])).numpy())
print(int(sample_until(tf.constant(2.0), tf.random.Generator.from_seed(1))) > 2, kth(tf.constant([5.0, 1.0]), 0).numpy())
