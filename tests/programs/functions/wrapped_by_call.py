"""tf.function applied by calls: module level, in __init__, in a dict of functions, with partial."""

import functools

import tensorflow as tf


def predict(w, x):
    return tf.nn.softmax(x @ w)


def squared(x):
    return x * x


def affine(x, scale, shift):
    return x * scale + shift


compiled_predict = tf.function(predict)
OPERATIONS = {"square": tf.function(squared), "double": tf.function(lambda x: 2 * x)}
unit_affine = tf.function(functools.partial(affine, scale=2.0))


class Server:
    def __init__(self, w):
        self.w = w
        self._serve = tf.function(self._forward, input_signature=[tf.TensorSpec([None, 3], tf.float32)])

    def _forward(self, x):
        return compiled_predict(self.w, self.preprocess(x))

    def preprocess(self, x):
        return x - tf.reduce_mean(x, axis=1, keepdims=True)

    def __call__(self, requests):
        batch = tf.stack(requests)
        return self._serve(batch)


jit = functools.partial(tf.function, jit_compile=False, reduce_retracing=True)


@jit
def cumulative_mean(x):
    return tf.cumsum(x) / tf.range(1.0, tf.cast(tf.size(x), tf.float32) + 1.0)


server = Server(tf.Variable(tf.ones([3, 2])))
print(server([tf.ones([3]), tf.zeros([3])]).shape, server([tf.ones([3])]).shape)
for name, operation in OPERATIONS.items():
    print(name, operation(tf.constant([1.0, 3.0])).numpy())
print(unit_affine(tf.ones([2]), shift=tf.constant(1.0)).numpy())
for n in (2, 3, 4):
    print(cumulative_mean(tf.range(float(n))).numpy()[-1])
