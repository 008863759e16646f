import tensorflow as tf


def positives():
    return tf.data.Dataset.from_tensors(tf.ones([2])).repeat().map(label_one)


def negatives():
    return tf.data.Dataset.from_tensor_slices(tf.zeros([3, 2])).repeat().map(label_zero)


def label_one(x):
    return x, tf.constant(1)


def label_zero(x):
    return x, tf.constant(0)


def weight(x, y):
    return x, y, tf.where(y > 0, 2.0, 0.5)


def weighted_loss(y, w):
    return tf.reduce_mean(tf.cast(y, tf.float32) * w)


def choose(choices):
    return tf.data.Dataset.choose_from_datasets([positives(), negatives()], choices)


def split(dataset, count, batch):
    return dataset.take(count).batch(batch), dataset.skip(count).batch(batch)


balanced = tf.data.Dataset.sample_from_datasets([positives(), negatives()], weights=[0.5, 0.5], seed=1)
for x, y, w in balanced.map(weight).batch(6).take(2):
    print(x.shape, weighted_loss(y, w).dtype.name)
choices = tf.data.Dataset.from_tensor_slices(tf.constant([0, 1, 1], tf.int64))
for x, y in choose(choices).batch(2):
    print(x.shape, y.numpy())
train, rest = split(positives().concatenate(negatives()).take(7), 4, 3)
print([batch[0].shape for batch in train], [batch[1].shape for batch in rest.as_numpy_iterator()])
