import tensorflow as tf


@tf.function
def center(x):
    return x - mean_of(x)


def mean_of(x):
    return tf.reduce_mean(x, axis=0, keepdims=True)


@tf.function(reduce_retracing=True)
def self_similarity(x):
    normed = normalise(x)
    return tf.matmul(normed, normed, transpose_b=True)


def normalise(x):
    return tf.math.l2_normalize(x, axis=-1)


@tf.function(input_signature=[tf.TensorSpec([None, None], tf.float32), tf.TensorSpec([], tf.int32)])
def top_rows(x, k):
    order = tf.argsort(row_norms(x), direction="DESCENDING")
    return tf.gather(x, order[:k])


def row_norms(x):
    return tf.norm(x, axis=1)


@tf.function(input_signature=(tf.TensorSpec(shape=None, dtype=tf.float32),))
def any_rank(x):
    return summary(tf.reshape(x, [-1]))


def summary(flat):
    return tf.stack([tf.reduce_min(flat), tf.reduce_max(flat)])


@tf.function
def mixed_dtypes(x):
    return as_float(x) / 2.0


def as_float(x):
    return tf.cast(x, tf.float32)


for shape in ([2, 3], [4, 3], [2, 3, 5]):
    print(center(tf.ones(shape)).shape, any_rank(tf.ones(shape)).numpy())
for n in (2, 3, 6):
    print(self_similarity(tf.ones([n, 4])).shape, top_rows(tf.ones([n, n]), tf.constant(2)).shape)
for x in (tf.constant([1, 2]), tf.constant([1.0, 2.0]), tf.constant([True, False])):
    print(mixed_dtypes(x).numpy())
