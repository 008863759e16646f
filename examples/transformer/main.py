"""Teach a small transformer to count: every sequence goes up by a constant step, modulo the vocabulary."""

import numpy as np
import tensorflow as tf
from blocks import LanguageModel

VOCABULARY = 13
LENGTH = 16
BATCH_SIZE = 16
STEPS = 120
WARMUP = 20

model = LanguageModel(VOCABULARY, LENGTH)
optimizer = tf.keras.optimizers.Adam(3e-3)


def make_batches(count, seed):
    rng = np.random.default_rng(seed)
    start = rng.integers(0, VOCABULARY, (count, 1))
    stride = rng.integers(1, 5, (count, 1))
    tokens = (start + stride * np.arange(LENGTH + 1)) % VOCABULARY
    return tf.data.Dataset.from_tensor_slices(tokens.astype("int32")).batch(BATCH_SIZE, drop_remainder=True)


@tf.function
def learning_rate(step):
    warm = tf.cast(step + 1, tf.float32) / WARMUP
    return 3e-3 * tf.minimum(warm, tf.math.rsqrt(warm))


def sequence_loss(tokens):
    logits = model(tokens[:, :-1])
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tokens[:, 1:], logits=logits)
    return tf.reduce_mean(losses)


def train_step(tokens):
    with tf.GradientTape() as tape:
        loss = sequence_loss(tokens)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


def accuracy(tokens):
    predicted = tf.argmax(model(tokens[:, :-1]), axis=-1, output_type=tf.int32)
    # The first token alone does not tell the step, so the second one cannot be known.
    return tf.reduce_mean(tf.cast(predicted[:, 1:] == tokens[:, 2:], tf.float32))


def main():
    for step, tokens in enumerate(make_batches(STEPS * BATCH_SIZE, seed=0)):
        optimizer.learning_rate.assign(learning_rate(step))
        loss = train_step(tokens)
        if step % 20 == 19:
            print(f"step {step + 1}: loss {float(loss):.3f}")
    scores = [accuracy(tokens) for tokens in make_batches(8 * BATCH_SIZE, seed=1)]
    print(f"accuracy {float(tf.add_n(scores)) / len(scores):.3f}")


if __name__ == "__main__":
    main()
