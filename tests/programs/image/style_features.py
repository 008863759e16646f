"""Gram matrices and content/style losses on a small frozen network."""

import tensorflow as tf


def feature_extractor(depth):
    inputs = tf.keras.Input((None, None, 3))
    x = inputs
    outputs = []
    for level in range(depth):
        x = tf.keras.layers.Conv2D(4 * (level + 1), 3, strides=2, padding="same", activation="relu")(x)
        outputs.append(x)
    return tf.keras.Model(inputs, outputs, trainable=False)


def gram_matrix(features):
    result = tf.linalg.einsum("bijc,bijd->bcd", features, features)
    shape = tf.shape(features)
    locations = tf.cast(shape[1] * shape[2], tf.float32)
    return result / locations


def style_loss(outputs, targets):
    losses = [tf.reduce_mean((gram_matrix(o) - t) ** 2) for o, t in zip(outputs, targets)]
    return tf.add_n(losses) / len(losses)


def content_loss(output, target):
    return tf.reduce_mean((output - target) ** 2)


def clip_0_1(image):
    return tf.clip_by_value(image, clip_value_min=0.0, clip_value_max=1.0)


def high_pass_x_y(image):
    x_var = image[:, :, 1:, :] - image[:, :, :-1, :]
    y_var = image[:, 1:, :, :] - image[:, :-1, :, :]
    return x_var, y_var


def total_variation_loss(image):
    x_deltas, y_deltas = high_pass_x_y(image)
    return tf.reduce_sum(tf.abs(x_deltas)) + tf.reduce_sum(tf.abs(y_deltas))


@tf.function()
def train_step(image, targets, content):
    with tf.GradientTape() as tape:
        outputs = extractor(image)
        loss = style_loss(outputs, targets) + content_loss(outputs[-1], content)
        loss += 1e-4 * total_variation_loss(image)
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(clip_0_1(image))
    return loss


tf.random.set_seed(8)
extractor = feature_extractor(2)
style = tf.random.uniform([1, 20, 20, 3])
content_image = tf.random.uniform([1, 16, 16, 3])
style_targets = [gram_matrix(f) for f in extractor(style)]
content_target = extractor(content_image)[-1]
image = tf.Variable(content_image)
opt = tf.keras.optimizers.Adam(0.02)
for _ in range(2):
    loss = train_step(image, style_targets, content_target)
print(loss.shape, image.shape)
