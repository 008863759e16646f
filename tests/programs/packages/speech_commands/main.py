"""Keyword spotting: features, model and training in separate packages."""

import tensorflow as tf

from speech.features import FeatureConfig, FeatureExtractor
from speech.models import create
from speech.training import Trainer


def synthetic_audio(count, samples, classes):
    labels = tf.range(count) % classes
    t = tf.cast(tf.range(samples), tf.float32) / 8000.0
    frequency = 200.0 * (1.0 + tf.cast(labels, tf.float32))
    return tf.sin(6.2831853 * frequency[:, None] * t[None, :]), labels


def main(model_name="cnn"):
    tf.keras.utils.set_random_seed(0)
    extractor = FeatureExtractor(FeatureConfig(num_mels=16))
    audio, labels = synthetic_audio(12, 1600, 3)
    dataset = tf.data.Dataset.from_tensor_slices((audio, labels)).map(extractor.map_fn).batch(4)
    trainer = Trainer(create(model_name, classes=3))
    for epoch in range(2):
        print(epoch, sorted(trainer.run_epoch(dataset)))


if __name__ == "__main__":
    for name in ("cnn", "rnn"):
        main(name)
