"""A Trainer object in the style of library code: optimizer, clipping, schedule and callbacks."""

import math

import tensorflow as tf


class CosineSchedule:
    def __init__(self, base_lr, total_steps):
        self.base_lr = base_lr
        self.total_steps = total_steps

    def __call__(self, step):
        progress = min(step / self.total_steps, 1.0)
        return 0.5 * self.base_lr * (1 + math.cos(math.pi * progress))


class Trainer:
    def __init__(self, model, schedule, clip_norm=1.0):
        self.model = model
        self.schedule = schedule
        self.clip_norm = clip_norm
        self.optimizer = tf.keras.optimizers.Adam(learning_rate=schedule(0))
        self.step_count = 0
        self.history = []

    def loss(self, prediction, target):
        return tf.reduce_mean(tf.keras.losses.huber(target, prediction))

    def clip(self, grads):
        clipped, norm = tf.clip_by_global_norm(grads, self.clip_norm)
        return clipped, norm

    def step(self, batch):
        x, y = batch
        with tf.GradientTape() as tape:
            prediction = self.model(x)
            loss = self.loss(prediction, y)
        variables = self.model.trainable_variables
        grads, norm = self.clip(tape.gradient(loss, variables))
        self.optimizer.learning_rate.assign(self.schedule(self.step_count))
        self.optimizer.apply_gradients(zip(grads, variables))
        self.step_count += 1
        self.log(loss, norm)
        return loss

    def log(self, loss, norm):
        self.history.append((float(loss), float(norm)))

    def run(self, dataset, epochs):
        for _ in range(epochs):
            for batch in dataset:
                self.step(batch)
        return self.history


def sine_dataset(n):
    x = tf.linspace(-math.pi, math.pi, n)[:, None]
    return tf.data.Dataset.from_tensor_slices((x, tf.sin(x))).repeat().batch(16).take(6)


def main():
    tf.random.set_seed(3)
    model = tf.keras.Sequential([tf.keras.layers.Dense(12, activation="tanh"), tf.keras.layers.Dense(1)])
    trainer = Trainer(model, CosineSchedule(1e-2, 12))
    history = trainer.run(sine_dataset(50), epochs=2)
    print(len(history), all(loss >= 0 for loss, _ in history))


main()
