"""A small detector: feature pyramid in a functional model, box decoding and NMS outside."""

import tensorflow as tf
from tensorflow import keras


class PyramidLevel(keras.layers.Layer):
    def __init__(self, channels):
        super().__init__()
        self.lateral = keras.layers.Conv2D(channels, 1)
        self.smooth = keras.layers.Conv2D(channels, 3, padding="same")

    def call(self, fine, coarse):
        up = keras.ops.repeat(keras.ops.repeat(coarse, 2, axis=1), 2, axis=2)
        return self.smooth(self.lateral(fine) + up)


def backbone(inputs):
    features = []
    x = inputs
    for filters in (4, 8):
        x = keras.layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
        features.append(x)
    return features


def build(size, anchors, classes):
    inputs = keras.Input((size, size, 3))
    fine, coarse = backbone(inputs)
    merged = PyramidLevel(6)(fine, keras.layers.Conv2D(6, 1)(coarse))
    outputs = keras.layers.Conv2D(anchors * (4 + classes), 1)(merged)
    return keras.Model(inputs, keras.layers.Reshape((-1, 4 + classes))(outputs))


def make_anchors(size, stride, anchors):
    centers = (tf.range(size // stride, dtype=tf.float32) + 0.5) * stride
    ys, xs = tf.meshgrid(centers, centers, indexing="ij")
    points = tf.reshape(tf.stack([ys, xs], -1), [-1, 2])
    return tf.repeat(points, anchors, axis=0)


def decode(deltas, anchors, scale=4.0):
    centers = anchors + deltas[..., :2] * scale
    sizes = scale * tf.exp(tf.clip_by_value(deltas[..., 2:], -2.0, 2.0))
    return tf.concat([centers - sizes / 2, centers + sizes / 2], axis=-1)


def detect(raw, anchors, limit=3):
    boxes = decode(raw[..., :4], anchors)
    scores = tf.sigmoid(raw[..., 4:])
    return tf.image.combined_non_max_suppression(boxes[:, :, None, :], scores, limit, limit)


keras.utils.set_random_seed(0)
model = build(16, 2, 3)
raw = model(tf.random.uniform([2, 16, 16, 3]))
anchors = make_anchors(16, 2, 2)
result = detect(raw, anchors)
print(raw.shape, anchors.shape, result.nmsed_boxes.shape)
