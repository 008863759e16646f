import numpy as np
import tensorflow as tf


def random_sparse(rng, rows, columns, density):
    mask = rng.random_sample((rows, columns)) < density
    indices = np.argwhere(mask)
    values = rng.normal(size=len(indices)).astype(np.float32)
    return tf.SparseTensor(indices, values, (rows, columns))


class SparseLogistic(tf.Module):
    def __init__(self, features):
        super().__init__()
        self.w = tf.Variable(tf.zeros([features, 1]))
        self.b = tf.Variable(tf.zeros([1]))

    def __call__(self, x):
        return tf.sparse.sparse_dense_matmul(x, self.w) + self.b


def loss_fn(model, x, y):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=model(x)))


@tf.function
def train_step(model, x, y, lr):
    with tf.GradientTape() as tape:
        loss = loss_fn(model, x, y)
    grads = tape.gradient(loss, model.trainable_variables)
    for variable, grad in zip(model.trainable_variables, grads):
        variable.assign_sub(lr * grad)
    return loss


def soft_threshold(w, amount):
    return tf.sign(w) * tf.nn.relu(tf.abs(w) - amount)


def column_norms(x):
    return tf.sqrt(tf.sparse.reduce_sum(x * x.values[0] if False else tf.sparse.map_values(tf.square, x), axis=0))


def scale_columns(x, norms):
    scale = tf.gather(1.0 / tf.maximum(norms, 1e-6), x.indices[:, 1])
    return tf.SparseTensor(x.indices, x.values * scale, x.dense_shape)


def sparse_dropout(x, keep, noise):
    kept = tf.cast(tf.floor(keep + noise), tf.bool)
    return tf.sparse.retain(x, kept)


rng = np.random.RandomState(0)
x = random_sparse(rng, 12, 6, 0.4)
y = tf.constant(rng.randint(0, 2, (12, 1)).astype(np.float32))
x = scale_columns(x, column_norms(x))
model = SparseLogistic(6)
for _ in range(3):
    loss = train_step(model, x, y, tf.constant(0.5))
    model.w.assign(soft_threshold(model.w, 0.01))
dropped = sparse_dropout(x, 0.5, tf.random.stateless_uniform(tf.shape(x.values), [0, 1]))
print(loss.shape, model(dropped).shape)
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(5)
print([loss_fn(model, bx, by).shape for bx, by in dataset])
