"""Conversations of turns of tokens: ragged rank 2, flattening, per-level reductions."""

import tensorflow as tf

CONVERSATIONS = [[[1, 2], [3]], [[4, 5, 6]], [[7], [8, 9], [2, 2, 2, 2]]]


def build(rows):
    return tf.ragged.constant(rows, dtype=tf.int32)


def turns(conversations):
    return conversations.row_lengths()


def tokens_per_turn(conversations):
    return conversations.row_lengths(axis=2)


def flatten_turns(conversations):
    return conversations.merge_dims(1, 2)


def embed(table, ids):
    return tf.gather(table, ids)


def turn_vectors(embedded):
    return tf.reduce_mean(embedded, axis=2)


def conversation_vector(vectors):
    return tf.reduce_max(vectors, axis=1)


def last_turn(conversations):
    return conversations[:, -1:].merge_dims(1, 2)


def add_marker(ids, marker):
    rows = ids.nrows()
    markers = tf.fill([rows, 1], marker)
    return tf.concat([tf.cast(markers, ids.dtype), ids], axis=1)


def truncate(ids, limit):
    return ids[:, :limit].to_tensor(shape=[None, limit])


def mask(padded):
    return tf.not_equal(padded, 0)


conversations = build(CONVERSATIONS)
table = tf.random.stateless_normal([10, 4], [2, 2])
vectors = turn_vectors(embed(table, conversations))
print(turns(conversations).numpy(), tokens_per_turn(conversations).to_list())
print(vectors.shape, conversation_vector(vectors).shape)
flat = add_marker(flatten_turns(conversations), 1)
padded = truncate(flat, 4)
print(flat.row_lengths().numpy(), padded.shape, mask(padded).dtype.name)
print(last_turn(conversations).to_list(), truncate(last_turn(conversations), 3).shape)
