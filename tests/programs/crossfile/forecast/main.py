"""Trains the trend layer and compares it with the seasonal forecast."""

import tensorflow as tf

import forecast


def train(model, history, target, loss_fn, steps=2):
    optimizer = tf.keras.optimizers.Adam(0.01)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = loss_fn(target, model(history))
        variables = model.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


def main():
    series = tf.random.normal([10, 24])
    history, target = series[:, :18], series[:, 18:]
    model = forecast.Trend(6)
    for name, loss_fn in forecast.LOSSES.items():
        print(name, float(train(model, history, target, loss_fn)))
    naive = forecast.seasonal(history, period=4, horizon=6)
    print(float(forecast.LOSSES["mae"](target, naive)))


if __name__ == "__main__":
    main()
