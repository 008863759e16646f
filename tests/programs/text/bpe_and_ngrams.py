"""Byte-level encoding, n-gram language model counts, edit distance, lookup by hash table."""

import tensorflow as tf


def to_bytes(texts):
    return tf.io.decode_raw(texts, tf.uint8) if texts.shape.rank == 0 else tf.strings.bytes_split(texts)


def bigram_counts(ids, vocab):
    pairs = ids[:-1] * vocab + ids[1:]
    counts = tf.math.bincount(pairs, minlength=vocab * vocab)
    return tf.reshape(counts, [vocab, vocab])


def smooth(counts, k=0.5):
    counts = tf.cast(counts, tf.float32) + k
    return counts / tf.reduce_sum(counts, axis=1, keepdims=True)


def log_probability(ids, table):
    pairs = tf.stack([ids[:-1], ids[1:]], axis=1)
    return tf.reduce_sum(tf.math.log(tf.gather_nd(table, pairs)))


def character_table(alphabet):
    keys = tf.constant(list(alphabet))
    values = tf.range(len(alphabet))
    return tf.lookup.StaticHashTable(tf.lookup.KeyValueTensorInitializer(keys, values), -1)


def encode(table, word):
    return table.lookup(tf.strings.unicode_split(word, "UTF-8"))


def to_sparse(word):
    chars = tf.strings.unicode_split([word], "UTF-8")
    return chars.to_sparse()


def distance(a, b):
    return tf.edit_distance(to_sparse(a), to_sparse(b), normalize=False)


table = character_table("abcdefghijklmnopqrstuvwxyz")
ids = encode(table, tf.constant("abracadabra"))
probabilities = smooth(bigram_counts(ids, 26))
print(ids.dtype.name, probabilities.shape, log_probability(ids, probabilities).shape)
print(float(distance("kitten", "sitting")[0]))
print(to_bytes(tf.constant("héllo")).shape, to_bytes(tf.constant(["ab", "c"])).row_lengths().numpy())
