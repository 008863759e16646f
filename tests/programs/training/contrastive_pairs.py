"""Siamese network on pairs from tf.data, contrastive loss, eager loop with tqdm-like progress."""

import tensorflow as tf


def make_pairs(x, y):
    order = tf.random.shuffle(tf.range(tf.shape(x)[0]), seed=1)
    other = tf.gather(x, order)
    same = tf.cast(tf.equal(y, tf.gather(y, order)), tf.float32)
    return x, other, same


def encoder(dim):
    return tf.keras.Sequential(
        [tf.keras.layers.Flatten(), tf.keras.layers.Dense(dim), tf.keras.layers.UnitNormalization()]
    )


def distance(a, b):
    return tf.sqrt(tf.maximum(tf.reduce_sum((a - b) ** 2, axis=-1), 1e-12))


def contrastive_loss(same, d, margin=1.0):
    return tf.reduce_mean(same * d**2 + (1 - same) * tf.maximum(margin - d, 0.0) ** 2)


def step(net, opt, left, right, same):
    with tf.GradientTape() as tape:
        loss = contrastive_loss(same, distance(net(left), net(right)))
    opt.apply_gradients(zip(tape.gradient(loss, net.trainable_weights), net.trainable_weights))
    return loss


def progress(iterable, total):
    for number, item in enumerate(iterable):
        if number == total - 1:
            print("done", total)
        yield item


(x, y), _ = tf.keras.datasets.fashion_mnist.load_data()
x = tf.constant(x[:48] / 255.0, tf.float32)
y = tf.constant(y[:48], tf.int32)
left, right, same = make_pairs(x, y)
pairs = tf.data.Dataset.from_tensor_slices((left, right, same)).batch(16)
net, opt = encoder(4), tf.keras.optimizers.Adam()
for a, b, label in progress(pairs, 3):
    loss = step(net, opt, a, b, label)
print(loss.dtype.name)
