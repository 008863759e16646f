import tensorflow as tf


def concat_all(*tensors, axis=-1):
    return tf.concat(tensors, axis=axis)


def dense(x, w, b=None, *, activation=None):
    y = tf.matmul(x, w)
    if b is not None:
        y = tf.nn.bias_add(y, b)
    return activation(y) if activation else y


def mlp(x, *layers, **options):
    for w, b in layers:
        x = dense(x, w, b, **options)
    return x


def summarize(**tensors):
    return {name: describe(t) for name, t in tensors.items()}


def describe(t):
    return t.shape.as_list(), t.dtype.name


def forward_everything(*args, **kwargs):
    return dense(*args, **kwargs)


def weighted(first, *others, weights):
    total = first * weights[0]
    for weight, other in zip(weights[1:], others):
        total += weight * other
    return total


x = tf.ones([2, 3])
w1, b1 = tf.ones([3, 4]), tf.zeros([4])
w2, b2 = tf.ones([4, 1]), tf.zeros([1])
print(mlp(x, (w1, b1), (w2, b2), activation=tf.tanh).shape)
print(concat_all(x, x, x[:, :1]).shape, concat_all(x, x, axis=0).shape)
print(summarize(x=x, w=w1))
print(forward_everything(x, w1, activation=tf.nn.relu).shape)
print(weighted(x, x * 2, x * 3, weights=[0.5, 0.25, 0.25]).shape)
