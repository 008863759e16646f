"""Classify spirals: a Keras network with batch normalization, trained by a custom loop."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

CLASSES = 3
BATCH_SIZE = 32
EPOCHS = 3

keras.utils.set_random_seed(0)
model = keras.Sequential(
    [
        keras.Input((2,)),
        keras.layers.Dense(64),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.Activation("relu"),
        keras.layers.Dense(64),
        keras.layers.BatchNormalization(momentum=0.9),
        keras.layers.Activation("relu"),
        keras.layers.Dropout(0.1),
        keras.layers.Dense(CLASSES),
    ]
)
optimizer = keras.optimizers.Adam(1e-2)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_accuracy = keras.metrics.SparseCategoricalAccuracy()


def spirals(count, seed):
    rng = np.random.default_rng(seed)
    label = rng.integers(0, CLASSES, count)
    radius = rng.uniform(0.1, 1.0, count)
    angle = 4.0 * radius + 2.0 * np.pi / CLASSES * label + rng.normal(0.0, 0.1, count)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return points.astype(np.float32), label.astype(np.int32)


def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = model(x, training=True)
        loss = loss_fn(y, logits)
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    train_accuracy.update_state(y, logits)
    return loss


def predict(x):
    return tf.argmax(tf.nn.softmax(model(x, training=False)), axis=-1, output_type=tf.int32)


def main():
    train = tf.data.Dataset.from_tensor_slices(spirals(2048, 1)).batch(BATCH_SIZE, drop_remainder=True)
    test = tf.data.Dataset.from_tensor_slices(spirals(512, 2)).batch(BATCH_SIZE, drop_remainder=True)
    for epoch in range(EPOCHS):
        train_accuracy.reset_state()
        for x, y in train:
            loss = train_step(x, y)
        print(f"epoch {epoch}: loss {float(loss):.3f} accuracy {float(train_accuracy.result()):.3f}")
    hits = 0
    for x, y in test:
        hits += np.sum(predict(x).numpy() == y.numpy())
    print(f"test accuracy {hits / 512:.3f}")


if __name__ == "__main__":
    main()
