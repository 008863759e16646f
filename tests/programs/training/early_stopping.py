import tensorflow as tf


class EarlyStopping:
    def __init__(self, patience: int, min_delta: float = 0.0):
        self.patience = patience
        self.min_delta = min_delta
        self.best = float("inf")
        self.waited = 0

    def should_stop(self, value: float) -> bool:
        if value < self.best - self.min_delta:
            self.best = value
            self.waited = 0
        else:
            self.waited += 1
        return self.waited >= self.patience


def split(x, y, fraction=0.75):
    cut = int(len(x) * fraction)
    return (x[:cut], y[:cut]), (x[cut:], y[cut:])


def epoch(w, data, lr):
    total = 0.0
    for x, y in data:
        with tf.GradientTape() as tape:
            loss = squared_loss(w, x, y)
        w.assign_sub(lr * tape.gradient(loss, w))
        total += float(loss)
    return total


def squared_loss(w, x, y):
    residual = tf.linalg.matvec(x, w) - y
    return tf.reduce_mean(residual * residual)


def validate(w, x, y):
    return squared_loss(w, x, y).numpy()


tf.random.set_seed(0)
features = tf.random.normal([40, 3])
targets = tf.linalg.matvec(features, tf.constant([1.0, -2.0, 0.5]))
(train_x, train_y), (val_x, val_y) = split(features, targets)
dataset = tf.data.Dataset.from_tensor_slices((train_x, train_y)).batch(10)
weights = tf.Variable(tf.zeros(3))
stopper = EarlyStopping(patience=2, min_delta=1e-3)
for number in range(20):
    epoch(weights, dataset, lr=0.3)
    if stopper.should_stop(validate(weights, val_x, val_y)):
        break
print("stopped at most at 20:", number < 20)
