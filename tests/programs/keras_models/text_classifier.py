"""IMDB-like sentiment classification with padding, embedding, bidirectional LSTM."""

import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

MAX_FEATURES = 500
MAXLEN = 12


def load(limit):
    (x_train, y_train), _ = keras.datasets.imdb.load_data(num_words=MAX_FEATURES)
    x_train = keras.utils.pad_sequences(x_train[:limit], maxlen=MAXLEN)
    return x_train, y_train[:limit]


def build_model(units):
    inputs = keras.Input(shape=(None,), dtype="int32")
    x = layers.Embedding(MAX_FEATURES, 8)(inputs)
    x = layers.GRU(units, return_sequences=True)(x)
    x = bidirectional(x, units, sequences=False)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(inputs, outputs)


def bidirectional(x, units, sequences):
    return layers.Bidirectional(layers.LSTM(units, return_sequences=sequences))(x)


def binarize(probabilities):
    return (probabilities > 0.5).astype("int32")


def main():
    keras.utils.set_random_seed(2)
    x, y = load(16)
    model = build_model(3)
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    model.fit(x, y, batch_size=8, epochs=1, verbose=0)
    predicted = binarize(model.predict(x, verbose=0))
    print(predicted.shape, np.unique(predicted).size <= 2)


main()
