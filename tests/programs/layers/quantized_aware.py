import tensorflow as tf


@tf.custom_gradient
def fake_round(x):
    def grad(dy):
        return dy

    return tf.round(x), grad


def fake_quantize(x, low, high, bits):
    levels = 2**bits - 1
    scale = (high - low) / levels
    clipped = tf.clip_by_value(x, low, high)
    return fake_round((clipped - low) / scale) * scale + low


class QuantDense(tf.keras.layers.Layer):
    def __init__(self, units, bits=8):
        super().__init__()
        self.units, self.bits = units, bits

    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")
        self.range = self.add_weight(shape=(2,), initializer="zeros", trainable=False, name="range")

    def observe(self, x):
        low, high = tf.reduce_min(x), tf.reduce_max(x)
        self.range.assign(0.9 * self.range + 0.1 * tf.stack([low, high]))

    def call(self, x, training=False):
        if training:
            self.observe(x)
        low, high = tf.unstack(tf.convert_to_tensor(self.range))
        w = tf.convert_to_tensor(self.kernel)
        w = fake_quantize(w, tf.reduce_min(w), tf.reduce_max(w), self.bits)
        return tf.matmul(fake_quantize(x, low - 1e-3, high + 1e-3, self.bits), w)


def to_int8(w):
    scale = tf.reduce_max(tf.abs(w)) / 127.0
    return tf.cast(tf.round(w / scale), tf.int8), scale


def int8_matmul(a, b, scale_a, scale_b):
    product = tf.matmul(tf.cast(a, tf.int32), tf.cast(b, tf.int32))
    return tf.cast(product, tf.float32) * scale_a * scale_b


tf.random.set_seed(0)
x = tf.random.normal([3, 4])
layer = QuantDense(2, bits=4)
for _ in range(3):
    layer(x, training=True)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(layer(x) ** 2)
print(tape.gradient(loss, layer.trainable_weights)[0].shape)
qa, sa = to_int8(x)
qb, sb = to_int8(tf.transpose(x))
print(int8_matmul(qa, qb, sa, sb).shape, qa.dtype.name)
