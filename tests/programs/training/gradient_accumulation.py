"""Accumulate gradients over micro-batches before applying them."""

import tensorflow as tf

ACCUMULATE = 3


class Accumulator:
    def __init__(self, variables):
        self.sums = [tf.Variable(tf.zeros_like(v), trainable=False) for v in variables]
        self.count = tf.Variable(0, dtype=tf.int32, trainable=False)

    def add(self, gradients):
        for total, gradient in zip(self.sums, gradients):
            total.assign_add(gradient)
        self.count.assign_add(1)

    def average(self):
        scale = tf.cast(self.count, tf.float32)
        return [divide(total, scale) for total in self.sums]

    def reset(self):
        for total in self.sums:
            total.assign(tf.zeros_like(total))
        self.count.assign(0)


def divide(total, scale):
    return total / scale


def micro_step(model, accumulator, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.keras.losses.mse(y, model(x, training=True)))
    accumulator.add(tape.gradient(loss, model.trainable_variables))
    return loss


def maybe_apply(optimizer, accumulator, variables, step):
    if (step + 1) % ACCUMULATE == 0:
        optimizer.apply_gradients(zip(accumulator.average(), variables))
        accumulator.reset()
        return True
    return False


def main():
    tf.random.set_seed(0)
    model = tf.keras.Sequential([tf.keras.layers.Dense(4, activation="relu"), tf.keras.layers.Dense(2)])
    model.build((None, 5))
    optimizer = tf.keras.optimizers.SGD(0.1)
    accumulator = Accumulator(model.trainable_variables)
    applied = 0
    for step in range(6):
        x, y = tf.random.normal([4, 5]), tf.random.normal([4, 2])
        micro_step(model, accumulator, x, y)
        applied += maybe_apply(optimizer, accumulator, model.trainable_variables, step)
    print("applied", applied, "left", int(accumulator.count))


main()
