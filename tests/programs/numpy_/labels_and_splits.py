import numpy as np
import tensorflow as tf


def train_test_split(x, y, test_size, rng):
    order = rng.permutation(len(x))
    cut = int(len(x) * (1 - test_size))
    return x[order[:cut]], x[order[cut:]], y[order[:cut]], y[order[cut:]]


def stratified(y, classes):
    return [np.flatnonzero(y == c) for c in range(classes)]


def class_weights(y, classes):
    counts = np.bincount(y, minlength=classes)
    return tf.constant(len(y) / (classes * counts), dtype=tf.float32)


def weighted_loss(labels, logits, weights):
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_mean(loss * tf.gather(weights, labels))


def softmax_regression(x, y, classes, steps, weights):
    w = tf.Variable(tf.zeros([x.shape[1], classes], dtype=tf.float64))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = weighted_loss(y, tf.matmul(x, w), tf.cast(weights, tf.float64))
        w.assign_sub(0.1 * tape.gradient(loss, w))
    return w.numpy(), loss


def predict(x, w):
    return np.argmax(x @ w, axis=1)


def confusion(y, p, classes):
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (y, p), 1)
    return matrix


def report(matrix):
    recall = np.diag(matrix) / np.maximum(matrix.sum(axis=1), 1)
    return {"recall": recall.round(2).tolist(), "total": int(matrix.sum())}


rng = np.random.RandomState(0)
x, y = rng.normal(size=(40, 3)), rng.randint(0, 3, 40)
x[np.arange(40), y] += 2.0
x_train, x_test, y_train, y_test = train_test_split(x, y, 0.25, rng)
w, loss = softmax_regression(x_train, y_train, 3, 5, class_weights(y_train, 3))
print(loss.dtype.name, len(stratified(y, 3)), report(confusion(y_test, predict(x_test, w), 3))["total"])
print(weighted_loss(y_test, x_test @ w, np.ones(3)).dtype.name)
