import tensorflow as tf


class CouplingLayer(tf.Module):
    def __init__(self, dim, flip):
        super().__init__()
        self.flip = flip
        self.half = dim // 2
        self.w = tf.Variable(tf.random.normal([self.half, dim], stddev=0.1))

    def split(self, x):
        a, b = x[:, : self.half], x[:, self.half :]
        return (b, a) if self.flip else (a, b)

    def merge(self, a, b):
        return tf.concat([b, a] if self.flip else [a, b], axis=1)

    def params(self, a):
        log_scale, shift = tf.split(a @ self.w, 2, axis=1)
        return tf.tanh(log_scale), shift

    def forward(self, x):
        a, b = self.split(x)
        log_scale, shift = self.params(a)
        return self.merge(a, b * tf.exp(log_scale) + shift), tf.reduce_sum(log_scale, axis=1)

    def inverse(self, z):
        a, b = self.split(z)
        log_scale, shift = self.params(a)
        return self.merge(a, (b - shift) * tf.exp(-log_scale))
