import tensorflow as tf


def least_squares(a, b):
    return tf.linalg.lstsq(a, b)


def low_rank(matrix, rank):
    s, u, v = tf.linalg.svd(matrix)
    return u[..., :rank] @ tf.linalg.diag(s[..., :rank]) @ tf.linalg.adjoint(v[..., :rank])


def log_det(matrix):
    return 2.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(tf.linalg.cholesky(matrix))), axis=-1)


def spd(x, jitter=1e-3):
    return tf.matmul(x, x, transpose_b=True) + jitter * tf.eye(x.shape[-2], dtype=x.dtype)


def mahalanobis(x, mean, cov):
    difference = x - mean
    solved = tf.linalg.cholesky_solve(tf.linalg.cholesky(cov), tf.transpose(difference))
    return tf.reduce_sum(difference * tf.transpose(solved), axis=1)


def spectrum(matrix):
    values, vectors = tf.linalg.eigh(matrix)
    return values[::-1] if matrix.shape.rank == 2 else tf.reverse(values, [-1]), vectors


def gram_schmidt(vectors):
    basis = []
    for v in tf.unstack(vectors):
        for b in basis:
            v = v - tf.tensordot(v, b, 1) * b
        basis.append(v / tf.norm(v))
    return tf.stack(basis)


def matrix_power(m, n):
    result = tf.eye(m.shape[-1], batch_shape=m.shape[:-2], dtype=m.dtype)
    for _ in range(n):
        result = result @ m
    return result


def block_diagonal(blocks):
    return tf.linalg.LinearOperatorBlockDiag([tf.linalg.LinearOperatorFullMatrix(b) for b in blocks]).to_dense()


def kron(a, b):
    product = tf.einsum("ij,kl->ikjl", a, b)
    return tf.reshape(product, [a.shape[0] * b.shape[0], a.shape[1] * b.shape[1]])


x = tf.random.stateless_normal([4, 3], [1, 1])
batch = tf.random.stateless_normal([2, 3, 3], [1, 2], dtype=tf.float64)
print(least_squares(x, tf.ones([4, 1])).shape, low_rank(x, 2).shape, low_rank(batch, 1).dtype.name)
print(log_det(spd(x)).shape, log_det(spd(batch)).shape, mahalanobis(x, tf.zeros([3]), tf.eye(3)).shape)
print(spectrum(spd(x))[0].shape, spectrum(spd(batch))[1].shape, gram_schmidt(tf.transpose(x)).shape)
print(matrix_power(batch, 3).shape, block_diagonal([tf.eye(2), tf.ones([3, 3])]).shape, kron(tf.eye(2), x).shape)
