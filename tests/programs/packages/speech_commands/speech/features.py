import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class FeatureConfig:
    rate: int = 8000
    frame: int = 200
    hop: int = 100
    num_mels: int = 20


class FeatureExtractor:
    def __init__(self, config):
        self.config = config
        self.mel = tf.signal.linear_to_mel_weight_matrix(config.num_mels, 129, config.rate, 60.0, 3800.0)

    def spectrogram(self, audio):
        stft = tf.signal.stft(audio, self.config.frame, self.config.hop, fft_length=256)
        return tf.abs(stft)

    def __call__(self, audio):
        return log_compress(tf.matmul(self.spectrogram(audio), self.mel))

    def map_fn(self, audio, label):
        return self(audio), label


def log_compress(mel, floor=1e-5):
    return tf.math.log(tf.maximum(mel, floor))
