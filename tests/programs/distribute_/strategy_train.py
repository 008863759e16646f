"""Custom training under a distribution strategy."""
import numpy as np
import tensorflow as tf

strategy = tf.distribute.MirroredStrategy(["CPU:0"])
GLOBAL = 8

with strategy.scope():
    model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
    optimizer = tf.keras.optimizers.SGD(0.1)
    loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")
    accuracy = tf.keras.metrics.SparseCategoricalAccuracy()


def compute_loss(labels, predictions):
    per_example = loss_object(labels, predictions)
    return tf.nn.compute_average_loss(per_example, global_batch_size=GLOBAL)


def train_step(inputs):
    images, labels = inputs
    with tf.GradientTape() as tape:
        predictions = model(images, training=True)
        loss = compute_loss(labels, predictions)
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    accuracy.update_state(labels, predictions)
    return loss


@tf.function
def distributed(inputs):
    losses = strategy.run(train_step, args=(inputs,))
    return reduce(losses)


def reduce(losses):
    return strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)


def test_step(inputs):
    return forward(inputs[0])


def forward(x):
    return tf.nn.softmax(model(x))


x = np.random.rand(20, 4).astype(np.float32)
y = np.random.randint(0, 3, 20)
ds = strategy.experimental_distribute_dataset(tf.data.Dataset.from_tensor_slices((x, y)).batch(GLOBAL))
for batch in ds:
    distributed(batch)
    strategy.run(test_step, args=(batch,))
