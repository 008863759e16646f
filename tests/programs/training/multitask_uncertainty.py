"""Two heads with learned loss weights, trained by one compiled step."""

import tensorflow as tf


class MultiTask(tf.keras.Model):
    def __init__(self, tasks):
        super().__init__()
        self.trunk = tf.keras.layers.Dense(8, activation="relu")
        self.heads = [tf.keras.layers.Dense(size) for size in tasks]
        self.log_vars = self.add_weight(shape=(len(tasks),), initializer="zeros", name="log_vars")

    def call(self, x):
        shared = self.trunk(x)
        return [head(shared) for head in self.heads]

    def weighted(self, losses):
        stacked = tf.stack(losses)
        return tf.reduce_sum(tf.exp(-self.log_vars) * stacked + self.log_vars)


def regression_loss(y, p):
    return tf.reduce_mean(tf.square(y - p))


def classification_loss(y, p):
    return tf.reduce_mean(tf.keras.losses.sparse_categorical_crossentropy(y, p, from_logits=True))


def task_losses(targets, outputs):
    return [regression_loss(targets[0], outputs[0]), classification_loss(targets[1], outputs[1])]


model = MultiTask([1, 4])
optimizer = tf.keras.optimizers.RMSprop(1e-2)


@tf.function
def train_step(x, targets):
    with tf.GradientTape() as tape:
        loss = model.weighted(task_losses(targets, model(x)))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


for seed in range(3):
    x = tf.random.stateless_normal([6, 5], seed=[seed, 0])
    targets = (tf.reduce_sum(x, 1, keepdims=True), tf.random.stateless_uniform([6], [seed, 1], 0, 4, tf.int32))
    loss = train_step(x, targets)
print(loss.shape)
