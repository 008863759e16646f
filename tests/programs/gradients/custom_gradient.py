import tensorflow as tf


@tf.custom_gradient
def log1pexp(x):
    e = tf.exp(x)

    def grad(upstream):
        return upstream * (1 - 1 / (1 + e))

    return tf.math.log(1 + e), grad


@tf.custom_gradient
def clip_gradients(y):
    def backward(dy):
        return tf.clip_by_norm(dy, 0.5)

    return y, backward


@tf.custom_gradient
def straight_through(x):
    return tf.sign(x), lambda dy: dy * tf.cast(tf.abs(x) <= 1.0, dy.dtype)


class Binarize(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")

    def call(self, x):
        return tf.matmul(x, straight_through(tf.identity(self.kernel)))


def value_and_grad(f, x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return y, tape.gradient(y, x)


def norm_of(values):
    return tf.norm(values)


y, dy = value_and_grad(log1pexp, tf.constant(100.0))
print(float(dy))
y, dy = value_and_grad(lambda t: tf.reduce_sum(clip_gradients(t) ** 2), tf.constant([3.0, 4.0]))
print(round(float(norm_of(dy)), 3))
layer = Binarize(3)
y, dy = value_and_grad(layer, tf.ones([2, 4]))
print(y.shape, norm_of(dy).shape)
