"""Methods of objects that live for one call only, and of objects that stay."""

import tensorflow as tf


class Line(tf.Module):
    def __init__(self, slope):
        super().__init__()
        self.slope = tf.Variable(slope)

    def at(self, x):
        return self.slope * x


class Curve(tf.Module):
    def __init__(self, slope):
        super().__init__()
        self.slope = tf.Variable(slope)

    def at(self, x):
        return self.slope * x**2


curve = Curve(2.0)
for slope in (1.0, 2.0, 3.0):
    x = tf.constant([1.0, 2.0]) * slope
    print(Line(slope).at(x).numpy().tolist(), curve.at(x).numpy().tolist())
