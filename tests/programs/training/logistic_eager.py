import numpy as np
import tensorflow as tf

rng = np.random.RandomState(42)


def generate(n, dim=4):
    features = rng.normal(size=(n, dim)).astype(np.float32)
    coefficients = np.linspace(-1.0, 1.0, dim, dtype=np.float32)
    labels = (features @ coefficients > 0).astype(np.float32)
    return features, labels


def logits(w, b, x):
    return tf.linalg.matvec(x, w) + b


def loss_fn(w, b, x, y, l2=1e-3):
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits(w, b, x))
    return tf.reduce_mean(ce) + l2 * tf.nn.l2_loss(w)


def sgd(params, grads, lr):
    for p, g in zip(params, grads):
        p.assign_sub(lr * g)


def batches(x, y, size):
    order = rng.permutation(len(x))
    for start in range(0, len(x), size):
        index = order[start : start + size]
        yield x[index], y[index]


def fit(x, y, epochs=3, batch_size=16):
    w = tf.Variable(tf.zeros([x.shape[1]]))
    b = tf.Variable(0.0)
    for _ in range(epochs):
        for bx, by in batches(x, y, batch_size):
            with tf.GradientTape() as tape:
                value = loss_fn(w, b, bx, by)
            sgd([w, b], tape.gradient(value, [w, b]), lr=0.5)
    return w, b


def predict(w, b, x, threshold=0.5):
    return tf.cast(tf.sigmoid(logits(w, b, x)) > threshold, tf.float32)


x_all, y_all = generate(80)
weight, bias = fit(x_all, y_all)
predictions = predict(weight, bias, tf.constant(x_all))
print("accuracy above chance:", bool(tf.reduce_mean(tf.cast(predictions == y_all, tf.float32)) > 0.6))
