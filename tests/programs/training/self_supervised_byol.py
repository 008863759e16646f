import tensorflow as tf


def mlp(hidden, out):
    return tf.keras.Sequential(
        [tf.keras.layers.Dense(hidden), tf.keras.layers.BatchNormalization(), tf.keras.layers.ReLU(), tf.keras.layers.Dense(out)]
    )


class View:
    def __init__(self, strength):
        self.strength = strength

    def __call__(self, x):
        x = self.jitter(x)
        return self.drop(x, 0.1)

    def jitter(self, x):
        return x + self.strength * tf.random.normal(tf.shape(x))

    def drop(self, x, rate):
        keep = tf.cast(tf.random.uniform(tf.shape(x)) > rate, x.dtype)
        return x * keep


class BYOL(tf.keras.Model):
    def __init__(self, dim=8):
        super().__init__()
        self.online, self.target, self.predictor = mlp(16, dim), mlp(16, dim), mlp(16, dim)

    def call(self, views):
        a, b = views
        return self.predictor(self.online(a)), self.predictor(self.online(b))

    def targets(self, views):
        return [tf.stop_gradient(self.target(view)) for view in views]

    def momentum_update(self, tau):
        for online, target in zip(self.online.weights, self.target.weights):
            move(online, target, tau)


def move(online, target, tau):
    target.assign(tau * target + (1.0 - tau) * online)


def regression_loss(p, z):
    p, z = tf.math.l2_normalize(p, axis=-1), tf.math.l2_normalize(z, axis=-1)
    return 2.0 - 2.0 * tf.reduce_sum(p * z, axis=-1)


def symmetric_loss(predictions, targets):
    (pa, pb), (za, zb) = predictions, targets
    return tf.reduce_mean(regression_loss(pa, zb) + regression_loss(pb, za))


def step(model, optimizer, x, view):
    views = (view(x), view(x))
    with tf.GradientTape() as tape:
        loss = symmetric_loss(model(views), model.targets(views))
    variables = model.online.trainable_variables + model.predictor.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    model.momentum_update(0.99)
    return loss


tf.keras.utils.set_random_seed(0)
model, optimizer = BYOL(), tf.keras.optimizers.SGD(0.05)
for _ in range(3):
    loss = step(model, optimizer, tf.random.normal([10, 6]), View(0.1))
print(loss.shape)
