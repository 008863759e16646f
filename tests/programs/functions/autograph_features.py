import tensorflow as tf


@tf.function
def classify(x):
    label = -1
    if tf.reduce_sum(x) > 10.0:
        label = 2
    elif tf.reduce_any(x < 0.0):
        label = 0
    else:
        label = 1
    return label


@tf.function
def first_over(values, limit):
    result = tf.constant(-1.0)
    for v in values:
        if over(v, limit):
            result = v
            break
    return result


def over(v, limit):
    return v > limit


@tf.function
def skip_negative(values):
    total = tf.constant(0.0)
    for v in values:
        if v < 0.0:
            continue
        total += root(v)
    return total


def root(v):
    return tf.sqrt(v)


@tf.function
def nested_loops(n, m):
    table = tf.TensorArray(tf.int32, size=n * m)
    for i in tf.range(n):
        for j in tf.range(m):
            table = table.write(i * m + j, cell(i, j))
    return tf.reshape(table.stack(), [n, m])


def cell(i, j):
    return i * 10 + j


@tf.function
def logical(a, b):
    return (a > 0 and b > 0) or not (a > b)


@tf.autograph.experimental.do_not_convert
def raw(x):
    return x if x is not None else 0


@tf.function
def mixed(x, flags):
    for flag in flags:
        x = x + 1.0 if flag else x * 2.0
    return raw(x)


print([int(classify(tf.constant(v))) for v in ([20.0, 1.0], [-1.0, 1.0], [1.0, 1.0])])
print(float(first_over(tf.constant([1.0, 5.0, 7.0]), tf.constant(4.0))), float(skip_negative(tf.constant([4.0, -1.0, 9.0]))))
print(nested_loops(tf.constant(2), tf.constant(3)).numpy().tolist(), bool(logical(tf.constant(1), tf.constant(2))))
print(float(mixed(tf.constant(1.0), (True, False))))
