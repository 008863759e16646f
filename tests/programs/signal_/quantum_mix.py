"""Complex numbers, FFTs, batched linear algebra and einsum helpers."""
import numpy as np
import tensorflow as tf


def rx(theta):
    c, s = tf.cos(theta / 2), tf.sin(theta / 2)
    return assemble([[c, -1j * tf.cast(s, tf.complex64)], [-1j * tf.cast(s, tf.complex64), c]])


def assemble(rows):
    return tf.stack([tf.stack([tf.cast(e, tf.complex64) for e in row]) for row in rows])


def kron(a, b):
    n, m = a.shape[0], b.shape[0]
    return tf.reshape(tf.einsum("ij,kl->ikjl", a, b), [n * m, n * m])


def apply(gate, state):
    return tf.linalg.matvec(gate, state)


def probabilities(state):
    return tf.abs(state) ** 2


def expectation(op, state):
    return tf.math.real(tf.reduce_sum(tf.math.conj(state) * apply(op, state)))


def fidelity(a, b):
    return tf.abs(tf.tensordot(tf.math.conj(a), b, 1)) ** 2


def spectrum(x):
    return tf.signal.fft(tf.cast(x, tf.complex64))


def convolve(x, k):
    return tf.signal.irfft(tf.signal.rfft(x) * tf.signal.rfft(k))


def batched_outer(x):
    return tf.einsum("bi,bj->bij", x, x)


def logdet(m):
    return tf.linalg.logdet(m + 1e-3 * tf.eye(m.shape[-1], dtype=m.dtype))


gate = kron(rx(tf.constant(0.3)), tf.eye(2, dtype=tf.complex64))
state = tf.constant([1, 0, 0, 0], tf.complex64)
state = apply(gate, state)
probabilities(state)
expectation(tf.linalg.diag(tf.constant([1, -1, 1, -1], tf.complex64)), state)
fidelity(state, state)
probabilities(spectrum(np.hanning(16)))
logdet(batched_outer(tf.random.normal([3, 4])))
logdet(tf.eye(3, batch_shape=[2], dtype=tf.float64))
convolve(tf.random.normal([2, 32]), tf.random.normal([32]))
