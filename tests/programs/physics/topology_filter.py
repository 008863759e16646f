import numpy as np
import tensorflow as tf


def cone_filter(radius):
    r = np.arange(-radius, radius + 1)
    distance = np.sqrt(r[:, None] ** 2 + r[None, :] ** 2)
    kernel = np.maximum(0.0, radius + 1 - distance)
    return tf.constant(kernel / kernel.sum(), tf.float32)


def smooth(density, kernel):
    size = tf.shape(kernel)[0] // 2
    padded = tf.pad(density, [[size, size], [size, size]], "SYMMETRIC")
    result = tf.nn.conv2d(padded[None, ..., None], kernel[..., None, None], 1, "VALID")
    return tf.squeeze(result, [0, 3])


def project(density, beta, eta=0.5):
    numerator = tf.tanh(beta * eta) + tf.tanh(beta * (density - eta))
    return numerator / (tf.tanh(beta * eta) + tf.tanh(beta * (1.0 - eta)))


def compliance(density, load):
    stiffness = 1e-3 + density**3
    flux = tf.cumsum(load, axis=0)
    return tf.reduce_sum(flux**2 / stiffness)


def volume(density):
    return tf.reduce_mean(density)


@tf.function(reduce_retracing=True)
def objective(raw, kernel, load, beta):
    density = project(smooth(tf.sigmoid(raw), kernel), beta)
    return compliance(density, load) + 100.0 * (volume(density) - 0.4) ** 2, density


def optimise(raw, kernel, load, steps):
    raw = tf.Variable(raw)
    optimizer = tf.keras.optimizers.Adam(0.1)
    for step in range(steps):
        with tf.GradientTape() as tape:
            value, density = objective(raw, kernel, load, tf.constant(1.0 + step))
        optimizer.apply_gradients([(tape.gradient(value, raw), raw)])
    return density, value


for shape, radius in (((8, 12), 1), ((6, 6), 2)):
    load = tf.reverse(tf.eye(*shape), [0]) * 0.1
    density, value = optimise(tf.zeros(shape), cone_filter(radius), load, 3)
    print(density.shape, value.dtype.name)
