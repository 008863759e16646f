import tensorflow as tf


@tf.function
def simulate_walk(steps, probability):
    position = tf.constant(0)
    visited = tf.TensorArray(tf.int32, size=0, dynamic_size=True, clear_after_read=False)
    for step in tf.range(steps):
        move = direction(probability)
        position = bounce(position + move, -3, 3)
        visited = visited.write(step, position)
    return visited.stack()


def direction(probability):
    return tf.where(tf.random.uniform([]) < probability, 1, -1)


def bounce(position, low, high):
    if position > high:
        position = 2 * high - position
    elif position < low:
        position = 2 * low - position
    return position


@tf.function
def dataset_mean(dataset):
    total, count = tf.constant(0.0), tf.constant(0.0)
    for x in dataset:
        total += tf.reduce_sum(x)
        count += tf.cast(tf.size(x), tf.float32)
    return total / count


@tf.function
def cumulative(x):
    total = tf.zeros([], x.dtype)
    out = tf.TensorArray(x.dtype, size=tf.shape(x)[0])
    i = 0
    for value in x:
        total = combine(total, value)
        out = out.write(i, total)
        i += 1
    return out.stack()


def combine(total, value):
    return total * 0.5 + value


tf.random.set_seed(5)
print(simulate_walk(tf.constant(6), tf.constant(0.5)).shape)
print(dataset_mean(tf.data.Dataset.from_tensor_slices(tf.range(10.0)).batch(4)).numpy())
print(cumulative(tf.constant([1.0, 2.0, 3.0])).numpy())
