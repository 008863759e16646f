import tensorflow as tf


def to_tensor(rows):
    return tf.constant(rows, dtype=tf.float32)


def normalise(rows):
    return tf.math.divide_no_nan(rows, tf.norm(rows, axis=1, keepdims=True))


def chunks(rows, limit):
    for start in range(0, rows.shape[0], limit):
        yield rows[start : start + limit]


def to_labels(indices, names):
    return [names[i] for i in indices.numpy()]
