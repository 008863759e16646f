import tensorflow as tf


def to_example(row):
    rating = row.pop("rating")
    return row, scale(rating)


def scale(rating):
    return (rating - 1.0) / 4.0


def dataset(raw):
    return tf.data.Dataset.from_tensor_slices(dict(raw)).map(to_example)


def split(ds, n):
    return ds.take(n), ds.skip(n)


def first(ds):
    return next(iter(ds))[0]


def normalise(scores):
    low, high = bounds(scores)
    return (scores - low) / (high - low + 1e-6)


def bounds(scores):
    return tf.reduce_min(scores), tf.reduce_max(scores)
