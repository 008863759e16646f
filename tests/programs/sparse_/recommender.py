"""Matrix factorisation on a sparse ratings matrix."""

import numpy as np
import tensorflow as tf


def build_rating_sparse_tensor(users, items, ratings, shape):
    indices = np.stack([users, items], axis=1).astype(np.int64)
    return tf.SparseTensor(indices=indices, values=ratings, dense_shape=shape)


def sparse_mean_square_error(sparse_ratings, user_embeddings, item_embeddings):
    predictions = tf.reduce_sum(
        tf.gather(user_embeddings, sparse_ratings.indices[:, 0])
        * tf.gather(item_embeddings, sparse_ratings.indices[:, 1]),
        axis=1,
    )
    return tf.reduce_mean(tf.square(sparse_ratings.values - predictions))


def gravity(u, v):
    return 1.0 / (u.shape[0] * v.shape[0]) * tf.reduce_sum(
        tf.matmul(u, u, transpose_a=True) * tf.matmul(v, v, transpose_a=True)
    )


class CF:
    def __init__(self, users, items, dim, stddev=1.0):
        self.u = tf.Variable(tf.random.normal([users, dim], stddev=stddev))
        self.v = tf.Variable(tf.random.normal([items, dim], stddev=stddev))

    def loss(self, ratings, regularization):
        error = sparse_mean_square_error(ratings, self.u, self.v)
        return error + regularization * gravity(self.u, self.v)

    def train(self, ratings, iterations, optimizer):
        for _ in range(iterations):
            with tf.GradientTape() as tape:
                loss = self.loss(ratings, 0.1)
            grads = tape.gradient(loss, [self.u, self.v])
            optimizer.apply_gradients(zip(grads, [self.u, self.v]))
        return loss


def split(ratings, holdout):
    keep = np.ones(ratings.indices.shape[0], dtype=bool)
    keep[:holdout] = False
    return tf.sparse.retain(ratings, keep), tf.sparse.retain(ratings, ~keep)


rng = np.random.RandomState(0)
users, items = rng.randint(0, 6, 20), rng.randint(0, 5, 20)
ratings = build_rating_sparse_tensor(users, items, rng.uniform(1, 5, 20).astype(np.float32), [6, 5])
train, test = split(ratings, 5)
model = CF(6, 5, 3, stddev=0.5)
loss = model.train(train, 3, tf.keras.optimizers.SGD(0.1))
print(loss.shape, sparse_mean_square_error(test, model.u, model.v).shape)
