"""Classic image filters: Gaussian blur, Sobel edges, unsharp mask, histogram equalisation."""

import tensorflow as tf


def gaussian_kernel(size: int, sigma: float):
    x = tf.range(-size // 2 + 1, size // 2 + 1, dtype=tf.float32)
    g = tf.exp(-(x**2) / (2.0 * sigma**2))
    kernel = tf.tensordot(g, g, axes=0)
    return kernel / tf.reduce_sum(kernel)


def depthwise(image, kernel):
    channels = image.shape[-1]
    kernel = tf.tile(kernel[:, :, None, None], [1, 1, channels, 1])
    return tf.nn.depthwise_conv2d(image, kernel, strides=[1, 1, 1, 1], padding="SAME")


def blur(image, size=5, sigma=1.0):
    return depthwise(image, gaussian_kernel(size, sigma))


def unsharp(image, amount=0.5):
    return tf.clip_by_value(image + amount * (image - blur(image)), 0.0, 1.0)


def edges(image):
    gray = tf.image.rgb_to_grayscale(image)
    sobel = tf.image.sobel_edges(gray)
    return tf.sqrt(tf.reduce_sum(tf.square(sobel), axis=-1))


def equalize(channel, bins=16):
    histogram = tf.histogram_fixed_width(channel, [0.0, 1.0], nbins=bins)
    cdf = tf.cumsum(histogram) / tf.reduce_sum(histogram)
    index = tf.clip_by_value(tf.cast(channel * bins, tf.int32), 0, bins - 1)
    return tf.gather(cdf, index)


def threshold(image, level):
    return tf.where(image > level, tf.ones_like(image), tf.zeros_like(image))


if __name__ == "__main__":
    tf.random.set_seed(1)
    picture = tf.random.uniform([1, 20, 30, 3])
    print(blur(picture).shape, blur(picture, size=3, sigma=0.7).shape)
    print(unsharp(picture).shape)
    e = edges(picture)
    print(e.shape, threshold(e, 0.5).dtype.name)
    print(equalize(picture[0, :, :, 0]).dtype.name)
