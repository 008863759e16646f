import numpy as np
import tensorflow as tf


def oscillator(frequencies, rate):
    phase = tf.cumsum(2.0 * np.pi * frequencies / rate)
    return tf.sin(phase)


def envelope(length, attack, release):
    rise = tf.linspace(0.0, 1.0, attack)
    hold = tf.ones([length - attack - release])
    fall = tf.linspace(1.0, 0.0, release)
    return tf.concat([rise, hold, fall], axis=0)


def fft_convolve(signal, kernel):
    size = signal.shape[0] + kernel.shape[0] - 1
    fft_size = int(2 ** np.ceil(np.log2(size)))
    product = tf.signal.rfft(signal, [fft_size]) * tf.signal.rfft(kernel, [fft_size])
    return tf.signal.irfft(product, [fft_size])[:size]


def windowed_sinc(taps, cutoff):
    n = tf.range(taps, dtype=tf.float32) - (taps - 1) / 2
    kernel = tf.where(tf.equal(n, 0.0), 2 * cutoff, tf.math.divide_no_nan(tf.sin(2 * np.pi * cutoff * n), np.pi * n))
    return kernel * tf.signal.hann_window(taps)


def power_spectrum(signal):
    return tf.square(tf.abs(tf.signal.rfft(signal)))


def dominant(spectrum, rate, size):
    return tf.cast(tf.argmax(spectrum), tf.float32) * rate / size


def overlap(signal, frame, hop):
    frames = tf.signal.frame(signal, frame, hop, pad_end=True)
    return tf.signal.overlap_and_add(frames * tf.signal.hamming_window(frame), hop)


rate = 1000
tone = oscillator(tf.fill([256], 125.0), rate) * envelope(256, 32, 32)
filtered = fft_convolve(tone, windowed_sinc(31, 0.2))
print(tone.shape, filtered.shape, float(dominant(power_spectrum(tone), rate, 256)))
print(overlap(tone, 64, 32).shape, power_spectrum(tf.stack([tone, tone])).shape)
