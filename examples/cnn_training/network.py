"""A small convolutional network and pictures of bars to train it on."""

import numpy as np
import tensorflow as tf

IMAGE_SIZE = 12
CLASSES = 4


def build_network():
    return tf.keras.Sequential(
        [
            tf.keras.Input((IMAGE_SIZE, IMAGE_SIZE, 1)),
            tf.keras.layers.Conv2D(8, 3, activation="relu"),
            tf.keras.layers.MaxPooling2D(),
            tf.keras.layers.Conv2D(16, 3, activation="relu"),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dropout(0.2),
            tf.keras.layers.Dense(32, activation="relu"),
            tf.keras.layers.Dense(CLASSES),
        ]
    )


def draw_bars(count, seed):
    """Noisy pictures of a bar: horizontal, vertical, falling or rising. Returns images and their classes."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, count)
    images = rng.normal(0.0, 0.4, (count, IMAGE_SIZE, IMAGE_SIZE, 1)).astype("float32")
    for image, label in zip(images, labels):
        at = rng.integers(2, IMAGE_SIZE - 2)
        for i in range(IMAGE_SIZE):
            row, column = [(at, i), (i, at), (i, i), (i, IMAGE_SIZE - 1 - i)][label]
            image[row, column, 0] += 1.0
    return images, labels.astype("int64")


def dataset(count, batch_size, seed):
    images, labels = draw_bars(count, seed)
    return tf.data.Dataset.from_tensor_slices((images, labels)).batch(batch_size, drop_remainder=True)
