import tensorflow as tf


def skew(v):
    x, y, z = tf.unstack(v, axis=-1)
    o = tf.zeros_like(x)
    rows = [tf.stack([o, -z, y], -1), tf.stack([z, o, -x], -1), tf.stack([-y, x, o], -1)]
    return tf.stack(rows, axis=-2)


def axis_angle(axis, angle):
    k = skew(axis / tf.norm(axis, axis=-1, keepdims=True))
    angle = angle[..., tf.newaxis, tf.newaxis]
    eye = tf.eye(3, batch_shape=tf.shape(angle)[:-2])
    return eye + tf.sin(angle) * k + (1.0 - tf.cos(angle)) * tf.matmul(k, k)


def euler(angles):
    z = tf.constant([0.0, 0.0, 1.0])
    y = tf.constant([0.0, 1.0, 0.0])
    return tf.matmul(axis_angle(z, angles[..., 0]), axis_angle(y, angles[..., 1]))
