"""NumPy arrays on their way to TensorFlow and back."""
import numpy as np
import tensorflow as tf


def to_tensor(a):
    return tf.convert_to_tensor(a, dtype=tf.float32)


def mean_image(images):
    return tf.reduce_mean(images, axis=0)


def kernel(size, sigma):
    ax = np.arange(-size // 2 + 1.0, size // 2 + 1.0)
    xx, yy = np.meshgrid(ax, ax)
    k = np.exp(-(xx**2 + yy**2) / (2.0 * sigma**2))
    return tf.constant(k / k.sum(), dtype=tf.float32)


def blur(images, k):
    return tf.nn.conv2d(images, k[:, :, None, None], 1, "SAME")


def one(x):
    return x


def fft_power(x):
    return tf.abs(tf.signal.rfft(x)) ** 2


def frames(x, length, step):
    return tf.signal.frame(x, length, step)


def accuracy(labels, logits):
    return tf.reduce_mean(tf.cast(tf.equal(labels, tf.argmax(logits, -1)), tf.float32))


raw = np.random.randint(0, 256, size=(6, 12, 12, 1)).astype("float32")
images = to_tensor(raw / 255.0)
one(mean_image(images))
one(blur(images, kernel(5, 1.0)))
t = np.linspace(0, 1, 160)
wave = to_tensor(np.sin(2 * np.pi * 5 * t))
one(fft_power(frames(wave, 32, 16)))
one(tf.constant(np.eye(3)))
one(tf.constant(np.float32(3.0)))
one(tf.constant([1.0, 2.0]) * np.array([1.0, 2.0], np.float32))
one(tf.constant(t.reshape(-1, 10)))
one(tf.constant([[1, 2], [3, 4]]).numpy().T + tf.ones([2, 2], tf.int32))
labels = tf.constant(np.random.choice(3, 10))
accuracy(labels, tf.random.normal((10, 3)))
one(tf.stack([np.zeros(3), np.ones(3)]))
one(tf.Variable(np.zeros((2, 2), dtype=np.float64)))
one(tf.cast(np.arange(5), tf.float16))
mesh = tf.meshgrid(tf.range(3), tf.range(4))
one(mesh[0])
one(mesh)
one(tf.where(tf.constant([True, False, True])))
one(tf.unique(tf.constant([1, 1, 2])).y)
values, indices = tf.math.top_k(tf.constant([[1.0, 5.0, 3.0]]), k=2)
one(values)
one(indices)
one(tf.random.shuffle(tf.range(5)))
one(tf.random.categorical(tf.math.log([[0.5, 0.5]]), 5))
