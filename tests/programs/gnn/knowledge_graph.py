"""TransE and DistMult on triples, negative sampling, filtered ranking."""

import numpy as np
import tensorflow as tf

TRIPLES = np.array([[0, 0, 1], [1, 0, 2], [2, 1, 3], [3, 1, 0], [0, 1, 2]], dtype=np.int32)


class KGEmbedding(tf.keras.layers.Layer):
    def __init__(self, entities, relations, dim):
        super().__init__()
        self.entity = tf.keras.layers.Embedding(entities, dim)
        self.relation = tf.keras.layers.Embedding(relations, dim)

    def score(self, head, relation, tail):
        raise NotImplementedError

    def call(self, triples):
        head, relation, tail = tf.unstack(triples, axis=-1)
        return self.score(self.entity(head), self.relation(relation), self.entity(tail))


class TransE(KGEmbedding):
    def score(self, head, relation, tail):
        return -tf.norm(head + relation - tail, axis=-1)


class DistMult(KGEmbedding):
    def score(self, head, relation, tail):
        return tf.reduce_sum(head * relation * tail, axis=-1)


def corrupt(triples, entities, rng):
    corrupted = triples.copy()
    rows = np.arange(len(triples))
    column = rng.choice([0, 2], size=len(triples))
    corrupted[rows, column] = rng.randint(0, entities, len(triples))
    return corrupted


def margin_loss(positive, negative, margin=1.0):
    return tf.reduce_mean(tf.nn.relu(margin - positive + negative))


def step(model, optimizer, positive, negative):
    with tf.GradientTape() as tape:
        loss = margin_loss(model(positive), model(negative))
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights))
    return loss


def all_tails(triple, entities):
    head, relation, _ = tf.unstack(triple)
    return tf.stack([tf.fill([entities], head), tf.fill([entities], relation), tf.range(entities)], axis=1)


def rank(model, triple, entities):
    scores = model(all_tails(triple, entities))
    return 1 + tf.math.count_nonzero(scores > scores[triple[2]])


rng = np.random.RandomState(0)
for cls in (TransE, DistMult):
    tf.random.set_seed(0)
    model, optimizer = cls(4, 2, 5), tf.keras.optimizers.Adam(0.05)
    loss = step(model, optimizer, TRIPLES, corrupt(TRIPLES, 4, rng))
    print(cls.__name__, loss.shape, rank(model, tf.constant(TRIPLES[0]), 4).dtype.name)
