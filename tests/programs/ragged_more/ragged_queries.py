"""Ragged batches of tokens: embedding, masks, pooling, slicing by row."""
import tensorflow as tf


def embed(table, ids):
    return tf.nn.embedding_lookup(table, ids)


def pool(vectors):
    return tf.reduce_mean(vectors, axis=1)


def first_tokens(ids):
    return ids[:, :1]


def last_token(ids):
    return ids[:, -1:]


def flatten(ids):
    return ids.flat_values


def lengths(ids):
    return ids.row_lengths()


def keep_long(ids, limit):
    return tf.ragged.boolean_mask(ids, ids > limit)


def pad(ids, length):
    return ids.to_tensor(default_value=0, shape=[None, length])


def score(x):
    return tf.reduce_sum(x, axis=-1)


def unragged(x):
    return x


def concat_rows(a, b):
    return tf.concat([a, b], axis=1)


def ngrams(words):
    return tf.strings.ngrams(words, 2)


def consume_string(x):
    return tf.strings.length(x)


queries = tf.ragged.constant([[3, 1, 4], [1, 5], [9, 2, 6, 5]])
table = tf.random.normal([10, 8])
vectors = embed(table, queries)
pooled = pool(vectors)
score(pooled)
score(vectors)
unragged(first_tokens(queries))
unragged(last_token(queries))
unragged(flatten(queries))
unragged(lengths(queries))
unragged(keep_long(queries, 2))
dense = pad(queries, 5)
unragged(dense)
unragged(concat_rows(queries, tf.ragged.constant([[1], [], [2, 3]])))
words = tf.strings.split(["the quick brown fox", "a dog"])
consume_string(words)
consume_string(ngrams(words))
unragged(tf.ragged.stack([queries, queries], axis=0))
unragged(tf.ragged.range([3, 5, 2]))
unragged(tf.RaggedTensor.from_row_splits([1.0, 2.0, 3.0], [0, 1, 3]))
unragged(tf.RaggedTensor.from_value_rowids(tf.constant(["a", "b", "c"]), [0, 0, 2]))
unragged(tf.RaggedTensor.from_nested_row_splits([1, 2, 3, 4], [[0, 1, 3], [0, 1, 2, 4]]))
unragged(queries + 10)
unragged(tf.ragged.map_flat_values(tf.square, queries))
unragged(queries[1])
unragged(queries[0, 1])
unragged(tf.map_fn(tf.reduce_sum, queries, fn_output_signature=tf.int32))
