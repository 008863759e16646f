"""Log-mel spectrograms, padding, batching of clips of different lengths, a conv classifier by a custom loop."""
import numpy as np
import tensorflow as tf


def spectrogram(wave, length=64, step=32):
    stft = tf.signal.stft(wave, frame_length=length, frame_step=step)
    return magnitude(stft)


def magnitude(stft):
    return tf.abs(stft)


def mel(spec, bins, rate):
    matrix = tf.signal.linear_to_mel_weight_matrix(bins, spec.shape[-1], rate, 20.0, rate / 2.0)
    return log(tf.tensordot(spec, matrix, 1))


def log(x):
    return tf.math.log(x + 1e-6)


def pad(wave, size):
    wave = wave[:size]
    return tf.pad(wave, [[0, size - tf.shape(wave)[0]]])


def features(wave):
    wave = pad(wave, 512)
    wave.set_shape([512])
    return mel(spectrogram(wave), 8, 1000.0)[..., tf.newaxis]


def clips():
    rng = np.random.default_rng(0)
    for n in (400, 600, 512, 100):
        yield rng.standard_normal(n).astype("float32"), n % 3


def with_features(wave, label):
    return features(wave), label


class Classifier(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = tf.keras.layers.Conv2D(4, 3, activation="relu")
        self.norm = tf.keras.layers.BatchNormalization()
        self.out = tf.keras.layers.Dense(3)

    def call(self, x, training=False):
        h = self.norm(self.conv(x), training=training)
        return self.out(pool(h))


def pool(h):
    return tf.reduce_max(h, axis=[1, 2])


def loss_of(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))


signature = (tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.int32))
dataset = tf.data.Dataset.from_generator(clips, output_signature=signature).map(with_features).batch(2)
model, optimizer = Classifier(), tf.keras.optimizers.RMSprop()
for x, labels in dataset:
    with tf.GradientTape() as tape:
        loss = loss_of(labels, model(x, training=True))
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
print(spectrogram(tf.zeros([3, 256])).shape, features(tf.zeros([100])).shape)
