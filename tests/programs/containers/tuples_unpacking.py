import tensorflow as tf


def moments(x):
    mean = tf.reduce_mean(x, axis=0)
    return mean, tf.reduce_mean((x - mean) ** 2, axis=0)


def split_sizes(x, sizes):
    return tuple(tf.split(x, sizes, axis=1))


def head_tail(parts):
    head, *tail = parts
    return head, tail


def outer_sum(pairs):
    total = 0.0
    for a, (b, c) in pairs:
        total = total + tf.reduce_sum(a) * tf.reduce_sum(b) + c
    return total


def interleave(first, second):
    return [item for pair in zip(first, second) for item in pair]


def by_rank(tensors):
    groups = {}
    for t in tensors:
        groups.setdefault(t.shape.rank, []).append(t)
    return groups


def pick(groups, rank):
    return groups[rank]


def apply_each(functions, x):
    return [f(x) for f in functions]


def enumerate_scale(tensors):
    return {index: scale(t, index) for index, t in enumerate(tensors)}


def scale(t, factor):
    return t * tf.cast(factor, t.dtype)


x = tf.reshape(tf.range(12.0), [3, 4])
mean, variance = moments(x)
left, middle, right = split_sizes(x, [1, 1, 2])
head, tail = head_tail((left, middle, right))
print(head.shape, [t.shape[1] for t in tail])
print(float(outer_sum([(mean, (variance, 1.0)), (left, (right, 2.0))])) > 0)
print(len(interleave([left, middle], [mean, variance])), sorted(by_rank([x, mean, left])))
print([t.shape for t in pick(by_rank([x, mean, left]), 2)])
a, b = apply_each((tf.nn.relu, lambda t: scale(t, 2)), mean)
print(a.shape, b.shape, sorted(enumerate_scale([left, tf.constant([1, 2])])))
