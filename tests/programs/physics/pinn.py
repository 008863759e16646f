"""A physics-informed network for u'' = -u with second derivatives by nested tapes."""

import tensorflow as tf


class PINN(tf.keras.Model):
    def __init__(self, width=12):
        super().__init__()
        self.layers_ = [tf.keras.layers.Dense(width, activation="tanh") for _ in range(2)]
        self.out = tf.keras.layers.Dense(1)

    def call(self, t):
        h = t
        for layer in self.layers_:
            h = layer(h)
        return self.out(h)


def derivatives(model, t):
    with tf.GradientTape() as outer:
        outer.watch(t)
        with tf.GradientTape() as inner:
            inner.watch(t)
            u = model(t)
        du = inner.gradient(u, t)
    d2u = outer.gradient(du, t)
    return u, du, d2u


def residual(u, d2u):
    return d2u + u


def loss_fn(model, t, t0):
    u, _, d2u = derivatives(model, t)
    u0, du0, _ = derivatives(model, t0)
    interior = tf.reduce_mean(residual(u, d2u) ** 2)
    boundary = tf.reduce_sum((u0 - 1.0) ** 2) + tf.reduce_sum(du0**2)
    return interior + boundary


@tf.function
def train_step(model, optimizer, t, t0):
    with tf.GradientTape() as tape:
        loss = loss_fn(model, t, t0)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


def main():
    tf.keras.utils.set_random_seed(0)
    model = PINN()
    optimizer = tf.keras.optimizers.Adam(1e-2)
    t = tf.reshape(tf.linspace(0.0, 3.14, 20), [-1, 1])
    t0 = tf.zeros([1, 1])
    model(t)
    first = train_step(model, optimizer, t, t0)
    for _ in range(5):
        last = train_step(model, optimizer, t, t0)
    print("improved:", bool(last < first))


if __name__ == "__main__":
    main()
