"""A functional model with two inputs and two outputs, trained with fit."""

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

NUM_WORDS = 50
NUM_TAGS = 4
SEQ = 10


def text_branch(tokens, units):
    x = layers.Embedding(NUM_WORDS, 8)(tokens)
    return layers.LSTM(units)(x)


def join(parts):
    return layers.concatenate(parts)


def build():
    title = keras.Input(shape=(SEQ,), dtype="int32", name="title")
    tags = keras.Input(shape=(NUM_TAGS,), name="tags")
    x = join([text_branch(title, 6), tags])
    priority = layers.Dense(1, name="priority")(x)
    department = layers.Dense(3, name="department")(x)
    return keras.Model(inputs=[title, tags], outputs={"priority": priority, "department": department})


def weighted_mse(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred), axis=-1) * 0.5


def ce(y_true, y_pred):
    return keras.losses.sparse_categorical_crossentropy(y_true, y_pred, from_logits=True)


def make_arrays(count, rng):
    title = rng.randint(NUM_WORDS, size=(count, SEQ)).astype("int32")
    tags = rng.randint(2, size=(count, NUM_TAGS)).astype("float32")
    priority = rng.random_sample((count, 1)).astype("float32")
    department = rng.randint(3, size=(count, 1))
    return (title, tags), {"priority": priority, "department": department}


def main():
    keras.utils.set_random_seed(7)
    inputs, targets = make_arrays(24, np.random.RandomState(0))
    model = build()
    model.compile(optimizer="rmsprop", loss={"priority": weighted_mse, "department": ce})
    history = model.fit(list(inputs), targets, epochs=1, batch_size=8, verbose=0)
    outputs = model.predict(list(inputs), verbose=0)
    print(sorted(history.history)[:1], outputs["department"].shape)


main()
