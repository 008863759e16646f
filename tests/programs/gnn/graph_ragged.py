"""Molecules as ragged atoms and sparse bonds; batching; message passing; readout."""
import tensorflow as tf


def batch_atoms(molecules):
    return tf.ragged.constant([m["atoms"] for m in molecules])


def adjacency(bonds, n):
    both = tf.concat([bonds, tf.reverse(bonds, [1])], 0)
    return tf.sparse.reorder(tf.sparse.SparseTensor(tf.cast(both, tf.int64), tf.ones([tf.shape(both)[0]]), [n, n]))


def embed(table, atoms):
    return tf.gather(table, atoms)


def message(adj, h, w):
    return update(h, tf.sparse.sparse_dense_matmul(adj, h @ w))


def update(h, m):
    return tf.nn.relu(h + m)


def readout(h, lengths):
    return sums(tf.RaggedTensor.from_row_lengths(h, lengths))


def sums(rows):
    return tf.reduce_sum(rows, axis=1)


def longest(atoms):
    return tf.reduce_max(atoms.row_lengths())


def dense_view(atoms):
    return mask(atoms.to_tensor(-1))


def mask(padded):
    return tf.cast(padded >= 0, tf.float32)


molecules = [{"atoms": [1, 2, 1]}, {"atoms": [3, 1]}, {"atoms": [2, 2, 2, 1]}]
atoms = batch_atoms(molecules)
table = tf.Variable(tf.random.normal([5, 4]))
h = embed(table, atoms.flat_values)
bonds = tf.constant([[0, 1], [1, 2], [3, 4], [5, 6], [6, 7], [7, 8]])
adj = adjacency(bonds, 9)
for _ in range(2):
    h = message(adj, h, tf.random.normal([4, 4]))
out = readout(h, atoms.row_lengths())
longest(atoms)
dense_view(atoms)
sums(embed(table, atoms))
sums(tf.cast(atoms[1:], tf.float32))
update(out, tf.zeros_like(out))
mask(atoms.values)
