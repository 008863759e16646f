"""Saliency, integrated gradients, adversarial examples, gradient checks on a Keras model."""

import tensorflow as tf


def build(classes):
    return tf.keras.Sequential(
        [
            tf.keras.Input((8, 8, 1)),
            tf.keras.layers.Conv2D(3, 3, activation="relu"),
            tf.keras.layers.GlobalAveragePooling2D(),
            tf.keras.layers.Dense(classes),
        ]
    )


@tf.function
def compute_gradients(images, target):
    with tf.GradientTape() as tape:
        tape.watch(images)
        probs = tf.nn.softmax(model(images), axis=-1)[:, target]
    return tape.gradient(probs, images)


def interpolate(baseline, image, alphas):
    alphas_x = alphas[:, tf.newaxis, tf.newaxis, tf.newaxis]
    return tf.expand_dims(baseline, 0) + alphas_x * (image - baseline)[None]


def trapezoidal(gradients):
    return tf.reduce_mean((gradients[:-1] + gradients[1:]) / 2.0, axis=0)


def integrated_gradients(image, target, steps=4, baseline=None):
    baseline = tf.zeros_like(image) if baseline is None else baseline
    alphas = tf.linspace(start=0.0, stop=1.0, num=steps + 1)
    gradients = compute_gradients(interpolate(baseline, image, alphas), target)
    return (image - baseline) * trapezoidal(gradients)


def fgsm(image, label, epsilon):
    loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    with tf.GradientTape() as tape:
        tape.watch(image)
        loss = loss_object(label, model(image))
    return tf.clip_by_value(image + epsilon * tf.sign(tape.gradient(loss, image)), 0, 1)


def smooth_grad(image, target, samples=3, noise=0.1):
    noisy = image[None] + noise * tf.random.normal([samples, *image.shape])
    return tf.reduce_mean(compute_gradients(noisy, target), axis=0)


tf.keras.utils.set_random_seed(0)
model = build(3)
image = tf.random.uniform([8, 8, 1])
target = tf.constant(1)
print(integrated_gradients(image, target).shape, smooth_grad(image, target).shape)
print(fgsm(image[None], tf.constant([1]), 0.01).shape)
