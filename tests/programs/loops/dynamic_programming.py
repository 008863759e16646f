import tensorflow as tf


@tf.function(input_signature=[tf.TensorSpec([None], tf.int32), tf.TensorSpec([None], tf.int32)])
def edit_distance(a, b):
    previous = tf.range(tf.size(b) + 1)
    for i in tf.range(tf.size(a)):
        previous = next_row(previous, a[i], b, i)
    return previous[-1]


def next_row(previous, char, b, i):
    row = tf.TensorArray(tf.int32, size=tf.size(b) + 1)
    current = i + 1
    row = row.write(0, current)
    for j in tf.range(tf.size(b)):
        cost = tf.cast(tf.not_equal(char, b[j]), tf.int32)
        current = tf.minimum(tf.minimum(current + 1, previous[j + 1] + 1), previous[j] + cost)
        row = row.write(j + 1, current)
    return row.stack()


def knapsack(weights, values, capacity):
    best = tf.zeros([capacity + 1], tf.int32)
    for weight, value in zip(weights, values):
        best = relax(best, weight, value)
    return best[-1]


def relax(best, weight, value):
    shifted = tf.concat([tf.zeros([weight], tf.int32), best[:-weight] + value], axis=0)
    mask = tf.range(tf.size(best)) >= weight
    return tf.where(mask, tf.maximum(best, shifted), best)


def floyd_warshall(distances):
    n = distances.shape[0]
    for k in range(n):
        through = distances[:, k : k + 1] + distances[k : k + 1, :]
        distances = tf.minimum(distances, through)
    return distances


def encode(word):
    return tf.cast(tf.io.decode_raw(word, tf.uint8), tf.int32)


print(int(edit_distance(encode(tf.constant("kitten")), encode(tf.constant("sitting")))))
print(int(knapsack([1, 3, 4], [15, 20, 30], 4)))
inf = 1e6
print(floyd_warshall(tf.constant([[0.0, 1.0, inf], [inf, 0.0, 2.0], [4.0, inf, 0.0]])).numpy())
