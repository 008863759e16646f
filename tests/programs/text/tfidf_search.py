import tensorflow as tf

DOCUMENTS = ["red apples and green apples", "green pears", "red wine and cheese", "cheese with pears"]


def build_lookup(documents):
    words = sorted({word for document in documents for word in document.split()})
    return tf.keras.layers.StringLookup(vocabulary=words, num_oov_indices=1), len(words) + 1


def term_frequency(lookup, depth, texts):
    ids = lookup(tf.strings.split(texts))
    return tf.reduce_sum(tf.one_hot(ids, depth), axis=1)


def inverse_document_frequency(tf_matrix):
    documents = tf.cast(tf.shape(tf_matrix)[0], tf.float32)
    present = tf.reduce_sum(tf.cast(tf_matrix > 0, tf.float32), axis=0)
    return tf.math.log((1.0 + documents) / (1.0 + present)) + 1.0


class Index:
    def __init__(self, documents):
        self.documents = documents
        self.lookup, self.depth = build_lookup(documents)
        counts = term_frequency(self.lookup, self.depth, tf.constant(documents))
        self.idf = inverse_document_frequency(counts)
        self.matrix = self.weight(counts)

    def weight(self, counts):
        return tf.math.l2_normalize(counts * self.idf, axis=1)

    def query(self, text, k=2):
        vector = self.weight(term_frequency(self.lookup, self.depth, tf.constant([text])))
        scores = tf.linalg.matvec(self.matrix, vector[0])
        return best(scores, k)

    def titles(self, indices):
        return [self.documents[i] for i in indices.numpy()]


def best(scores, k):
    top = tf.math.top_k(scores, k=k)
    return top.values, top.indices


def bm25(counts, idf, k1=1.2, b=0.75):
    length = tf.reduce_sum(counts, axis=1, keepdims=True)
    norm = k1 * (1.0 - b + b * length / tf.reduce_mean(length))
    return tf.reduce_sum(idf * counts * (k1 + 1.0) / (counts + norm), axis=1)


index = Index(DOCUMENTS)
values, indices = index.query("red cheese")
print(values.shape, index.titles(indices))
print(bm25(term_frequency(index.lookup, index.depth, tf.constant(DOCUMENTS)), index.idf).shape)
