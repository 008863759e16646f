"""Assorted operations as small helpers: segment, scatter, linalg, einsum, image, random."""
import tensorflow as tf


def see(x):
    return x


def bilinear(a, w, b):
    return tf.einsum("bi,ij,bj->b", a, w, b)


def outer(a, b):
    return a[:, tf.newaxis] * b[tf.newaxis, :]


def solve(a, b):
    return tf.linalg.solve(a, b)


def segment_mean(x, ids):
    return tf.math.segment_mean(x, ids)


def histogram(x):
    return tf.histogram_fixed_width(x, [0.0, 1.0], nbins=5)


def scatter(n, indices, updates):
    return tf.scatter_nd(indices, updates, [n])


def boxes_iou(a, b):
    top = tf.maximum(a[..., :2], b[..., :2])
    bottom = tf.minimum(a[..., 2:], b[..., 2:])
    inter = tf.reduce_prod(tf.maximum(bottom - top, 0.0), axis=-1)
    return inter / (area(a) + area(b) - inter)


def area(box):
    return (box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1])


see(bilinear(tf.ones([3, 2]), tf.ones([2, 4]), tf.ones([3, 4])))
see(outer(tf.range(3.0), tf.range(2.0)))
see(solve(tf.eye(3), tf.ones([3, 1])))
see(segment_mean(tf.ones([4, 2]), tf.constant([0, 0, 1, 2])))
see(histogram(tf.random.uniform([20])))
see(scatter(6, tf.constant([[1], [4]]), tf.constant([2.0, 3.0])))
box = tf.constant([[0.0, 0.0, 1.0, 1.0], [0.2, 0.2, 0.8, 0.9]])
see(boxes_iou(box[:, None], box[None, :]))
see(tf.image.non_max_suppression(box, tf.constant([0.9, 0.8]), 2))
see(tf.image.crop_and_resize(tf.ones([1, 8, 8, 3]), box, [0, 0], [4, 4]))
see(tf.image.extract_patches(tf.ones([1, 8, 8, 1]), [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], "VALID"))
see(tf.linalg.diag(tf.range(3)))
q, r = tf.linalg.qr(tf.random.normal([4, 3]))
see(q)
see(r)
e, v = tf.linalg.eigh(tf.eye(3))
see(e)
see(tf.linalg.cholesky(tf.eye(2)))
see(tf.random.gamma([3], alpha=[0.5, 1.5]))
see(tf.random.truncated_normal([2, 2]))
see(tf.tensor_scatter_nd_update(tf.zeros([5]), [[1], [3]], [9.0, 10.0]))
see(tf.gather_nd(tf.reshape(tf.range(6), [2, 3]), [[0, 1], [1, 2]]))
see(tf.dynamic_partition(tf.range(5), [0, 1, 0, 1, 0], 2))
see(tf.sequence_mask([1, 3, 2], 4))
see(tf.nn.dropout(tf.ones([3, 3]), 0.5))
see(tf.math.cumsum(tf.range(4)))
see(tf.roll(tf.range(4), 1, 0))
see(tf.split(tf.ones([6, 2]), 3))
see(tf.split(tf.ones([6, 2]), [1, 5]))
see(tf.unstack(tf.ones([2, 3])))
see(tf.reduce_logsumexp(tf.ones([2, 3]), axis=1))
see(tf.math.confusion_matrix([0, 1, 1], [0, 1, 0]))
see(tf.pad(tf.ones([2, 3]), [[1, 1], [0, 2]]))
see(tf.tile(tf.constant([[1, 2]]), [2, 3]))
see(tf.repeat([1, 2], [2, 3]))
see(tf.bitcast(tf.constant(1.0), tf.uint32))
see(tf.complex(1.0, 2.0))
see(tf.signal.stft(tf.ones([1024]), 256, 128))
