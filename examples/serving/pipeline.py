"""What happens to a picture before and after the detector sees it."""

import tensorflow as tf

INPUT_SIZE = 32
GRID = 8
CLASSES = 5


def preprocess(image):
    """A picture, uint8 of shape (height, width, 3), to float32 (1, INPUT_SIZE, INPUT_SIZE, 3), white-balanced."""
    pixels = tf.image.convert_image_dtype(image, tf.float32)
    grey = tf.reduce_mean(pixels)
    balance = grey / tf.maximum(tf.reduce_mean(pixels, axis=[0, 1]), 1e-3)
    pixels = tf.clip_by_value(pixels * balance, 0.0, 1.0)
    pixels = tf.image.adjust_contrast(pixels, 1.2)
    pixels = tf.image.resize(pixels, [INPUT_SIZE, INPUT_SIZE])
    pixels = tf.image.per_image_standardization(pixels)
    return pixels[tf.newaxis]


def box_corners(raw):
    """Raw outputs (cells, 4), offsets and log sizes per cell, to corners (cells, 4) between 0 and 1."""
    row, column = tf.meshgrid(tf.range(GRID), tf.range(GRID), indexing="ij")
    cells = tf.cast(tf.reshape(tf.stack([row, column], axis=-1), [-1, 2]), tf.float32)
    centre = (cells + tf.sigmoid(raw[:, :2])) / GRID
    size = tf.exp(tf.clip_by_value(raw[:, 2:], -3.0, 1.0)) / GRID
    corners = tf.concat([centre - 0.5 * size, centre + 0.5 * size], axis=-1)
    return tf.clip_by_value(corners, 0.0, 1.0)


def postprocess(output, threshold):
    """The detector's output (1, GRID, GRID, 5 + CLASSES) to boxes (n, 4), classes (n,) and scores (n,)."""
    output = tf.reshape(output, [GRID * GRID, 5 + CLASSES])
    boxes = box_corners(output[:, :4])
    probability = tf.sigmoid(output[:, 4:5]) * tf.nn.softmax(output[:, 5:])
    classes = tf.argmax(probability, axis=-1)
    scores = tf.reduce_max(probability, axis=-1)
    kept = tf.image.non_max_suppression(boxes, scores, 8, iou_threshold=0.4, score_threshold=threshold)
    return tf.gather(boxes, kept), tf.gather(classes, kept), tf.gather(scores, kept)


@tf.function
def heat_map(output):
    """Where the detector looks, as text; for `--explain`."""
    objectness = tf.sigmoid(output[0, :, :, 4])
    rows = tf.cast(9.0 * objectness, tf.int32).numpy()
    return "\n".join("".join(str(cell) for cell in row) for row in rows)
