"""Functions mapped over datasets before and after batching, with unknown sizes."""

import tensorflow as tf


def scale(image, label):
    return tf.image.convert_image_dtype(image, tf.float32), label


def random_crop(image, label):
    return tf.image.random_crop(image, [6, 6, 3]), label


def one_hot(images, labels):
    return images, encode(labels)


def encode(labels):
    return tf.one_hot(labels, 4)


def is_big(image, label):
    return brightness(image) > 0.0


def brightness(image):
    return tf.reduce_mean(image)


def flat(images, labels):
    return tf.data.Dataset.from_tensor_slices((images, labels))


def train_step(images, labels):
    return tf.reduce_mean(images), tf.reduce_sum(labels)


images = tf.cast(tf.random.uniform([10, 8, 8, 3], 0, 255, tf.int32), tf.uint8)
labels = tf.range(10) % 4
dataset = tf.data.Dataset.from_tensor_slices((images, labels)).map(scale).filter(is_big).map(random_crop)
batched = dataset.batch(4).map(one_hot)
for batch_images, batch_labels in batched:
    print(train_step(batch_images, batch_labels)[0].shape)
again = batched.flat_map(flat).batch(5, drop_remainder=True)
for batch_images, batch_labels in again.take(1):
    print(train_step(batch_images, batch_labels)[1].shape)
