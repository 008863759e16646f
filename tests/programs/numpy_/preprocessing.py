"""NumPy feeding TensorFlow: standardisation, one-hot, padding, batching."""

import numpy as np
import tensorflow as tf


def standardize(data, axis=0):
    mean = data.mean(axis=axis)
    std = data.std(axis=axis)
    return (data - mean) / np.where(std == 0, 1, std), mean, std


def one_hot(labels, classes):
    encoded = np.zeros((len(labels), classes), dtype=np.float32)
    encoded[np.arange(len(labels)), labels] = 1.0
    return encoded


def pad_sequences(sequences, value=0):
    longest = max(map(len, sequences))
    result = np.full((len(sequences), longest), value, dtype=np.int32)
    for row, sequence in enumerate(sequences):
        result[row, : len(sequence)] = sequence
    return result


def to_tensors(*arrays):
    return tuple(tf.convert_to_tensor(a) for a in arrays)


def batch_mean(features, targets):
    return tf.reduce_mean(features, axis=0), tf.reduce_mean(targets, axis=0)


def cast_all(tensors, dtype):
    return [cast(t, dtype) for t in tensors]


def cast(t, dtype):
    return tf.cast(t, dtype)


rng = np.random.default_rng(0)
raw = rng.normal(3.0, 2.0, size=(20, 5))
scaled, mean, std = standardize(raw)
targets = one_hot(rng.integers(0, 3, 20), 3)
features_t, targets_t = to_tensors(scaled, targets)
f32, y32 = cast_all([features_t, targets_t], tf.float32)
print(features_t.dtype.name, batch_mean(f32, y32)[0].shape)
tokens = pad_sequences([[1, 2, 3], [4], [5, 6]])
print(cast(tf.constant(tokens), tf.int64).shape, cast(scaled[:2], tf.float16).dtype.name)
