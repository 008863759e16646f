"""Loss scaling by hand with float16 activations."""

import tensorflow as tf


class LossScale:
    def __init__(self, initial=2.0**10, growth_interval=2):
        self.value = tf.Variable(initial, dtype=tf.float32)
        self.good = 0
        self.interval = growth_interval

    def scale(self, loss):
        return loss * tf.cast(self.value, loss.dtype)

    def unscale(self, grads):
        return [tf.cast(g, tf.float32) / self.value for g in grads]

    def update(self, finite):
        if finite:
            self.good += 1
            if self.good >= self.interval:
                self.value.assign(self.value * 2.0)
                self.good = 0
        else:
            self.value.assign(self.value / 2.0)


def all_finite(grads):
    checks = [tf.reduce_all(tf.math.is_finite(g)) for g in grads]
    return bool(tf.reduce_all(tf.stack(checks)))


def half(x):
    return tf.cast(x, tf.float16)


def forward(params, x):
    w1, w2 = params
    h = tf.nn.relu(tf.matmul(half(x), half(w1)))
    return tf.matmul(h, half(w2))


def step(params, scaler, x, y, lr=0.01):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((forward(params, x) - half(y)) ** 2)
        scaled = scaler.scale(loss)
    grads = scaler.unscale(tape.gradient(scaled, params))
    finite = all_finite(grads)
    if finite:
        for p, g in zip(params, grads):
            p.assign_sub(lr * g)
    scaler.update(finite)
    return loss


tf.random.set_seed(2)
params = [tf.Variable(tf.random.normal([4, 8], stddev=0.1)), tf.Variable(tf.random.normal([8, 1], stddev=0.1))]
scaler = LossScale()
for _ in range(3):
    loss = step(params, scaler, tf.ones([5, 4]), tf.zeros([5, 1]))
print(loss.dtype.name, float(scaler.value))
