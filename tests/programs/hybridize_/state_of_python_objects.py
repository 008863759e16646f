"""Counters and histories kept by Python, beside state in variables."""

import tensorflow as tf


class Meter:
    def __init__(self):
        self.count = 0
        self.history = []
        self.total = tf.Variable(0.0)

    def counted(self, x):
        self.count += 1
        return x / float(self.count)

    def remembered(self, x):
        self.history.append(x)
        return tf.add_n(self.history)

    def accumulated(self, x):
        self.total.assign_add(tf.reduce_sum(x))
        return self.total.read_value()


meter = Meter()
x = tf.constant([1.0, 2.0])
for _ in range(4):
    print(meter.counted(x).numpy().round(3).tolist(), meter.remembered(x).numpy().tolist(), float(meter.accumulated(x)))
print(meter.count, len(meter.history))
