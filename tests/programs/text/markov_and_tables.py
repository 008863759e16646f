import tensorflow as tf

LINES = ["a rose is a rose", "is a rose a flower", "a flower is red"]


class WordModel:
    def __init__(self):
        self.table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, default_value=-1)
        self.words = []

    def index(self, word):
        existing = self.table.lookup(word)
        if existing < 0:
            self.table.insert(word, tf.constant(len(self.words), tf.int64))
            self.words.append(word.numpy().decode())
            return tf.constant(len(self.words) - 1, tf.int64)
        return existing

    def encode(self, line):
        tokens = tf.strings.split(line)
        return tf.stack([self.index(token) for token in tokens])


def transitions(sequences, size):
    counts = tf.zeros([size, size])
    for ids in sequences:
        pairs = tf.stack([ids[:-1], ids[1:]], axis=1)
        counts = tf.tensor_scatter_nd_add(counts, pairs, tf.ones([tf.shape(pairs)[0]]))
    return counts


def stationary(counts, steps):
    p = normalise(counts + 0.1)
    distribution = tf.fill([1, p.shape[0]], 1.0 / p.shape[0])
    for _ in range(steps):
        distribution = distribution @ p
    return distribution[0]


def normalise(matrix):
    return matrix / tf.reduce_sum(matrix, axis=1, keepdims=True)


def top_words(model, distribution, k):
    _, ids = tf.math.top_k(distribution, k)
    return [model.words[i] for i in ids.numpy()]


def join(words):
    return tf.strings.reduce_join(words, separator=" ")


model = WordModel()
sequences = [model.encode(tf.constant(line)) for line in LINES]
distribution = stationary(transitions(sequences, len(model.words)), 5)
print(len(model.words), distribution.shape, join(tf.constant(top_words(model, distribution, 2))).dtype.name)
