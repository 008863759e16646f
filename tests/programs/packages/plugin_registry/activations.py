import tensorflow as tf

from registry import register


@register("mish")
def mish(x):
    return x * tf.tanh(tf.nn.softplus(x))


@register("squared_relu")
def squared_relu(x):
    return tf.nn.relu(x) ** 2


@register("hard_swish")
def hard_swish(x):
    return x * tf.clip_by_value(x + 3.0, 0.0, 6.0) / 6.0
