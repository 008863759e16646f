import tensorflow as tf


class SparseDense(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")

    def call(self, inputs):
        if isinstance(inputs, tf.SparseTensor):
            return sparse_product(inputs, self.kernel)
        return tf.matmul(inputs, self.kernel)


def sparse_product(sparse, kernel):
    return tf.sparse.sparse_dense_matmul(sparse, kernel)


class HashEmbedding(tf.Module):
    def __init__(self, buckets, dim):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([buckets, dim], [1, 1]))
        self.buckets = buckets

    def ids(self, tokens):
        return tf.strings.to_hash_bucket_fast(tokens, self.buckets)

    def __call__(self, tokens):
        if isinstance(tokens, tf.RaggedTensor):
            return self.bag(tokens)
        return tf.gather(self.table, self.ids(tokens))

    def bag(self, ragged):
        ids = self.ids(ragged)
        return tf.reduce_sum(tf.gather(self.table, ids), axis=1)


def to_sparse(rows, depth):
    indices = [[i, j] for i, row in enumerate(rows) for j in row]
    return tf.SparseTensor(indices, tf.ones([len(indices)]), [len(rows), depth])


def densify(sparse):
    return tf.sparse.to_dense(sparse)


layer = SparseDense(3)
sparse = to_sparse([[0, 2], [1], [0, 1, 3]], 4)
dense_out = layer(densify(sparse))
sparse_out = layer.call(sparse)
print(dense_out.shape, bool(tf.reduce_all(tf.abs(dense_out - sparse_out) < 1e-5)))
embedding = HashEmbedding(20, 4)
print(embedding(tf.constant(["a", "b"])).shape, embedding(tf.ragged.constant([["a"], ["b", "c"]])).shape)
