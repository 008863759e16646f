import tensorflow as tf
from tensorflow.keras import layers


class RandomErase(layers.Layer):
    def __init__(self, size, **kwargs):
        super().__init__(**kwargs)
        self.size = size

    def call(self, images, training=False):
        if not training:
            return images
        return erase(images, self.size)


def erase(images, size):
    height, width = images.shape[1], images.shape[2]
    top = tf.random.uniform([], 0, height - size, dtype=tf.int32)
    left = tf.random.uniform([], 0, width - size, dtype=tf.int32)
    rows = tf.range(height)
    columns = tf.range(width)
    hole = inside(rows, top, size)[:, None] & inside(columns, left, size)[None, :]
    return tf.where(hole[None, :, :, None], tf.zeros_like(images), images)


def inside(index, start, size):
    return (index >= start) & (index < start + size)


def color_jitter(image, strength):
    image = tf.image.random_saturation(image, 1 - strength, 1 + strength)
    image = tf.image.random_contrast(image, 1 - strength, 1 + strength)
    return tf.clip_by_value(image, 0, 1)


def cutmix(images, labels, lam):
    cut = int(images.shape[1] * (1 - lam))
    mixed = tf.concat([images[:, :cut], tf.reverse(images, [0])[:, cut:]], axis=1)
    return mixed, lam * labels + (1 - lam) * tf.reverse(labels, [0])


def grid(images, columns):
    rows = [tf.concat(tf.unstack(images[i : i + columns]), axis=1) for i in range(0, images.shape[0], columns)]
    return tf.concat(rows, axis=0)


tf.random.set_seed(0)
batch = tf.random.uniform([4, 12, 10, 3])
eraser = RandomErase(3)
print(eraser(batch).shape, eraser(batch, training=True).shape)
print(color_jitter(batch, 0.2).shape)
mixed, labels = cutmix(batch, tf.one_hot([0, 1, 2, 0], 3), 0.5)
print(mixed.shape, labels.shape, grid(batch, 2).shape)
