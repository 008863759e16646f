import tensorflow as tf


def discretize(a, b, step):
    identity = tf.eye(a.shape[0])
    inverse = tf.linalg.inv(identity - step / 2.0 * a)
    return inverse @ (identity + step / 2.0 * a), (inverse * step) @ b


def recurrent(a, b, c, u):
    def advance(x, u_k):
        return tf.linalg.matvec(a, x) + b[:, 0] * u_k

    states = tf.scan(advance, u, initializer=tf.zeros([a.shape[0]]))
    return tf.linalg.matvec(states, c)


def kernel(a, b, c, length):
    terms = []
    power = b
    for _ in range(length):
        terms.append(tf.tensordot(c, power[:, 0], 1))
        power = a @ power
    return tf.stack(terms)


def causal_convolution(u, k):
    n = u.shape[-1] + k.shape[0]
    spectrum = tf.signal.rfft(u, [n]) * tf.signal.rfft(k, [n])
    return tf.signal.irfft(spectrum, [n])[..., : u.shape[-1]]


def hippo(n):
    i = tf.range(n, dtype=tf.float32)
    p = tf.sqrt(1.0 + 2.0 * i)
    a = p[:, None] * p[None, :]
    return -(tf.linalg.band_part(a, -1, 0) - tf.linalg.diag(i))


class SSMLayer(tf.keras.layers.Layer):
    def __init__(self, n, length):
        super().__init__()
        self.n, self.length = n, length

    def build(self, _):
        self.c = self.add_weight(shape=(self.n,), name="c")
        self.log_step = self.add_weight(shape=(), initializer="zeros", name="step")

    def call(self, u):
        a, b = discretize(hippo(self.n), tf.ones([self.n, 1]), tf.exp(self.log_step) * 0.1)
        return causal_convolution(u, kernel(a, b, tf.convert_to_tensor(self.c), self.length))


tf.random.set_seed(0)
a, b = discretize(hippo(4), tf.ones([4, 1]), 0.1)
c, u = tf.random.normal([4]), tf.random.normal([6])
slow, fast = recurrent(a, b, c, u), causal_convolution(u, kernel(a, b, c, 6))
print(bool(tf.reduce_max(tf.abs(slow - fast)) < 1e-4), SSMLayer(4, 6)(tf.random.normal([3, 6])).shape)
