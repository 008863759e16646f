import tensorflow as tf


def bit_pattern(x):
    return tf.bitcast(x, tf.int32)


def quantize(x, scale):
    q = tf.cast(tf.round(x / scale), tf.int8)
    return q


def dequantize(q, scale):
    return tf.cast(q, tf.float32) * scale


def complex_rotate(z, angle):
    return z * tf.complex(tf.cos(angle), tf.sin(angle))


def magnitude(z):
    return tf.abs(z)


def parts(z):
    return tf.math.real(z), tf.math.imag(z)


def mask_count(flags):
    return tf.math.count_nonzero(flags, dtype=tf.int32)


def promote(a, b):
    dtype = tf.float64 if tf.float64 in (a.dtype, b.dtype) else tf.float32
    return tf.cast(a, dtype) + tf.cast(b, dtype)


def histogram_bins(x):
    return tf.math.bincount(x, minlength=5)


def brain(x):
    return tf.cast(x, tf.bfloat16)


x = tf.constant([0.5, -1.25, 2.0])
print(bit_pattern(x).dtype.name, quantize(x, 0.25).numpy(), dequantize(quantize(x, 0.25), 0.25).numpy())
z = complex_rotate(tf.constant([1 + 0j, 0 + 2j], tf.complex64), tf.constant(0.5))
print(magnitude(z).dtype.name, parts(z)[0].dtype.name)
print(mask_count(x > 0).numpy(), promote(x, tf.constant([1.0], tf.float64)).dtype.name)
print(promote(tf.constant(1, tf.int16), tf.constant(True)).dtype.name)
print(histogram_bins(tf.constant([1, 1, 3])).numpy(), brain(x).dtype.name)
