"""Custom training with MirroredStrategy on one CPU."""

import tensorflow as tf

GLOBAL_BATCH = 8
strategy = tf.distribute.MirroredStrategy(["/cpu:0"])

with strategy.scope():
    model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(6, "relu"), tf.keras.layers.Dense(1)])
    optimizer = tf.keras.optimizers.SGD(0.05)


def compute_loss(labels, predictions):
    per_example = tf.math.squared_difference(labels, predictions)[:, 0]
    return tf.nn.compute_average_loss(per_example, global_batch_size=GLOBAL_BATCH)


def train_step(inputs):
    features, labels = inputs
    with tf.GradientTape() as tape:
        predictions = model(features, training=True)
        loss = compute_loss(labels, predictions)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


@tf.function
def distributed_train_step(dataset_inputs):
    per_replica_losses = strategy.run(train_step, args=(dataset_inputs,))
    return strategy.reduce(tf.distribute.ReduceOp.SUM, per_replica_losses, axis=None)


def predict(features):
    return model(features)


def make_dataset():
    features = tf.random.stateless_normal([24, 4], seed=[1, 1])
    labels = tf.reduce_sum(features, axis=1, keepdims=True)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(GLOBAL_BATCH)


losses = []
for batch in strategy.experimental_distribute_dataset(make_dataset()):
    losses.append(float(distributed_train_step(batch)))
print(len(losses))
print(strategy.run(predict, args=(tf.ones([2, 4]),)).shape)
