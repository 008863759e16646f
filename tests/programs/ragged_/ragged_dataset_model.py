"""Ragged input batches through a dataset, an embedding and a compiled step."""

import tensorflow as tf

TEXTS = tf.ragged.constant([[1, 2, 3], [4, 5], [6], [7, 8, 9, 1]], dtype=tf.int32)
LABELS = tf.constant([0.0, 1.0, 1.0, 0.0])


class BagModel(tf.Module):
    def __init__(self, vocab, dim):
        super().__init__()
        self.table = tf.Variable(tf.random.stateless_normal([vocab, dim], [0, 0]))
        self.w = tf.Variable(tf.random.stateless_normal([dim], [0, 1]))

    def embed(self, tokens):
        return tf.ragged.map_flat_values(tf.nn.embedding_lookup, self.table, tokens)

    def __call__(self, tokens):
        pooled = tf.reduce_mean(self.embed(tokens), axis=1)
        return score(pooled, self.w)


def score(pooled, w):
    return tf.linalg.matvec(pooled, w)


def loss_fn(labels, logits):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))


@tf.function(
    input_signature=[tf.RaggedTensorSpec([None, None], tf.int32, ragged_rank=1), tf.TensorSpec([None], tf.float32)]
)
def train_step(tokens, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, model(tokens))
    grads = tape.gradient(loss, model.trainable_variables)
    for variable, grad in zip(model.trainable_variables, grads):
        variable.assign_sub(0.1 * tf.convert_to_tensor(grad))
    return loss


def longest(tokens):
    return tf.reduce_max(tokens.row_lengths())


model = BagModel(10, 4)
dataset = tf.data.Dataset.from_tensor_slices((TEXTS, LABELS)).batch(3)
for tokens, labels in dataset:
    print(train_step(tokens, labels).shape, int(longest(tokens)))
