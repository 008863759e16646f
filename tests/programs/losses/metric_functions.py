"""Evaluation metrics on NumPy and tensors."""

import numpy as np
import tensorflow as tf


def confusion_matrix(labels, predictions, classes):
    return tf.math.confusion_matrix(labels, predictions, num_classes=classes)


def precision_recall(matrix):
    matrix = tf.cast(matrix, tf.float32)
    tp = tf.linalg.diag_part(matrix)
    precision = tf.math.divide_no_nan(tp, tf.reduce_sum(matrix, axis=0))
    recall = tf.math.divide_no_nan(tp, tf.reduce_sum(matrix, axis=1))
    return precision, recall


def f_score(precision, recall, beta=1.0):
    b2 = beta**2
    return (1 + b2) * precision * recall / (b2 * precision + recall + 1e-8)


def auc(scores, labels):
    order = tf.argsort(scores)
    sorted_labels = tf.gather(labels, order)
    ranks = tf.range(1, tf.size(scores) + 1)
    positives = tf.reduce_sum(labels)
    negatives = tf.size(labels) - positives
    rank_sum = tf.reduce_sum(ranks * sorted_labels)
    return (rank_sum - positives * (positives + 1) // 2) / (positives * negatives)


def psnr(a, b):
    return tf.image.psnr(a, b, max_val=1.0)


def expected_calibration_error(probabilities, correct, bins=5):
    edges = tf.linspace(0.0, 1.0, bins + 1)
    index = tf.clip_by_value(tf.searchsorted(edges, probabilities) - 1, 0, bins - 1)
    confidence = tf.math.unsorted_segment_mean(probabilities, index, bins)
    accuracy = tf.math.unsorted_segment_mean(tf.cast(correct, tf.float32), index, bins)
    weight = tf.math.unsorted_segment_sum(tf.ones_like(probabilities), index, bins)
    return tf.reduce_sum(weight * tf.abs(confidence - accuracy)) / tf.reduce_sum(weight)


rng = np.random.RandomState(0)
labels = rng.randint(0, 3, 30)
predictions = rng.randint(0, 3, 30)
matrix = confusion_matrix(labels, predictions, 3)
precision, recall = precision_recall(matrix)
print(matrix.shape, f_score(precision, recall).shape)
scores = tf.constant(rng.rand(20).astype(np.float32))
binary = tf.constant(rng.randint(0, 2, 20).astype(np.int32))
print(auc(scores, binary).dtype.name)
print(psnr(tf.zeros([1, 4, 4, 1]), tf.fill([1, 4, 4, 1], 0.1)).shape)
print(expected_calibration_error(scores, binary > 0).shape)
