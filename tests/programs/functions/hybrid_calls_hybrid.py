import tensorflow as tf


@tf.function
def inner_product(a, b):
    return tf.reduce_sum(a * b, axis=-1)


@tf.function
def cosine(a, b):
    return inner_product(a, b) / tf.sqrt(inner_product(a, a) * inner_product(b, b))


@tf.function
def nearest(queries, keys):
    similarity = cosine(queries[:, None, :], keys[None, :, :])
    return best(similarity)


def best(similarity):
    return tf.argmax(similarity, axis=1)


class Index(tf.Module):
    def __init__(self, keys):
        super().__init__()
        self.keys = tf.Variable(keys, trainable=False)

    @tf.function
    def lookup(self, queries):
        rows = nearest(queries, self.keys)
        return self.gather(rows)

    def gather(self, rows):
        return tf.gather(self.keys, rows)

    @tf.function
    def update(self, row, value):
        self.keys.scatter_nd_update([[row]], [value])
        return self.lookup(value[None])


index = Index(tf.eye(4))
print(index.lookup(tf.random.stateless_normal([3, 4], [0, 1])).shape)
print(index.update(tf.constant(2), tf.fill([4], 3.0)).numpy())
print(inner_product(tf.ones([4]), tf.ones([4])).numpy())
