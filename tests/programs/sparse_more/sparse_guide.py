"""The sparse tensor guide."""
import tensorflow as tf


def f(x):
    return x


def dense_sum(st):
    return tf.sparse.reduce_sum(st)


def as_dense(st):
    return tf.sparse.to_dense(st)


def parts(indices, values, shape):
    return tf.sparse.SparseTensor(indices, values, shape)


def product(a, b):
    return tf.sparse.sparse_dense_matmul(a, b)


@tf.function
def twice(x, y):
    return tf.sparse.sparse_dense_matmul(x, y)


st1 = tf.sparse.SparseTensor(indices=[[0, 3], [2, 4]], values=[10, 20], dense_shape=[3, 10])
f(st1)
f(st1.values)
f(st1.indices)
f(st1.dense_shape)
st2 = tf.sparse.from_dense([[1, 0, 0, 8], [0, 0, 0, 0], [0, 0, 3, 0]])
f(st2)
f(as_dense(st2))
st_a = parts([[0, 2], [3, 4]], [31, 2], [4, 10])
st_b = parts([[0, 2], [3, 0]], [56, 38], [4, 10])
f(tf.sparse.add(st_a, st_b))
st_c = tf.sparse.SparseTensor(indices=([0, 1], [1, 0], [1, 1]), values=[13, 15, 17], dense_shape=(2, 2))
mb = tf.constant([[4], [6]])
f(product(st_c, mb))
f(twice(st_c, mb))
f(tf.sparse.concat(axis=1, sp_inputs=[st_a, st_b]))
f(tf.sparse.slice(st_a, start=[0, 1], size=[2, 3]))
f(tf.sparse.map_values(tf.add, st_a, 5))
f(tf.sparse.SparseTensor(indices=st_a.indices, values=st_a.values + 5, dense_shape=st_a.dense_shape))
f(dense_sum(st_a))
f(tf.sparse.reduce_sum(st_a, axis=0))
f(tf.sparse.reorder(st_a))
f(tf.sparse.transpose(st_a))
f(tf.sparse.reshape(st_a, [2, 20]))
f(tf.sparse.eye(3))
f(tf.cast(st_a, tf.float32))
f(st_a.with_values(tf.constant([1.0, 2.0])))
for part in tf.sparse.split(st_a, num_split=2, axis=1):
    f(part)
x = tf.keras.Input(shape=(4,), sparse=True)
y = tf.keras.layers.Dense(4)(x)
model = tf.keras.Model(x, y)
sparse_data = tf.sparse.SparseTensor(indices=[(0, 0), (0, 1), (2, 3)], values=[1.0, 1.0, 1.0], dense_shape=(4, 4))
f(model(sparse_data))
dataset = tf.data.Dataset.from_tensor_slices(sparse_data)
for element in dataset:
    f(element)
for batch in dataset.batch(2):
    f(batch)
