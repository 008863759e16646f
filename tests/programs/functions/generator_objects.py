"""tf.random.Generator, lookup tables, iterators and datasets captured or passed to compiled functions."""

import tensorflow as tf

generator = tf.random.Generator.from_seed(7)
table = tf.lookup.StaticHashTable(
    tf.lookup.KeyValueTensorInitializer(tf.constant(["a", "b"]), tf.constant([1.0, 2.0])), default_value=0.0
)


@tf.function
def noisy(x, rng):
    return x + draw(rng, tf.shape(x))


def draw(rng, shape):
    return rng.normal(shape)


@tf.function
def translate(words):
    return values(words) * 10.0


def values(words):
    return table.lookup(words)


@tf.function
def consume(iterator, steps):
    total = tf.constant(0.0)
    for _ in tf.range(steps):
        batch = next(iterator)
        total += batch_sum(batch)
    return total


def batch_sum(batch):
    return tf.reduce_sum(batch["x"] * batch["w"])


@tf.function
def whole(dataset):
    return dataset.reduce(tf.constant(0.0), accumulate)


def accumulate(total, batch):
    return total + batch_sum(batch)


def make_dataset():
    return tf.data.Dataset.from_tensor_slices({"x": tf.range(6.0), "w": tf.ones([6])}).batch(2)


print(noisy(tf.zeros([3]), generator).shape, noisy(tf.zeros([2, 2]), generator).shape)
print(translate(tf.constant(["a", "z"])).numpy(), translate(tf.constant("b")).numpy())
print(float(consume(iter(make_dataset()), tf.constant(2))), float(whole(make_dataset())))
