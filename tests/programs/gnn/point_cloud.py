import tensorflow as tf


def pairwise(points):
    inner = tf.matmul(points, points, transpose_b=True)
    squared = tf.reduce_sum(points**2, axis=-1, keepdims=True)
    return squared - 2.0 * inner + tf.transpose(squared, [0, 2, 1])


def knn(points, k):
    _, indices = tf.math.top_k(-pairwise(points), k=k + 1)
    return indices[..., 1:]


def edge_features(x, indices):
    neighbours = tf.gather(x, indices, batch_dims=1)
    center = tf.tile(x[:, :, None, :], [1, 1, indices.shape[-1], 1])
    return tf.concat([center, neighbours - center], axis=-1)


class EdgeConv(tf.keras.layers.Layer):
    def __init__(self, units, k):
        super().__init__()
        self.k = k
        self.mlp = tf.keras.layers.Dense(units, activation="relu")

    def call(self, x):
        return tf.reduce_max(self.mlp(edge_features(x, knn(x, self.k))), axis=2)


def farthest_points(cloud, count):
    """Greedy subset of one cloud [n, 3]."""
    chosen = [0]
    distance = tf.fill([cloud.shape[0]], 1e9)
    for _ in range(count - 1):
        distance = tf.minimum(distance, tf.reduce_sum((cloud - cloud[chosen[-1]]) ** 2, axis=-1))
        chosen.append(int(tf.argmax(distance)))
    return tf.gather(cloud, chosen)


class Classifier(tf.keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.convs = [EdgeConv(8, 3), EdgeConv(8, 3)]
        self.head = tf.keras.layers.Dense(classes)

    def call(self, points):
        features = []
        x = points
        for conv in self.convs:
            x = conv(x)
            features.append(x)
        pooled = tf.reduce_max(tf.concat(features, axis=-1), axis=1)
        return self.head(pooled)


def random_rotate(points):
    angle = tf.random.uniform([], 0.0, 6.2831853)
    c, s = tf.cos(angle), tf.sin(angle)
    matrix = tf.stack([tf.stack([c, -s, 0.0]), tf.stack([s, c, 0.0]), tf.constant([0.0, 0.0, 1.0])])
    return points @ matrix


tf.random.set_seed(0)
clouds = tf.random.normal([2, 10, 3])
print(Classifier(4)(random_rotate(clouds)).shape, farthest_points(clouds[0], 4).shape)
