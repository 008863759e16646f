"""The whole epoch inside one tf.function over a dataset."""

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(6, activation="relu"), tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)
accuracy = tf.keras.metrics.SparseCategoricalAccuracy()


def loss_fn(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))


def train_one(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_fn(y, logits)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    accuracy.update_state(y, logits)
    return loss


@tf.function
def epoch(dataset):
    total, steps = 0.0, 0
    for x, y in dataset:
        total += train_one(x, y)
        steps += 1
        if tf.equal(steps % 2, 0):
            tf.print("step", steps, output_stream="file:///dev/null")
    return total / tf.cast(steps, tf.float32)


@tf.function
def fixed_steps(iterator, steps):
    last = tf.constant(0.0)
    for _ in tf.range(steps):
        x, y = next(iterator)
        last = train_one(x, y)
    return last


def make(count, batch):
    x = tf.random.stateless_normal([count, 4], [0, 0])
    y = tf.cast(tf.reduce_sum(x, axis=1) > 0.0, tf.int64)
    return tf.data.Dataset.from_tensor_slices((x, y)).batch(batch)


tf.keras.utils.set_random_seed(0)
print(epoch(make(22, 5)).shape, fixed_steps(iter(make(20, 5).repeat()), tf.constant(3)).shape)
print(0.0 <= float(accuracy.result()) <= 1.0)
