import tensorflow as tf


def gradient_loss(a, b):
    ay, ax = tf.image.image_gradients(a)
    by, bx = tf.image.image_gradients(b)
    return tf.reduce_mean(tf.abs(ay - by)) + tf.reduce_mean(tf.abs(ax - bx))


def ssim_loss(a, b):
    return 1.0 - tf.reduce_mean(tf.image.ssim(a, b, max_val=1.0, filter_size=5))


def multiscale(loss, a, b, levels):
    total = 0.0
    for _ in range(levels):
        total += loss(a, b)
        a, b = halve(a), halve(b)
    return total / levels


def halve(x):
    return tf.nn.avg_pool2d(x, 2, 2, "VALID")


def soft_dice(labels, logits, classes):
    onehot = tf.one_hot(labels, classes)
    probabilities = tf.nn.softmax(logits)
    overlap = tf.reduce_sum(onehot * probabilities, axis=[0, 1, 2])
    return 1.0 - tf.reduce_mean(2.0 * overlap / (tf.reduce_sum(onehot + probabilities, axis=[0, 1, 2]) + 1e-6))


def boundary_weights(labels):
    edges = tf.cast(labels[:, 1:, 1:] != labels[:, :-1, :-1], tf.float32)
    return 1.0 + tf.pad(edges, [[0, 0], [0, 1], [0, 1]])


def weighted_ce(labels, logits):
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    return tf.reduce_mean(loss * boundary_weights(labels))


def keypoint_heatmaps(points, size, sigma=1.0):
    grid = tf.range(size, dtype=tf.float32)
    dy = (grid[None, None, :] - points[..., :1]) ** 2
    dx = (grid[None, None, :] - points[..., 1:]) ** 2
    return tf.exp(-(dy[..., :, None] + dx[..., None, :]) / (2 * sigma**2))


def soft_argmax(heatmaps):
    n, k, h, w = heatmaps.shape
    weights = tf.nn.softmax(tf.reshape(heatmaps * 10.0, [n, k, h * w]))
    index = tf.range(h * w)
    coordinates = tf.cast(tf.stack([index // w, index % w], axis=1), tf.float32)
    return tf.matmul(weights, coordinates)


tf.random.set_seed(0)
a, b = tf.random.uniform([2, 16, 16, 1]), tf.random.uniform([2, 16, 16, 1])
print(gradient_loss(a, b).shape, ssim_loss(a, b).shape, multiscale(gradient_loss, a, b, 3).shape)
labels, logits = tf.random.uniform([2, 8, 8], 0, 3, tf.int32), tf.random.normal([2, 8, 8, 3])
print(soft_dice(labels, logits, 3).shape, weighted_ce(labels, logits).shape)
heatmaps = keypoint_heatmaps(tf.random.uniform([2, 5, 2], 0, 10), 10)
print(heatmaps.shape, soft_argmax(heatmaps).shape)
