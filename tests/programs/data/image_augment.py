"""An input pipeline for images: decode, augment, batch, prefetch."""

import functools

import tensorflow as tf

SIZE = 24
AUTOTUNE = tf.data.AUTOTUNE


def encode(seed):
    pixels = tf.random.stateless_uniform([32, 28, 3], seed=[seed, 0], maxval=256, dtype=tf.int32)
    return tf.io.encode_png(tf.cast(pixels, tf.uint8))


def decode(data, label):
    image = tf.io.decode_png(data, channels=3)
    return tf.image.convert_image_dtype(image, tf.float32), label


def resize(image, label, size):
    image = tf.image.resize(image, [size, size])
    return image, label


def augment(image, label):
    image = tf.image.random_flip_left_right(image)
    image = tf.image.random_brightness(image, 0.1)
    image = tf.image.random_crop(image, [SIZE - 4, SIZE - 4, 3])
    return tf.clip_by_value(image, 0.0, 1.0), label


def mixup(images, labels, alpha=0.2):
    rolled = tf.roll(images, shift=1, axis=0)
    return images * (1 - alpha) + rolled * alpha, tf.one_hot(labels, 3)


def make_dataset(data, labels, training):
    ds = tf.data.Dataset.from_tensor_slices((data, labels))
    ds = ds.map(decode, num_parallel_calls=AUTOTUNE)
    ds = ds.map(functools.partial(resize, size=SIZE))
    if training:
        ds = ds.cache().shuffle(8).map(augment, num_parallel_calls=AUTOTUNE)
    ds = ds.batch(4)
    return ds.map(mixup).prefetch(AUTOTUNE)


def channel_stats(images):
    return tf.reduce_mean(images, axis=[0, 1, 2]), tf.math.reduce_variance(images, axis=[0, 1, 2])


raw = [encode(i).numpy() for i in range(8)]
targets = [i % 3 for i in range(8)]
for flag in (True, False):
    for batch_images, batch_labels in make_dataset(raw, targets, flag):
        mean, variance = channel_stats(batch_images)
        print(batch_images.shape, batch_labels.shape, mean.shape, variance.dtype.name)
