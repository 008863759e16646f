import tensorflow as tf


def double(x):
    return x * 2


def pair_sum(pair):
    a, b = pair
    return a + tf.cast(b, a.dtype)


def running_max(best, x):
    return tf.maximum(best, x)


def product(total, x):
    return total * x


def fibonacci(state, _):
    a, b = state
    return b, a + b


def per_row(row):
    values, indices = tf.math.top_k(row, k=2)
    return values, indices


def outer(v):
    return v[:, None] * v[None, :]


def body(i, total, history):
    history = history.write(i, total)
    return i + 1, total + tf.cast(i, tf.float32), history


def condition(i, total, history):
    return i < 4


x = tf.constant([3.0, 1.0, 2.0])
print(tf.map_fn(double, x).numpy())
print(tf.map_fn(pair_sum, (x, tf.constant([1, 2, 3])), fn_output_signature=tf.float32).numpy())
print(tf.scan(running_max, x).numpy(), tf.foldl(product, x).numpy(), tf.foldr(product, x, initializer=2.0).numpy())
a, b = tf.scan(fibonacci, tf.range(5), initializer=(tf.constant(0), tf.constant(1)))
print(a.numpy())
values, indices = tf.map_fn(per_row, tf.reshape(tf.range(6.0), [2, 3]), fn_output_signature=(tf.float32, tf.int32))
print(values.shape, indices.dtype.name)
print(tf.vectorized_map(outer, tf.ones([4, 3])).shape)
history = tf.TensorArray(tf.float32, size=4)
i, total, history = tf.while_loop(condition, body, [tf.constant(0), tf.constant(0.0), history])
print(i.numpy(), total.numpy(), history.stack().numpy())
