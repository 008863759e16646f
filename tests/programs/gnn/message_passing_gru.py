"""Message passing network with an edge network and a GRU update, as for molecules."""

import tensorflow as tf
from tensorflow.keras import layers


class EdgeNetwork(layers.Layer):
    def build(self, input_shape):
        self.atom_dim = input_shape[0][-1]
        self.bond_dim = input_shape[1][-1]
        self.kernel = self.add_weight(
            shape=(self.bond_dim, self.atom_dim * self.atom_dim), initializer="glorot_uniform", name="kernel"
        )
        self.built = True

    def call(self, inputs):
        atom_features, bond_features, pair_indices = inputs
        bond = tf.reshape(tf.matmul(bond_features, self.kernel), (-1, self.atom_dim, self.atom_dim))
        neighbors = tf.expand_dims(tf.gather(atom_features, pair_indices[:, 1]), axis=-1)
        transformed = tf.squeeze(tf.matmul(bond, neighbors), axis=-1)
        return aggregate(transformed, pair_indices[:, 0], tf.shape(atom_features)[0])


def aggregate(messages, targets, count):
    return tf.math.unsorted_segment_sum(messages, targets, num_segments=count)


class MessagePassing(layers.Layer):
    def __init__(self, units, steps=2, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.steps = steps

    def build(self, input_shape):
        self.message_step = EdgeNetwork()
        self.pad_length = max(0, self.units - input_shape[0][-1])
        self.update_step = layers.GRUCell(self.units)
        self.built = True

    def call(self, inputs):
        atom_features, bond_features, pair_indices = inputs
        updated = tf.pad(atom_features, [(0, 0), (0, self.pad_length)])
        for _ in range(self.steps):
            aggregated = self.message_step([updated, bond_features, pair_indices])
            updated, _ = self.update_step(aggregated, [updated])
        return updated


def partition(features, molecule_ids, count):
    parts = tf.dynamic_partition(features, molecule_ids, count)
    return [tf.reduce_mean(part, axis=0) for part in parts]


tf.random.set_seed(0)
atoms = tf.random.normal([7, 5])
bonds = tf.random.normal([10, 3])
pairs = tf.random.uniform([10, 2], 0, 7, tf.int32)
mpnn = MessagePassing(8)
h = mpnn([atoms, bonds, pairs])
print(h.shape, tf.stack(partition(h, tf.constant([0, 0, 0, 1, 1, 1, 1]), 2)).shape)
