import tensorflow as tf


def conv(x, kernel, stride, padding):
    return tf.nn.conv2d(x, kernel, strides=stride, padding=padding)


def dilated(x, kernel, rate):
    return tf.nn.conv2d(x, kernel, strides=1, padding="VALID", dilations=rate)


def transposed(x, kernel, stride):
    n, h, w, _ = x.shape
    return tf.nn.conv2d_transpose(x, kernel, [n, h * stride, w * stride, kernel.shape[2]], strides=stride)


def separable(x, depthwise, pointwise):
    return tf.nn.separable_conv2d(x, depthwise, pointwise, strides=[1, 1, 1, 1], padding="SAME")


def conv1d(x, width, out):
    return tf.nn.conv1d(x, tf.ones([width, x.shape[-1], out]), stride=2, padding="SAME")


def conv3d(x, out):
    return tf.nn.conv3d(x, tf.ones([2, 2, 2, x.shape[-1], out]), strides=[1, 2, 2, 2, 1], padding="VALID")


def pool(x, window, stride, padding="VALID"):
    return tf.nn.max_pool2d(x, window, stride, padding), tf.nn.avg_pool(x, window, stride, padding)


def pool1d(x):
    return tf.nn.max_pool1d(x, 2, 2, "SAME")


def batch_norm(x):
    mean, variance = tf.nn.moments(x, axes=[0, 1, 2])
    return tf.nn.batch_normalization(x, mean, variance, None, None, 1e-3)


def local(x):
    return tf.nn.local_response_normalization(x, depth_radius=1)


def patches(x, size):
    return tf.image.extract_patches(x, [1, size, size, 1], [1, size, size, 1], [1, 1, 1, 1], "VALID")


def shuffle(x, block):
    return tf.nn.depth_to_space(tf.nn.space_to_depth(x, block), block)


x = tf.random.stateless_normal([2, 9, 8, 3], [0, 0])
k = tf.ones([3, 3, 3, 4])
print(conv(x, k, 1, "SAME").shape, conv(x, k, 2, "VALID").shape, conv(x, k, [1, 3, 2, 1], "SAME").shape, dilated(x, k, 2).shape)
print(transposed(x, tf.ones([3, 3, 5, 3]), 2).shape, separable(x, tf.ones([3, 3, 3, 2]), tf.ones([1, 1, 6, 4])).shape)
print(conv1d(x[:, 0], 3, 5).shape, conv3d(tf.ones([1, 4, 6, 6, 2]), 3).shape, pool1d(x[:, :, 0]).shape)
print([t.shape for t in pool(x, 2, 2)], [t.shape for t in pool(x, 3, 2, "SAME")], batch_norm(x).shape, local(x).shape)
print(patches(x, 3).shape, shuffle(x[:, :8], 2).shape)
