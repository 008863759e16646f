import keras
import numpy as np
import tensorflow as tf
from keras.layers import Dense, Embedding, Flatten, Input
from keras.models import Model, Sequential


def two_tower(users, items, dim):
    user, item = Input((1,), dtype="int32"), Input((1,), dtype="int32")
    score = similarity(tower(user, users, dim), tower(item, items, dim))
    return Model([user, item], score)


def tower(inputs, count, dim):
    return Flatten()(Embedding(count, dim)(inputs))


def similarity(a, b):
    return keras.ops.sum(a * b, axis=-1, keepdims=True)


def bpr(y_true, y_pred):
    return -tf.math.log_sigmoid(y_pred * (2.0 * y_true - 1.0))


def compile_and_fit(model, x, y):
    model.compile(optimizer=keras.optimizers.Adagrad(0.1), loss=bpr)
    return model.fit(x, y, epochs=1, batch_size=8, verbose=0).history["loss"]


keras.utils.set_random_seed(0)
users = np.random.randint(0, 5, (20, 1))
items = np.random.randint(0, 7, (20, 1))
likes = np.random.randint(0, 2, (20, 1)).astype("float32")
model = two_tower(5, 7, 3)
print(len(compile_and_fit(model, [users, items], likes)))
mlp = Sequential([Input((2,)), Dense(3, activation=tf.nn.relu), Dense(1)])
print(mlp(tf.ones([4, 2])).shape, similarity(tf.ones([2, 3]), tf.ones([2, 3])).shape)
