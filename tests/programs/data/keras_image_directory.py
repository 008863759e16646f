"""Images written to folders, read back with image_dataset_from_directory and by hand."""

import os
import tempfile

import numpy as np
import tensorflow as tf


def write_images(root, classes, per_class):
    rng = np.random.RandomState(0)
    for label in classes:
        folder = os.path.join(root, label)
        os.makedirs(folder)
        for index in range(per_class):
            pixels = rng.randint(0, 255, (20, 16, 3)).astype(np.uint8)
            save(os.path.join(folder, f"{index}.png"), pixels)


def save(path, pixels):
    tf.io.write_file(path, tf.io.encode_png(pixels))


def load_dataset(root, size, batch):
    return tf.keras.utils.image_dataset_from_directory(
        root, image_size=size, batch_size=batch, shuffle=False, label_mode="int", verbose=False
    )


def label_of(path):
    parts = tf.strings.split(path, os.sep)
    return parts[-2]


def decode(path):
    image = tf.io.decode_png(tf.io.read_file(path), channels=3)
    return tf.image.resize(image, [8, 8]), label_of(path)


def scale(images, labels):
    return images / 255.0, labels


def channel_means(images):
    return tf.reduce_mean(images, axis=(0, 1, 2))


def as_batch(array):
    return tf.expand_dims(tf.convert_to_tensor(array), 0)


root = tempfile.mkdtemp()
write_images(root, ["cat", "dog"], 3)
for images, labels in load_dataset(root, (10, 12), 4).map(scale):
    print(images.shape, labels.dtype.name, channel_means(images).shape)
files = tf.data.Dataset.list_files(os.path.join(root, "*", "*.png"), shuffle=False)
for images, labels in files.map(decode).batch(4):
    print(images.shape, labels.dtype.name)
image, _ = decode(tf.constant(os.path.join(root, "cat", "0.png")))
print(channel_means(as_batch(image.numpy())).shape)
