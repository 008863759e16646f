"""Keras on ragged input, RNN-free: hashing queries, embedding, averaging."""
import tensorflow as tf


class Averager(tf.keras.layers.Layer):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim

    def build(self, shape):
        self.table = self.add_weight(shape=(100, self.dim), name="table")

    def call(self, tokens):
        vectors = self.lookup(tokens)
        return self.average(vectors)

    def lookup(self, tokens):
        return tf.nn.embedding_lookup(self.table, tokens)

    def average(self, vectors):
        return tf.reduce_mean(vectors, axis=1)


def bigrams(tokens):
    return tf.stack([tokens[:, :-1].flat_values, tokens[:, 1:].flat_values], axis=1)


def hash_words(words):
    return tf.strings.to_hash_bucket_fast(words, 100)


def parse(line):
    return tf.strings.split([line], " ")


def normalise(vectors):
    return tf.math.l2_normalize(vectors, axis=-1)


def similarity(a, b):
    return tf.matmul(a, b, transpose_b=True)


def per_example(row):
    return tf.reduce_sum(row)


def batchify(rows, size):
    for start in range(0, rows.nrows(), size):
        yield rows[start : start + size]


queries = tf.constant(["who is dan smith", "pause", "will it rain later today"])
words = tf.strings.split(queries)
ids = hash_words(words)
layer = Averager(8)
vectors = normalise(layer(ids))
similarity(vectors, vectors)
bigrams(ids)
for batch in batchify(ids, 2):
    layer(batch)
tf.map_fn(per_example, ids, fn_output_signature=tf.int64)
dataset = tf.data.Dataset.from_tensor_slices(words).map(hash_words).ragged_batch(2)
for batch in dataset:
    layer(batch)
for row in tf.data.Dataset.from_tensor_slices(ids):
    per_example(row)


@tf.function
def encode(tokens):
    return normalise(layer(tokens))


@tf.function(input_signature=[tf.RaggedTensorSpec([None, None], tf.int64)])
def count(tokens):
    return per_row(tokens)


def per_row(tokens):
    return tokens.row_lengths()


encode(ids)
encode(ids[:2])
count(ids)
count(ids[1:])
lines = tf.data.Dataset.from_tensor_slices(queries).map(parse)
for line in lines:
    hash_words(line)
