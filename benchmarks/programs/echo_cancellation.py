"""Signal processing: cancel an echo block by block with a normalized LMS filter in the frequency domain."""

import numpy as np
import tensorflow as tf

BLOCK = 64
BLOCKS = 1200
STEP_SIZE = 0.5


def make_signals(seed=2):
    """Far end, microphone: white noise, and the same through a decaying room plus a little noise."""
    rng = np.random.default_rng(seed)
    far = rng.normal(size=BLOCK * (BLOCKS + 1))
    room = rng.normal(size=BLOCK) * np.exp(-np.arange(BLOCK) / 12.0)
    microphone = np.convolve(far, room)[: far.size] + rng.normal(0.0, 0.05, far.size)
    return far.astype("float32"), microphone.astype("float32")


class EchoCanceller:
    def __init__(self):
        self.weights = tf.Variable(tf.zeros([BLOCK + 1], tf.complex64))
        self.power = tf.Variable(tf.ones([BLOCK + 1]))

    def process(self, far, microphone):
        """One block: the last two blocks of the far end (2 * BLOCK,), the microphone (BLOCK,); returns the residue."""
        spectrum = tf.signal.rfft(far)
        echo = tf.signal.irfft(spectrum * self.weights)[BLOCK:]
        error = microphone - echo
        padded = tf.concat([tf.zeros([BLOCK]), error], axis=0)
        self.power.assign(0.9 * self.power + 0.1 * tf.abs(spectrum) ** 2)
        step = tf.cast(STEP_SIZE / (self.power + 1e-3), tf.complex64)
        update = tf.signal.irfft(step * tf.math.conj(spectrum) * tf.signal.rfft(padded))
        constrained = tf.concat([update[:BLOCK], tf.zeros([BLOCK])], axis=0)
        self.weights.assign_add(tf.signal.rfft(constrained))
        return error


def main():
    far, microphone = make_signals()
    canceller = EchoCanceller()
    attenuation = []
    for block in range(BLOCKS):
        start = block * BLOCK
        heard = tf.constant(microphone[start + BLOCK : start + 2 * BLOCK])
        residue = canceller.process(tf.constant(far[start : start + 2 * BLOCK]), heard)
        ratio = tf.reduce_mean(heard**2) / tf.reduce_mean(residue**2)
        attenuation.append(10.0 * np.log10(float(ratio)))
        if (block + 1) % 300 == 0:
            print(f"block {block + 1}: echo attenuated by {np.mean(attenuation[-300:]):.2f} dB")


if __name__ == "__main__":
    main()
