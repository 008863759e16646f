"""Cycle-consistent losses with two generators kept in a dict."""

import tensorflow as tf

LAMBDA = 10


def conv_net(channels):
    return tf.keras.Sequential(
        [
            tf.keras.layers.Conv2D(4, 3, padding="same", activation="relu"),
            tf.keras.layers.Conv2D(channels, 3, padding="same", activation="tanh"),
        ]
    )


loss_obj = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def generator_loss(generated):
    return loss_obj(tf.ones_like(generated), generated)


def calc_cycle_loss(real_image, cycled_image):
    return LAMBDA * tf.reduce_mean(tf.abs(real_image - cycled_image))


def identity_loss(real_image, same_image):
    return LAMBDA * 0.5 * tf.reduce_mean(tf.abs(real_image - same_image))


def total_loss(nets, real_x, real_y):
    fake_y = nets["g"](real_x, training=True)
    cycled_x = nets["f"](fake_y, training=True)
    fake_x = nets["f"](real_y, training=True)
    cycled_y = nets["g"](fake_x, training=True)
    cycle = calc_cycle_loss(real_x, cycled_x) + calc_cycle_loss(real_y, cycled_y)
    adversarial = generator_loss(nets["dy"](fake_y)) + generator_loss(nets["dx"](fake_x))
    return adversarial + cycle + identity_loss(real_y, nets["g"](real_y))


def train_step(nets, optimizers, real_x, real_y):
    with tf.GradientTape(persistent=True) as tape:
        loss = total_loss(nets, real_x, real_y)
    for name in ("g", "f"):
        variables = nets[name].trainable_variables
        optimizers[name].apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


def random_jitter(image):
    image = tf.image.resize(image, [10, 10], method=tf.image.ResizeMethod.NEAREST_NEIGHBOR)
    return tf.image.random_crop(image, size=[8, 8, 3])


nets = {"g": conv_net(3), "f": conv_net(3), "dx": conv_net(1), "dy": conv_net(1)}
optimizers = {"g": tf.keras.optimizers.Adam(2e-4), "f": tf.keras.optimizers.Adam(2e-4)}
x = tf.data.Dataset.from_tensor_slices(tf.random.uniform([2, 8, 8, 3])).map(random_jitter).batch(1)
y = tf.data.Dataset.from_tensor_slices(tf.random.uniform([2, 8, 8, 3], -1, 1)).map(random_jitter).batch(1)
for image_x, image_y in tf.data.Dataset.zip((x, y)):
    print(train_step(nets, optimizers, image_x, image_y).shape)
