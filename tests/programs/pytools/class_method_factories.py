import tensorflow as tf


class Affine:
    instances = 0

    def __new__(cls, *args, **kwargs):
        cls.instances += 1
        return super().__new__(cls)

    def __init__(self, matrix, offset):
        self.matrix, self.offset = matrix, offset

    @classmethod
    def identity(cls, n, dtype=tf.float32):
        return cls(tf.eye(n, dtype=dtype), tf.zeros([n], dtype))

    @classmethod
    def from_dict(cls, values):
        return cls(**{key: tf.convert_to_tensor(value) for key, value in values.items()})

    @staticmethod
    def compose(first, second):
        return Affine(first.matrix @ second.matrix, Affine.apply_to(second.offset, first.matrix) + first.offset)

    @staticmethod
    def apply_to(x, matrix):
        return tf.linalg.matvec(matrix, x)

    def __call__(self, x):
        return self.apply_to(x, self.matrix) + self.offset

    def inverse(self):
        inverse = tf.linalg.inv(self.matrix)
        return type(self)(inverse, -self.apply_to(self.offset, inverse))


class Scaling(Affine):
    @classmethod
    def of(cls, factors):
        return cls(tf.linalg.diag(factors), tf.zeros_like(factors))

    def __call__(self, x):
        return super().__call__(x) + 0.0


def roundtrip(transform, x):
    return Affine.__call__(transform.inverse(), transform(x))


def error(a, b):
    return float(tf.reduce_max(tf.abs(a - b)))


shift = Affine.from_dict({"matrix": [[1.0, 0.0], [0.0, 1.0]], "offset": [1.0, -1.0]})
scaling = Scaling.of(tf.constant([2.0, 4.0]))
both = Affine.compose(scaling, shift)
x = tf.constant([3.0, 5.0])
print(both(x).numpy(), error(roundtrip(both, x), x) < 1e-5, error(roundtrip(scaling, x), x) < 1e-5)
print(Affine.identity(3, tf.float64)(tf.ones([3], tf.float64)).dtype.name, Affine.instances > 3, Scaling.instances)
