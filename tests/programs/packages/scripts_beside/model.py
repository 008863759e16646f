from tensorflow.keras import Sequential
from tensorflow.keras.layers import Activation, Dense, Lambda


def scale(x):
    return x / 4.0


def build_classifier(classes):
    return Sequential([Lambda(scale), Dense(8), Activation("relu"), Dense(classes, activation="softmax")])
