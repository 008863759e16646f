"""Side effects of all kinds in functions that people would like to compile."""

import logging

import tensorflow as tf

LOSSES = []
call_count = 0
logger = logging.getLogger(__name__)


def record(loss):
    LOSSES.append(float(loss))


def count():
    global call_count
    call_count += 1


class Monitor:
    def __init__(self):
        self.best = None
        self.log = {}

    def update(self, step, value):
        self.log[step] = value
        if self.best is None or value < self.best:
            self.best = value
        return self.best


def step(w, x, y, monitor, index):
    with tf.GradientTape() as tape:
        error = tf.reduce_mean((x * w - y) ** 2)
    w.assign_sub(0.1 * tape.gradient(error, w))
    count()
    record(error)
    print("step", index, "loss", round(float(error), 3))
    logger.info("loss %s", error)
    return monitor.update(index, error)


@tf.function
def traced_with_print(x):
    print("Tracing with", x.shape)
    tf.print("executing")
    return x + 1


def inspect(t):
    value = t.numpy()
    return value.item() if value.ndim == 0 else value.tolist()


weight = tf.Variable(2.0)
monitor = Monitor()
for i in range(3):
    best = step(weight, tf.constant([1.0, 2.0]), tf.constant([1.0, 2.0]), monitor, i)
print(call_count, len(LOSSES), inspect(best) >= 0)
traced_with_print(tf.ones([2]))
traced_with_print(tf.zeros([2]))
print(inspect(tf.range(3)))
