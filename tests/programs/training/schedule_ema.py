"""Exponential moving averages of weights and a warm-up schedule."""

import tensorflow as tf


class WarmUp(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak, warmup_steps):
        super().__init__()
        self.peak = peak
        self.warmup_steps = warmup_steps

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        warm = step / self.warmup_steps
        decay = tf.sqrt(self.warmup_steps / tf.maximum(step, 1.0))
        return self.peak * tf.minimum(warm, decay)


class EMA:
    def __init__(self, variables, decay):
        self.decay = decay
        self.shadow = [tf.Variable(v, trainable=False) for v in variables]

    def update(self, variables):
        for average, variable in zip(self.shadow, variables):
            self.blend(average, variable)

    def blend(self, average, variable):
        average.assign(self.decay * average + (1.0 - self.decay) * variable)

    def swap(self, variables):
        backup = [tf.identity(v) for v in variables]
        assign_all(variables, self.shadow)
        return backup


def assign_all(targets, sources):
    for target, source in zip(targets, sources):
        target.assign(source)


def step(model, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(model(x) - y))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    return loss


tf.random.set_seed(6)
model = tf.keras.Sequential([tf.keras.layers.Dense(3), tf.keras.layers.Dense(1)])
x, y = tf.random.normal([10, 2]), tf.ones([10, 1])
model(x)
optimizer = tf.keras.optimizers.SGD(WarmUp(0.1, 4))
ema = EMA(model.trainable_variables, 0.9)
for _ in range(4):
    step(model, optimizer, x, y)
    ema.update(model.trainable_variables)
backup = ema.swap(model.trainable_variables)
assign_all(model.trainable_variables, backup)
print(len(backup), WarmUp(1.0, 10)(tf.constant(5)).numpy())
