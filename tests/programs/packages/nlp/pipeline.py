import tensorflow as tf


class Vectorizer:
    def __init__(self, texts, length):
        self.length = length
        words = sorted({w for t in texts for w in t.split()})
        self.size = len(words) + 2
        init = tf.lookup.KeyValueTensorInitializer(words, tf.range(2, len(words) + 2, dtype=tf.int64))
        self.table = tf.lookup.StaticHashTable(init, 1)

    def __call__(self, texts):
        tokens = tf.strings.split(tf.strings.lower(texts))
        return self.pad(self.table.lookup(tokens))

    def pad(self, ids):
        return ids.to_tensor(0, shape=[None, self.length])


def make_batches(vectorizer, texts, labels, size):
    ds = tf.data.Dataset.from_tensor_slices((texts, labels)).batch(size)
    return ds.map(lambda t, y: (encode(vectorizer, t), y))


def encode(vectorizer, texts):
    return vectorizer(texts)
