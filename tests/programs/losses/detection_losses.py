"""Boxes: IoU, GIoU, matching, focal classification, smooth L1."""

import tensorflow as tf


def area(boxes):
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def intersection(a, b):
    top_left = tf.maximum(a[:, None, :2], b[None, :, :2])
    bottom_right = tf.minimum(a[:, None, 2:], b[None, :, 2:])
    sides = tf.maximum(bottom_right - top_left, 0.0)
    return sides[..., 0] * sides[..., 1]


def iou(a, b):
    inter = intersection(a, b)
    union = area(a)[:, None] + area(b)[None, :] - inter
    return inter / tf.maximum(union, 1e-8)


def match(anchors, truth, positive=0.5):
    overlaps = iou(anchors, truth)
    best = tf.argmax(overlaps, axis=1)
    quality = tf.reduce_max(overlaps, axis=1)
    return best, quality >= positive


def encode(anchors, boxes):
    def center_form(b):
        size = b[:, 2:] - b[:, :2]
        return b[:, :2] + 0.5 * size, size

    ac, asize = center_form(anchors)
    bc, bsize = center_form(boxes)
    return tf.concat([(bc - ac) / asize, tf.math.log(bsize / asize)], axis=1)


def smooth_l1(targets, predictions, mask):
    error = tf.abs(targets - predictions)
    loss = tf.where(error < 1.0, 0.5 * error**2, error - 0.5)
    weight = tf.cast(mask, tf.float32)[:, None]
    return tf.reduce_sum(loss * weight) / tf.maximum(tf.reduce_sum(weight), 1.0)


def make_boxes(count, seed):
    corners = tf.random.stateless_uniform([count, 2], [seed, 0], 0.0, 0.6)
    sizes = tf.random.stateless_uniform([count, 2], [seed, 1], 0.1, 0.4)
    return tf.concat([corners, corners + sizes], axis=1)


anchors, truth = make_boxes(12, 1), make_boxes(3, 2)
best, positive = match(anchors, truth, positive=0.1)
targets = encode(anchors, tf.gather(truth, best))
print(best.dtype.name, positive.shape, targets.shape)
print(smooth_l1(targets, tf.zeros_like(targets), positive).shape)
keep = tf.image.non_max_suppression(anchors, iou(anchors, truth)[:, 0], max_output_size=5)
print(area(tf.gather(anchors, keep)).shape.rank)
