"""Small functions called with tensors in every way a call can be written."""
import tensorflow as tf
from tensorflow import constant, ones
from tensorflow import random as R
import tensorflow.keras.backend as K


def add(a, b):
    return a + b


def value_index(a, b=None, *rest, c=None, **more):
    return a


class C:
    def __init__(self, t):
        self.t = t

    def method(self, x):
        return self.t + x

    @classmethod
    def make(cls, x):
        return cls(x)

    @staticmethod
    def static(x):
        return x * 2

    def __call__(self, x):
        return self.method(x)

    def __getitem__(self, i):
        return self.t[i]


class D(C):
    def method(self, x):
        return super().method(x) * 2


def apply(fn, *args, **kw):
    return fn(*args, **kw)


def outer(x):
    def inner(y):
        return x + y

    return inner


def gen(x):
    for row in x:
        yield row


def recursive(x, n):
    if n == 0:
        return x
    return recursive(x[:, None], n - 1)


add(constant([1.0, 2.0]), ones([2, 2]))
add(b=tf.fill([1, 2], 2), a=tf.fill([2, 2], 1))
add(*[tf.zeros([3]), tf.ones([3])])
add(**{"a": R.normal([4]), "b": R.uniform([4])})
value_index(tf.constant(1), tf.constant([1, 2]), tf.eye(2), tf.range(3), c=tf.constant("s"), d=tf.constant(True))
c = C(tf.constant([1, 2]))
c.method(tf.constant(5))
c(tf.constant([5, 6]))
C.make(tf.ones([2])).method(tf.zeros([2]))
C.static(tf.constant([[1.5]]))
d = D.make(tf.constant([3.0]))
d.method(tf.constant(2.0))
C.method(c, tf.constant(7))
add(c[0], c.t)
apply(add, tf.constant(1), tf.constant(2))
apply(add, tf.constant([1]), b=tf.constant([[2]]))
apply(lambda x: add(x, x), tf.constant(0.5))
outer(tf.ones([2, 3]))(tf.ones([3]))
for row in gen(tf.reshape(tf.range(6), [2, 3])):
    add(row, row)
recursive(tf.ones([2]), 3)
x = y = tf.constant([True, False])
add(tf.cast(x, tf.int32), tf.cast(y, tf.int32))
(p, q), r = (tf.ones([1]), tf.ones([2])), tf.ones([3])
add(p, q)
add(r, r)
first, *others = [tf.constant(1.0), tf.constant([2.0]), tf.constant([[3.0]])]
for other in others:
    add(first, other)
add(K.sum(ones([2, 3]), axis=0), K.zeros((3,)))
table = {"one": tf.ones([1]), "two": tf.ones([2])}
for key, value in table.items():
    add(value, value)
add(table["two"], table.get("one"))
add(*map(tf.square, (tf.constant(2), tf.constant(3))))
if tf.reduce_sum(r) > 2:
    z = tf.zeros([2])
else:
    z = tf.zeros([3], tf.int32)
value_index(z)
w = tf.ones([2]) if first > 5 else tf.ones([5])
value_index(w)
with tf.device("CPU:0"):
    value_index(tf.Variable(tf.ones([2, 2])))
try:
    value_index(tf.linalg.inv(tf.zeros([2, 2], tf.float64)))
except tf.errors.InvalidArgumentError:
    value_index(tf.zeros([1]))
value_index([tf.ones([2]), tf.ones([3])])
value_index((tf.ones([2]), {"k": tf.constant("v")}))
while tf.size(w) < 10:
    w = tf.concat([w, w], 0)
    value_index(w)
