import tensorflow as tf


def parse(lines):
    return tf.strings.split(lines, ",")


def numbers(tokens):
    return tf.strings.to_number(tokens, tf.float32)


def row_stats(values):
    return tf.reduce_sum(values, axis=1), tf.reduce_max(values, axis=1), values.nrows()


def center(values):
    means = tf.reduce_mean(values, axis=1, keepdims=True)
    return values - means


def first_k(values, k):
    return values[:, :k]


def append(values, extra):
    return tf.concat([values, extra], axis=1)


def nested(values, lengths):
    return tf.RaggedTensor.from_row_lengths(values, lengths)


def to_dense(values):
    return values.to_tensor(), values.to_sparse()


def stack_rows(*rows):
    return tf.ragged.stack(rows)


def per_row(row):
    return tf.reduce_sum(row)


lines = tf.constant(["1,2,3", "4", "5,6"])
values = numbers(parse(lines))
total, biggest, count = row_stats(values)
print(total.numpy(), biggest.numpy(), int(count))
print(center(values).to_list()[1], first_k(values, 2).shape, append(values, values).row_lengths().numpy())
print(nested(values, [2, 1]).shape, nested(values, [2, 1]).ragged_rank)
dense, sparse = to_dense(values)
print(dense.shape, sparse.dense_shape.numpy(), stack_rows(dense[0], dense[1][:1]).shape)
print(tf.map_fn(per_row, values, fn_output_signature=tf.float32).numpy())
