import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Model, layers


def encoder(x):
    x = layers.Dense(8, activation="elu")(x)
    return layers.LayerNormalization()(x)


def build(inputs_dim):
    inputs = Input((inputs_dim,))
    shared = encoder(inputs)
    age = layers.Dense(1, activation="softplus", name="age")(shared)
    gender = layers.Dense(2, activation="softmax", name="gender")(shared)
    embedding = layers.Lambda(unit_norm, output_shape=(8,), name="embedding")(shared)
    return Model(inputs, [age, gender, embedding])


def unit_norm(x):
    return tf.math.l2_normalize(x, axis=-1)


def poisson_like(y_true, y_pred):
    return tf.reduce_mean(y_pred - y_true * tf.math.log(y_pred + 1e-6), axis=-1)


def focal(y_true, y_pred):
    y_true = tf.one_hot(tf.cast(tf.squeeze(y_true, -1), tf.int32), 2)
    return tf.reduce_sum(-y_true * (1.0 - y_pred) ** 2 * tf.math.log(y_pred + 1e-6), axis=-1)


def spread(y_true, y_pred):
    similarity = tf.matmul(y_pred, y_pred, transpose_b=True)
    return tf.reduce_mean(tf.abs(similarity), axis=-1) + 0.0 * tf.reduce_mean(y_true)


def batches(rng, count, size):
    for _ in range(count):
        x = rng.rand(size, 5).astype("float32")
        yield x, [x.sum(1, keepdims=True), (x[:, :1] > 0.5).astype("int32"), np.zeros((size, 8), "float32")]


tf.keras.utils.set_random_seed(0)
model = build(5)
model.compile("adam", loss=[poisson_like, focal, spread], loss_weights=[1.0, 0.5, 0.1])
for x, y in batches(np.random.RandomState(0), 2, 6):
    result = model.train_on_batch(x, y)
outputs = model.predict_on_batch(x)
print(np.ndim(result) >= 0, [o.shape for o in outputs])
