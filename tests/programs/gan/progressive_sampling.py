import tensorflow as tf


def lerp(a, b, t):
    return a + (b - a) * t


def slerp(a, b, t):
    omega = tf.acos(tf.clip_by_value(cosine(a, b), -1.0, 1.0))
    so = tf.sin(omega)
    return tf.sin((1.0 - t) * omega) / so * a + tf.sin(t * omega) / so * b


def cosine(a, b):
    return tf.reduce_sum(tf.math.l2_normalize(a, -1) * tf.math.l2_normalize(b, -1), axis=-1, keepdims=True)


class MappingNetwork(tf.keras.Model):
    def __init__(self, depth, dim):
        super().__init__()
        self.blocks = [tf.keras.layers.Dense(dim, activation="leaky_relu") for _ in range(depth)]

    def call(self, z):
        w = pixel_norm(z)
        for block in self.blocks:
            w = block(w)
        return w


def pixel_norm(x, epsilon=1e-8):
    return x * tf.math.rsqrt(tf.reduce_mean(x**2, axis=-1, keepdims=True) + epsilon)


def upsample(x, factor=2):
    n, h, w, c = x.shape
    x = tf.reshape(x, [n, h, 1, w, 1, c])
    x = tf.tile(x, [1, 1, factor, 1, factor, 1])
    return tf.reshape(x, [n, h * factor, w * factor, c])


def truncate(w, mean, psi=0.7):
    return lerp(mean, w, psi)


def synthesize(w, resolution):
    x = tf.reshape(w, [w.shape[0], 2, 2, -1])
    while x.shape[1] < resolution:
        x = upsample(x)
    return tf.tanh(tf.reduce_mean(x, axis=-1, keepdims=True))


tf.random.set_seed(0)
mapping = MappingNetwork(2, 8)
z = tf.random.normal([4, 5])
w = mapping(z)
images = synthesize(truncate(w, tf.reduce_mean(w, axis=0)), 8)
path = [slerp(z[:1], z[1:2], t) for t in (0.0, 0.5, 1.0)]
print(images.shape, mapping(tf.concat(path, 0)).shape)
