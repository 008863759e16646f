"""Dict inputs by feature name, preprocessing layers, fit on a dataset of dicts."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

NUMERIC = ["age", "fare"]
CATEGORICAL = {"sex": ["male", "female"], "class": ["First", "Second", "Third"]}


def make_frame(count, rng):
    frame = {name: rng.uniform(0, 80, count).astype("float32") for name in NUMERIC}
    for name, values in CATEGORICAL.items():
        frame[name] = rng.choice(values, count)
    return frame, rng.randint(0, 2, count).astype("float32")


def stack_dict(inputs, keys):
    return tf.stack([tf.cast(inputs[key], tf.float32) for key in keys], axis=-1)


def encode(features, label):
    encoded = {name: (features[name] - 40.0) / 20.0 for name in NUMERIC}
    for name, values in CATEGORICAL.items():
        encoded[name] = index_of(features[name], tf.constant(values))
    return encoded, label


def index_of(value, vocabulary):
    return tf.argmax(tf.cast(tf.equal(value, vocabulary), tf.int32), output_type=tf.int32)


class TabularModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.embeddings = {name: keras.layers.Embedding(len(v), 2) for name, v in CATEGORICAL.items()}
        self.deep = keras.layers.Dense(8, activation="relu")
        self.out = keras.layers.Dense(1, activation="sigmoid")

    def embed(self, inputs):
        return [self.embeddings[name](inputs[name]) for name in CATEGORICAL]

    def call(self, inputs):
        numeric = stack_dict(inputs, NUMERIC)
        x = tf.concat([numeric, *self.embed(inputs)], axis=-1)
        return self.out(self.deep(x))


keras.utils.set_random_seed(0)
frame, labels = make_frame(24, np.random.RandomState(0))
dataset = tf.data.Dataset.from_tensor_slices((frame, labels)).map(encode).batch(8)
model = TabularModel()
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(dataset, epochs=1, verbose=0)
print(model.predict(dataset, verbose=0).shape)
