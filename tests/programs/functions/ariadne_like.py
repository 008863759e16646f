"""One-line functions and the calls that reach them."""
import tensorflow as tf
from tensorflow.python.ops import math_ops
from tensorflow.python.framework import constant_op


def f1(a):
    pass


def f2(a, b):
    pass


def f3(a):
    assert isinstance(a, tf.Tensor)
    return a


f1(tf.constant([[1, 2], [3, 4]]))
f1(constant_op.constant([1.0, 2.0]))
f1(math_ops.add(tf.constant(1), 2))
f2(tf.Variable([1, 2, 3]), tf.Variable(1.0, dtype=tf.float64))
f1(tf.zeros((1, 2)) + tf.ones((3, 1)))
f1(tf.range(1, 10, 3))
f1(tf.ones([2], dtype="int64"))
f1(tf.eye(2, 3))
f1(tf.fill([1, 1], "x"))
f1(tf.one_hot([0, 1, 2], 4, dtype=tf.int32))
f1(tf.convert_to_tensor([1.5, 2]))
f1(tf.keras.Input(shape=(32,)))
f1(tf.random.uniform((2, 2), maxval=10, dtype=tf.int32))
f1(tf.random.stateless_uniform([3], seed=(1, 2)))
f1(tf.sparse.SparseTensor([[0, 0], [1, 2]], [1, 2], [3, 4]))
f1(tf.ragged.constant([[1], [2, 3]]))
f1(tf.RaggedTensor.from_row_splits([1, 2, 3], [0, 2, 3]))
f2(tf.sigmoid(0.5), tf.nn.relu([-1.0, 1.0]))
f1(tf.matmul([[1.0, 2.0]], [[3.0], [4.0]]))
f1(tf.reshape(tf.range(12), (3, -1)))
f1(tf.transpose(tf.ones([2, 3])))
f1(tf.expand_dims(tf.constant(1), 0))
f1(tf.squeeze(tf.ones([1, 2, 1])))
f1(tf.concat([tf.ones([1, 2]), tf.zeros([3, 2])], 0))
f1(tf.argmax([[1, 2], [4, 3]], 1, output_type=tf.int32))
f1(tf.reduce_mean(tf.constant([[1.0], [2.0]]), keepdims=True))
f1(tf.cast([1.8, 2.2], tf.int32))
f1(tf.equal([1, 2], [1, 3]))
f1(tf.gather([[1, 2], [3, 4]], [1, 0, 1]))
f1(tf.image.resize(tf.ones([1, 4, 4, 3]), [8, 6]))
f1(tf.strings.upper("abc"))
f1(tf.add_n([tf.ones([2]), tf.ones([2])]))
f1(tf.data.Dataset.range(3))
for x in tf.data.Dataset.range(3):
    f1(x)
for i, (x, y) in enumerate(tf.data.Dataset.from_tensor_slices(([1, 2], [[1.0], [2.0]]))):
    f2(x, y)
with tf.GradientTape() as t:
    v = tf.Variable([2.0])
    y = v * v
f1(t.gradient(y, v))
f3(tf.linalg.inv(tf.eye(2)))
f3(x=None) if False else f3(tf.norm([3.0, 4.0]))
g = tf.function(f1)
g(tf.constant([1]))
g(tf.constant([1, 2]))
a, b = tf.split(tf.ones([4, 2]), 2)
f2(a, b)
c = [tf.ones([1]), tf.ones([2])]
f1(c)
f1(c[-1])
f1({"k": c[0]})
f1((c[0], 1))
d = tf.constant(3)
d += 1
f1(d)
f1(-d)
f1(d > 2)
f1(tf.ones([5])[1:3])
f1(tf.ones([5, 5])[:, tf.newaxis, 0])
f1(tf.constant([1, 2, 3])[-1])
f1(tf.ones(tf.shape(a)))
f1(tf.zeros(a.shape))
f1(tf.zeros_like([1, 2]))
f1(tf.linspace(0, 1, 5))
f1(tf.map_fn(lambda z: z + 1, tf.range(4)))
f1(tf.SparseTensor([[0]], ["a"], [2]))
f1(tf.experimental.numpy.ones([2])) if hasattr(tf.experimental, "numpy") else None
f1(tf.quantization.fake_quant_with_min_max_args([1.0]))
f1(tf.math.bincount([1, 1, 2]))
f1(tf.searchsorted([1, 3, 5], [2, 4]))
f1(tf.Variable(tf.zeros([2, 2]))[0])
