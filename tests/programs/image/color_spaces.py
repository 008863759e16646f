import tensorflow as tf

RGB_TO_XYZ = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]


def linearize(rgb):
    return tf.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def to_xyz(rgb):
    return tf.einsum("...c,dc->...d", linearize(rgb), tf.constant(RGB_TO_XYZ))


def to_lab(rgb):
    xyz = to_xyz(rgb) / tf.constant([0.9505, 1.0, 1.089])
    f = cube_root(xyz)
    l = 116.0 * f[..., 1] - 16.0
    a = 500.0 * (f[..., 0] - f[..., 1])
    b = 200.0 * (f[..., 1] - f[..., 2])
    return tf.stack([l, a, b], axis=-1)


def cube_root(t):
    return tf.where(t > 0.008856, tf.pow(tf.maximum(t, 1e-8), 1 / 3), 7.787 * t + 16 / 116)


def delta_e(first, second):
    return tf.norm(to_lab(first) - to_lab(second), axis=-1)


def shift_hue(rgb, amount):
    hsv = tf.image.rgb_to_hsv(rgb)
    hue, saturation, value = tf.split(hsv, 3, axis=-1)
    return tf.image.hsv_to_rgb(tf.concat([(hue + amount) % 1.0, saturation, value], axis=-1))


def palette(rgb, k, rounds=3):
    pixels = tf.reshape(rgb, [-1, 3])
    centers = pixels[:: max(1, pixels.shape[0] // k)][:k]
    for _ in range(rounds):
        assignment = tf.argmin(tf.reduce_sum((pixels[:, None] - centers[None]) ** 2, -1), axis=1)
        centers = tf.math.unsorted_segment_mean(pixels, assignment, k)
    return centers, tf.reshape(assignment, rgb.shape[:-1])


picture = tf.random.stateless_uniform([5, 6, 3], seed=[4, 2])
print(to_lab(picture).shape, to_lab(picture[0, 0]).shape, delta_e(picture, shift_hue(picture, 0.2)).shape)
centers, labels = palette(picture, 4)
print(centers.shape, labels.dtype.name)
