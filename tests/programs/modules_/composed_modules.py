import tensorflow as tf


class Parameter(tf.Module):
    def __init__(self, value, transform=tf.identity, name=None):
        super().__init__(name)
        self.raw = tf.Variable(value, dtype=tf.float64)
        self.transform = transform

    def __call__(self):
        return self.transform(self.raw)


class Mean(tf.Module):
    def __init__(self, degree):
        super().__init__()
        self.coefficients = [Parameter(0.1 * (i + 1)) for i in range(degree)]

    def __call__(self, x):
        return polynomial(x, [c() for c in self.coefficients])


def polynomial(x, coefficients):
    result = tf.zeros_like(x)
    for coefficient in reversed(coefficients):
        result = result * x + coefficient
    return result


class Likelihood(tf.Module):
    def __init__(self):
        super().__init__()
        self.scale = Parameter(0.0, transform=tf.exp)

    def log_prob(self, y, f):
        s = self.scale()
        return tf.reduce_sum(-0.5 * ((y - f) / s) ** 2 - tf.math.log(s))


class Model(tf.Module):
    def __init__(self, degree):
        super().__init__()
        self.mean = Mean(degree)
        self.likelihood = Likelihood()

    def loss(self, data):
        x, y = data
        return -self.likelihood.log_prob(y, self.mean(x))


def fit(model, data, optimizer, steps):
    @tf.function
    def step():
        with tf.GradientTape() as tape:
            loss = model.loss(data)
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
        return loss

    return [step() for _ in range(steps)]


x = tf.linspace(tf.constant(-1.0, tf.float64), 1.0, 20)
losses = fit(Model(3), (x, x**2), tf.keras.optimizers.Adam(0.05), 4)
print(len(losses), losses[0].dtype.name)
