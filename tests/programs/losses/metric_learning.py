"""Losses and metrics as classes, schedules, callbacks, and a train loop with tf.function per method."""
import tensorflow as tf


class Contrastive(tf.keras.losses.Loss):
    def __init__(self, margin=1.0, **kwargs):
        super().__init__(**kwargs)
        self.margin = margin

    def call(self, y_true, y_pred):
        y_true = tf.cast(y_true, y_pred.dtype)
        return self.positive(y_true, y_pred) + (1 - y_true) * tf.square(tf.maximum(self.margin - y_pred, 0.0))

    def positive(self, y_true, d):
        return y_true * tf.square(d)


class Recall(tf.keras.metrics.Metric):
    def __init__(self, k=1, name="recall", **kwargs):
        super().__init__(name=name, **kwargs)
        self.k = k
        self.hits = self.add_weight(name="hits", initializer="zeros")
        self.count = self.add_weight(name="count", initializer="zeros")

    def update_state(self, labels, scores, sample_weight=None):
        hit = self.hit(labels, scores)
        self.hits.assign_add(tf.reduce_sum(hit))
        self.count.assign_add(tf.cast(tf.shape(hit)[0], tf.float32))

    def hit(self, labels, scores):
        return tf.cast(tf.math.in_top_k(labels, scores, self.k), tf.float32)

    def result(self):
        return self.hits / self.count


class Tower(tf.keras.Model):
    def __init__(self, widths, name=None):
        super().__init__(name=name)
        self.stack = tf.keras.Sequential([tf.keras.layers.Dense(w, activation="gelu") for w in widths])

    def call(self, features):
        return tf.math.l2_normalize(self.stack(features), axis=-1)


class Retrieval:
    def __init__(self):
        self.query, self.item = Tower([16, 4], "query"), Tower([8, 4], "item")
        self.optimizer = tf.keras.optimizers.Adagrad(0.1)
        self.metric = Recall(k=3)
        self.loss = tf.keras.losses.CategoricalCrossentropy(from_logits=True)

    @tf.function
    def train(self, batch):
        with tf.GradientTape() as tape:
            q, i = self.query(batch["query"]), self.item(batch["item"])
            scores = self.scores(q, i)
            loss = self.loss(tf.eye(tf.shape(scores)[0]), scores)
        variables = self.query.trainable_variables + self.item.trainable_variables
        self.update(tape.gradient(loss, variables), variables)
        self.metric.update_state(tf.range(tf.shape(scores)[0]), scores)
        return loss

    def scores(self, q, i):
        return q @ tf.transpose(i)

    def update(self, grads, variables):
        self.optimizer.apply_gradients(zip(grads, variables))

    def index(self, items):
        return tf.concat([self.item(batch) for batch in items], axis=0)


model = Retrieval()
data = tf.data.Dataset.from_tensor_slices({"query": tf.random.normal([20, 6]), "item": tf.random.normal([20, 5])})
for batch in data.batch(8, drop_remainder=True):
    model.train(batch)
index = model.index(tf.split(tf.random.normal([12, 5]), 3))
top = tf.math.top_k(model.scores(model.query(tf.ones([2, 6])), index), 4)


def rerank(values, indices):
    return tf.gather(indices, tf.argsort(values, axis=-1), batch_dims=1)


rerank(top.values, top.indices)
rerank(*top)
d = tf.norm(index[:6] - index[6:], axis=-1)
Contrastive()(tf.constant([1, 0, 1, 0, 1, 1]), d)
