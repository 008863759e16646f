import tensorflow as tf


def block_dct(image, size):
    h, w = image.shape
    blocks = tf.reshape(image, [h // size, size, w // size, size])
    blocks = tf.transpose(blocks, [0, 2, 1, 3])
    return dct2(blocks)


def dct2(x):
    rows = tf.signal.dct(x, type=2, norm="ortho")
    return swap(tf.signal.dct(swap(rows), type=2, norm="ortho"))


def idct2(x):
    rows = tf.signal.idct(x, type=2, norm="ortho")
    return swap(tf.signal.idct(swap(rows), type=2, norm="ortho"))


def swap(x):
    return tf.linalg.matrix_transpose(x)


def quantise(coefficients, step):
    return tf.round(coefficients / step) * step


def haar(signal):
    even, odd = signal[..., ::2], signal[..., 1::2]
    return (even + odd) / tf.sqrt(2.0), (even - odd) / tf.sqrt(2.0)


def decompose(signal, levels):
    details = []
    for _ in range(levels):
        signal, detail = haar(signal)
        details.append(detail)
    return signal, details


def shrink(details, threshold):
    return [tf.sign(d) * tf.nn.relu(tf.abs(d) - threshold) for d in details]


image = tf.random.stateless_uniform([16, 24], seed=[0, 3])
coefficients = quantise(block_dct(image, 8), 0.1)
print(coefficients.shape, idct2(coefficients).shape)
approximation, details = decompose(tf.reshape(image, [3, 128]), 3)
print(approximation.shape, [d.shape[-1] for d in shrink(details, 0.05)])
