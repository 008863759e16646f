"""Linear regression with a hand-written gradient descent step."""

import tensorflow as tf

TRUE_W = 3.0
TRUE_B = 0.5
NUM_EXAMPLES = 200


def make_data(count):
    x = tf.random.normal(shape=(count,))
    noise = tf.random.normal(shape=(count,), stddev=0.1)
    return x, x * TRUE_W + TRUE_B + noise


class LinearModel(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(5.0)
        self.b = tf.Variable(0.0)

    def __call__(self, x):
        return self.w * x + self.b


def mse(target_y, predicted_y):
    return tf.reduce_mean(tf.square(target_y - predicted_y))


def train(model, x, y, learning_rate):
    with tf.GradientTape() as t:
        current_loss = mse(y, model(x))
    dw, db = t.gradient(current_loss, [model.w, model.b])
    model.w.assign_sub(learning_rate * dw)
    model.b.assign_sub(learning_rate * db)
    return current_loss


def report(model, loss):
    return f"W = {model.w.numpy():1.2f}, b = {model.b.numpy():1.2f}, loss={loss:2.5f}"


def training_loop(model, x, y, epochs=10):
    weights = []
    for epoch in range(epochs):
        loss = train(model, x, y, learning_rate=0.1)
        weights.append(model.w.numpy())
        if epoch % 5 == 0:
            print(f"Epoch {epoch:2d}: {report(model, loss)}")
    return weights


if __name__ == "__main__":
    tf.random.set_seed(0)
    xs, ys = make_data(NUM_EXAMPLES)
    history = training_loop(LinearModel(), xs, ys)
    print(len(history))
