"""Image losses and metrics on several ranks; SSIM, total variation, gradients, pyramids; sobel filters."""
import tensorflow as tf


def tv(images):
    return tf.reduce_mean(tf.image.total_variation(images))


def edges(images):
    return tf.image.sobel_edges(images)


def pyramid(images, levels):
    found = [images]
    for _ in range(levels):
        images = halve(images)
        found.append(images)
    return found


def halve(images):
    return tf.nn.avg_pool2d(images, 2, 2, "VALID")


def multi_scale(a, b):
    return tf.add_n([l1(x, y) for x, y in zip(pyramid(a, 2), pyramid(b, 2))])


def l1(a, b):
    return tf.reduce_mean(tf.abs(a - b))


def focal(labels, logits, gamma=2.0):
    p = tf.nn.softmax(logits)
    picked = pick(p, labels)
    return -tf.reduce_mean((1.0 - picked) ** gamma * tf.math.log(picked + 1e-7))


def pick(p, labels):
    return tf.gather(p, labels, batch_dims=len(labels.shape))


def iou(labels, predictions, classes):
    matrix = tf.math.confusion_matrix(flat(labels), flat(predictions), classes)
    inter = tf.linalg.diag_part(matrix)
    return ratio(inter, tf.reduce_sum(matrix, 0) + tf.reduce_sum(matrix, 1) - inter)


def flat(x):
    return tf.reshape(x, [-1])


def ratio(a, b):
    return tf.math.divide_no_nan(tf.cast(a, tf.float32), tf.cast(b, tf.float32))


def augment(image, label):
    image = tf.image.random_brightness(image, 0.1)
    both = tf.concat([image, tf.cast(label, image.dtype)[..., None]], -1)
    both = tf.image.random_crop(both, [6, 6, 4])
    return both[..., :3], tf.cast(both[..., 3], tf.int32)


images = tf.random.uniform([4, 8, 8, 3])
labels = tf.random.uniform([4, 8, 8], maxval=5, dtype=tf.int32)
tv(images)
tv(images[0])
l1(edges(images), edges(images + 0.1))
multi_scale(images, tf.image.flip_left_right(images))
logits = tf.random.normal([4, 8, 8, 5])
focal(labels, logits)
focal(labels[:, 0, 0], logits[:, 0, 0])
iou(labels, tf.argmax(logits, -1), 5)
for image, label in tf.data.Dataset.from_tensor_slices((images, labels)).map(augment).batch(2):
    flat(label)
    l1(image, tf.zeros_like(image))
