import numpy as np
import tensorflow as tf


class Mesh:
    def __init__(self, cells):
        self.points = tf.linspace(0.0, 1.0, cells + 1)
        self.elements = tf.stack([tf.range(cells), tf.range(1, cells + 1)], axis=1)

    @property
    def sizes(self):
        return self.points[1:] - self.points[:-1]


def element_stiffness(h):
    base = tf.constant([[1.0, -1.0], [-1.0, 1.0]])
    return base[None] / h[:, None, None]


def element_load(h, f):
    return 0.5 * (h * f)[:, None] * tf.ones([1, 2])


def assemble_matrix(local, elements, n):
    rows = tf.repeat(elements, 2, axis=1)
    columns = tf.tile(elements, [1, 2])
    indices = tf.stack([tf.reshape(rows, [-1]), tf.reshape(columns, [-1])], axis=1)
    return tf.scatter_nd(indices, tf.reshape(local, [-1]), [n, n])


def assemble_vector(local, elements, n):
    return tf.scatter_nd(tf.reshape(elements, [-1, 1]), tf.reshape(local, [-1]), [n])


def dirichlet(matrix, vector):
    return matrix[1:-1, 1:-1], vector[1:-1]


def solve(mesh, source):
    n = mesh.points.shape[0]
    h = mesh.sizes
    matrix = assemble_matrix(element_stiffness(h), mesh.elements, n)
    vector = assemble_vector(element_load(h, source), mesh.elements, n)
    a, b = dirichlet(matrix, vector)
    u = tf.linalg.solve(a, b[:, None])[:, 0]
    return tf.pad(u, [[1, 1]])


def energy(u, matrix):
    return 0.5 * tf.tensordot(u, tf.linalg.matvec(matrix, u), 1)


for cells in (4, 8):
    mesh = Mesh(cells)
    u = solve(mesh, tf.ones([cells]))
    exact = 0.5 * mesh.points * (1.0 - mesh.points)
    print(u.shape, np.allclose(u, exact, atol=1e-4))
matrix = assemble_matrix(element_stiffness(mesh.sizes), mesh.elements, 9)
print(energy(u, matrix).shape)
