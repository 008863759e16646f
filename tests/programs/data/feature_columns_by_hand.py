import tensorflow as tf

ROWS = {
    "price": [10.0, 20.0, 15.0, 30.0, 12.0],
    "city": ["paris", "rome", "paris", "oslo", "rome"],
    "clicks": [[1, 0], [0, 0], [3, 1], [2, 2], [0, 5]],
    "target": [0, 1, 0, 1, 1],
}


class Feature:
    def __init__(self, name):
        self.name = name

    def __call__(self, batch):
        return self.transform(batch[self.name])

    def transform(self, values):
        return values


class Scaled(Feature):
    def __init__(self, name, low, high):
        super().__init__(name)
        self.low, self.high = low, high

    def transform(self, values):
        return ((values - self.low) / (self.high - self.low))[:, tf.newaxis]


class Hashed(Feature):
    def __init__(self, name, buckets):
        super().__init__(name)
        self.buckets = buckets

    def transform(self, values):
        ids = tf.strings.to_hash_bucket_fast(values, self.buckets)
        return tf.one_hot(ids, self.buckets)


class Counts(Feature):
    def transform(self, values):
        return tf.math.log1p(tf.cast(values, tf.float32))


def pop_target(batch):
    batch = dict(batch)
    return batch, batch.pop("target")


def dense_features(features, batch):
    return tf.concat([feature(batch) for feature in features], axis=1)


def logistic(x, w):
    return tf.sigmoid(tf.linalg.matvec(x, w))


def log_loss(labels, p):
    labels = tf.cast(labels, p.dtype)
    return -tf.reduce_mean(labels * tf.math.log(p) + (1 - labels) * tf.math.log(1 - p))


features = [Scaled("price", 10.0, 30.0), Hashed("city", 4), Counts("clicks")]
weights = tf.Variable(tf.fill([7], 0.1))
for batch, target in tf.data.Dataset.from_tensor_slices(ROWS).map(pop_target).batch(2):
    x = dense_features(features, batch)
    print(x.shape, log_loss(target, logistic(x, weights)).shape)
