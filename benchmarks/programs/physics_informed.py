"""A physics-informed network learns the solution of the heat equation from its residual."""

import numpy as np
import tensorflow as tf

POINTS = 64
STEPS = 200
DIFFUSIVITY = 0.1


class Network(tf.Module):
    def __init__(self, widths=(2, 24, 24, 1)):
        super().__init__()
        self.weights, self.biases = [], []
        for i in range(len(widths) - 1):
            inputs, outputs = widths[i], widths[i + 1]
            scale = np.sqrt(2.0 / (inputs + outputs))
            self.weights.append(tf.Variable(scale * tf.random.stateless_normal([inputs, outputs], [i, 5])))
            self.biases.append(tf.Variable(tf.zeros([outputs])))

    def __call__(self, x, t):
        hidden = tf.concat([x, t], axis=1)
        for weight, bias in zip(self.weights[:-1], self.biases[:-1]):
            hidden = tf.tanh(tf.matmul(hidden, weight) + bias)
        return tf.matmul(hidden, self.weights[-1]) + self.biases[-1]


network = Network()
optimizer = tf.keras.optimizers.Adam(3e-3)


def residual(x, t):
    """How far u_t = DIFFUSIVITY * u_xx fails at the points (n, 1), (n, 1)."""
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape(persistent=True) as inner:
            inner.watch([x, t])
            u = network(x, t)
        u_x, u_t = inner.gradient(u, x), inner.gradient(u, t)
    return u_t - DIFFUSIVITY * outer.gradient(u_x, x)


def train_step(x, t):
    with tf.GradientTape() as tape:
        equation = tf.reduce_mean(residual(x, t) ** 2)
        start = tf.reduce_mean((network(x, tf.zeros_like(t)) - tf.sin(np.pi * x)) ** 2)
        ends = tf.reduce_mean(network(tf.zeros_like(x), t) ** 2 + network(tf.ones_like(x), t) ** 2)
        loss = equation + 5.0 * (start + ends)
    gradients = tape.gradient(loss, network.trainable_variables)
    optimizer.apply_gradients(zip(gradients, network.trainable_variables))
    return loss


def main():
    rng = np.random.default_rng(19)
    collocation = rng.uniform(0.0, 1.0, (STEPS, 2, POINTS, 1)).astype("float32")
    for step in range(STEPS):
        x, t = tf.constant(collocation[step, 0]), tf.constant(collocation[step, 1])
        loss = train_step(x, t)
        if (step + 1) % 50 == 0:
            print(f"step {step + 1}: loss {float(loss):.3f}")


if __name__ == "__main__":
    main()
