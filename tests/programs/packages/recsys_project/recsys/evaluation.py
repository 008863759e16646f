import tensorflow as tf


def top_items(scores, k):
    return tf.math.top_k(scores, k).indices


def hit_rate(model, interactions, items, k):
    scores = model.scores(interactions["user"], tf.range(items, dtype=tf.int64))
    return contains(top_items(scores, k), interactions["item"])


def contains(recommended, actual):
    hits = tf.reduce_any(tf.equal(recommended, tf.cast(actual, tf.int32)[:, None]), axis=1)
    return tf.reduce_mean(tf.cast(hits, tf.float32))


def catalog_coverage(model, users, items, k):
    scores = model.scores(tf.range(users), tf.range(items))
    unique, _ = tf.unique(tf.reshape(top_items(scores, k), [-1]))
    return tf.size(unique) / items
