"""Mel spectrograms and MFCCs of a synthetic tone."""

import math

import tensorflow as tf

RATE = 8000


def tone(freq, seconds, rate=RATE):
    t = tf.range(int(seconds * rate), dtype=tf.float32) / rate
    return tf.sin(2.0 * math.pi * freq * t)


def magnitude(signal, frame_length, frame_step):
    stft = tf.signal.stft(signal, frame_length=frame_length, frame_step=frame_step, fft_length=256)
    return tf.abs(stft)


def mel_matrix(bins, spectrogram_bins):
    return tf.signal.linear_to_mel_weight_matrix(bins, spectrogram_bins, RATE, 80.0, 3800.0)


def log_mel(spectrogram, bins=20):
    mel = tf.tensordot(spectrogram, mel_matrix(bins, spectrogram.shape[-1]), 1)
    return tf.math.log(mel + 1e-6)


def mfcc(log_mels, count):
    return tf.signal.mfccs_from_log_mel_spectrograms(log_mels)[..., :count]


def preemphasis(signal, coefficient=0.97):
    return tf.concat([signal[:1], signal[1:] - coefficient * signal[:-1]], axis=0)


def energy(frames):
    return tf.reduce_sum(frames**2, axis=-1)


wave = preemphasis(tone(440.0, 0.25))
spec = magnitude(wave, 200, 80)
features = mfcc(log_mel(spec), 13)
frames = tf.signal.frame(wave, 200, 80)
print(wave.shape, spec.shape, features.shape, energy(frames).shape)
stereo = tf.stack([wave, wave * 0.5])
print(magnitude(stereo, 128, 64).shape)
