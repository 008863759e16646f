import tensorflow as tf


class Kernel:
    def __init__(self, lengthscale, variance=1.0):
        self._lengthscale = tf.Variable(lengthscale)
        self._variance = tf.Variable(variance)

    @property
    def lengthscale(self):
        return tf.nn.softplus(self._lengthscale)

    @property
    def variance(self):
        return tf.nn.softplus(self._variance)

    @variance.setter
    def variance(self, value):
        self._variance.assign(tf.math.log(tf.exp(value) - 1.0))

    def __call__(self, x, y):
        return self.variance * tf.exp(-0.5 * self.distance(x, y))

    def distance(self, x, y):
        xs, ys = x / self.lengthscale, y / self.lengthscale
        return tf.reduce_sum((xs[:, None, :] - ys[None, :, :]) ** 2, -1)

    def __add__(self, other):
        return Sum(self, other)


class Sum:
    def __init__(self, left, right):
        self.left, self.right = left, right

    def __call__(self, x, y):
        return self.left(x, y) + self.right(x, y)


class GP:
    def __init__(self, kernel, noise=0.1):
        self.kernel = kernel
        self.noise = noise

    def fit(self, x, y):
        k = self.kernel(x, x) + self.noise * tf.eye(x.shape[0])
        self.chol = tf.linalg.cholesky(k)
        self.alpha = tf.linalg.cholesky_solve(self.chol, y)
        self.x = x
        return self

    def predict(self, new):
        k = self.kernel(new, self.x)
        return tf.matmul(k, self.alpha)


kernel = Kernel(0.5)
kernel.variance = tf.constant(2.0)
xs = tf.reshape(tf.linspace(0.0, 1.0, 6), [-1, 1])
gp = GP(kernel + Kernel(2.0)).fit(xs, tf.sin(6.0 * xs))
print(gp.predict(xs[:4] + 0.05).shape, float(kernel.variance))
