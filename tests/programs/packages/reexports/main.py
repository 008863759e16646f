import tensorflow as tf

from lib import Batch, normalize, ops
from lib.ops.linear import project as proj


def pipeline(batch: Batch, matrix):
    x = normalize(batch.x)
    y = proj(x, matrix)
    return ops.gelu(y)


if __name__ == "__main__":
    batch = Batch(tf.range(12.0)[:, None] * tf.ones([1, 4]), tf.zeros([12], tf.int32))
    print(pipeline(batch, tf.ones([4, 2])).shape)
    half = batch.take(5)
    print(pipeline(half, tf.eye(4)).shape, half.y.dtype.name)
