import tensorflow as tf


def make_bag(rows):
    indices, values = [], []
    for row, ids in enumerate(rows):
        for column, value in enumerate(ids):
            indices.append([row, column])
            values.append(value)
    longest = max(len(ids) for ids in rows)
    return tf.SparseTensor(indices, tf.constant(values, tf.int64), [len(rows), longest])


def weights_for(bag):
    return tf.SparseTensor(bag.indices, tf.ones_like(bag.values, dtype=tf.float32) * 0.5, bag.dense_shape)


def embed(table, bag, weights=None, combiner="mean"):
    return tf.nn.safe_embedding_lookup_sparse(table, bag, sparse_weights=weights, combiner=combiner)


def multi_hot(bag, depth):
    encoded = tf.one_hot(tf.sparse.to_dense(bag, default_value=-1), depth)
    return tf.reduce_max(encoded, axis=1)


def cross(left, right, buckets):
    return tf.sparse.cross_hashed([left, right], num_buckets=buckets)


def slice_rows(bag, start, count):
    return tf.sparse.slice(bag, [start, 0], [count, bag.dense_shape[1]])


def density(sparse):
    return tf.size(sparse.values) / tf.cast(tf.reduce_prod(sparse.dense_shape), tf.int32)


table = tf.Variable(tf.reshape(tf.range(40.0), [10, 4]))
bag = make_bag([[1, 2, 3], [4], [5, 6]])
print(embed(table, bag).shape, embed(table, bag, weights_for(bag), "sum").shape)
print(multi_hot(bag, 10).shape, slice_rows(bag, 0, 2).dense_shape.numpy())
print(cross(bag, bag, 100).values.dtype.name, density(bag).dtype.name)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(embed(table, bag))
print(type(tape.gradient(loss, table)).__name__)
