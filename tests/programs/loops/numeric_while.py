import tensorflow as tf


def power_iteration(matrix, steps):
    def cond(i, v):
        return i < steps

    def body(i, v):
        w = tf.linalg.matvec(matrix, v)
        return i + 1, w / tf.norm(w)

    _, v = tf.while_loop(cond, body, [tf.constant(0), start_vector(matrix)])
    return v


def start_vector(matrix):
    n = matrix.shape[0]
    return tf.ones([n]) / tf.sqrt(float(n))


def rayleigh(matrix, v):
    return tf.tensordot(v, tf.linalg.matvec(matrix, v), axes=1)


@tf.function
def conjugate_gradient(a, b, tol):
    x = tf.zeros_like(b)
    r = b
    p = r
    rs = tf.tensordot(r, r, 1)
    while rs > tol:
        ap = tf.linalg.matvec(a, p)
        alpha = rs / tf.tensordot(p, ap, 1)
        x += alpha * p
        r -= alpha * ap
        rs_new = tf.tensordot(r, r, 1)
        p = r + rs_new / rs * p
        rs = rs_new
    return x


def residual(a, x, b):
    return tf.norm(tf.linalg.matvec(a, x) - b)


def branch(pred, x):
    return tf.cond(pred, lambda: scale(x, 2.0), lambda: scale(x, -1.0))


def scale(x, factor):
    return x * factor


def pick(index, x):
    return tf.switch_case(index, [lambda: x, lambda: tf.square(x), lambda: tf.sqrt(x)])


matrix = tf.constant([[4.0, 1.0], [1.0, 3.0]])
v = power_iteration(matrix, 20)
print(round(float(rayleigh(matrix, v)), 3))
solution = conjugate_gradient(matrix, tf.constant([1.0, 2.0]), tf.constant(1e-10))
print(float(residual(matrix, solution, tf.constant([1.0, 2.0]))) < 1e-4)
print(branch(tf.constant(True), v).shape, pick(tf.constant(1), v).shape)
