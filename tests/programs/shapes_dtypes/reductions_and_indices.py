import tensorflow as tf


def take(x):
    return x


def reduce_all_ways(x):
    return [
        take(tf.reduce_sum(x)),
        take(tf.reduce_mean(x, axis=0)),
        take(tf.reduce_max(x, axis=-1, keepdims=True)),
        take(tf.reduce_prod(x, axis=[0, 1])),
        take(tf.math.reduce_std(x, axis=[1], keepdims=True)),
        take(tf.reduce_any(x > 0, axis=1)),
        take(tf.math.count_nonzero(x, axis=0)),
        take(tf.argmax(x)),
        take(tf.argmin(x, axis=1, output_type=tf.int32)),
        take(tf.cumsum(x, axis=1, exclusive=True)),
    ]


def order(x):
    values, indices = tf.math.top_k(x, k=2)
    return take(values), take(indices), take(tf.sort(x, direction="DESCENDING")), take(tf.argsort(x, axis=0))


def uniques(ids):
    values, index = tf.unique(ids)
    v, i, counts = tf.unique_with_counts(ids)
    return take(values), take(index), take(counts)


def positions(mask):
    return take(tf.where(mask)), take(tf.boolean_mask(tf.range(tf.size(mask)), tf.reshape(mask, [-1])))


def segments(x, ids, n):
    return take(tf.math.segment_sum(x, ids)), take(tf.math.unsorted_segment_max(x, ids, n))


def partitioned(x, ids):
    parts = tf.dynamic_partition(x, ids, 2)
    indices = tf.dynamic_partition(tf.range(tf.size(ids)), ids, 2)
    return [take(p) for p in parts], take(tf.dynamic_stitch(indices, parts))


def search(edges, x):
    return take(tf.searchsorted(edges, x)), take(tf.raw_ops.Bucketize(input=x, boundaries=[0.5, 1.5]))


x = tf.reshape(tf.range(6.0), [2, 3]) - 2.0
print([t.shape for t in reduce_all_ways(x)])
print([t.dtype.name for t in order(x)], [t.shape for t in uniques(tf.constant([3, 1, 3]))])
print([t.shape for t in positions(x > 0)], [t.shape for t in segments(x, tf.constant([0, 1]), 4)])
parts, whole = partitioned(tf.constant([1.0, 2.0, 3.0]), tf.constant([1, 0, 1]))
print([p.shape for p in parts], whole.shape, [t.dtype.name for t in search(tf.constant([0.0, 1.0]), tf.constant([0.3, 2.0]))])
