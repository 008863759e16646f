import tensorflow as tf


class Filter(tf.Module):
    """Kalman filter in one dimension with compiled methods of every kind."""

    RATE = 0.5

    def __init__(self, q, r):
        super().__init__()
        self.q = tf.constant(q)
        self.r = tf.constant(r)
        self.mean = tf.Variable(0.0)
        self.variance = tf.Variable(1.0)

    @staticmethod
    @tf.function
    def gain(variance, noise):
        return variance / (variance + noise)

    @classmethod
    def smooth(cls, values):
        return cls.RATE * values[1:] + (1 - cls.RATE) * values[:-1]

    @tf.function
    def update(self, observation):
        predicted = self.predict_variance(self.variance)
        k = self.gain(predicted, self.r)
        self.mean.assign_add(k * (observation - self.mean))
        self.variance.assign((1 - k) * predicted)
        return self.mean.read_value()

    def predict_variance(self, variance):
        return variance + self.q

    @property
    def state(self):
        return tf.stack([self.mean, self.variance])


def run(filter_, observations):
    return tf.stack([filter_.update(o) for o in observations])


kalman = Filter(0.01, 0.5)
observations = tf.sin(tf.range(8, dtype=tf.float32))
track = run(kalman, observations)
print(track.shape, kalman.state.shape, Filter.smooth(track).shape)
print(Filter.gain(tf.constant(1.0), tf.constant(3.0)).numpy())
