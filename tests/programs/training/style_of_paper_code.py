"""Training script in the style of paper repositories: flags as a dict, summaries, best model kept."""

import datetime
import os
import tempfile

import numpy as np
import tensorflow as tf

FLAGS = {"batch_size": 8, "num_epochs": 2, "hidden_units": 8, "weight_decay": 1e-4, "dropout": 0.1}


def load_cora_like(nodes=20, features=6, classes=3, seed=0):
    rng = np.random.RandomState(seed)
    adj = (rng.rand(nodes, nodes) < 0.2).astype(np.float32)
    adj = np.maximum(adj, adj.T)
    return rng.rand(nodes, features).astype(np.float32), adj, np.eye(classes)[rng.randint(0, classes, nodes)]


def preprocess_adj(adj):
    adj = adj + np.eye(adj.shape[0], dtype=adj.dtype)
    d_inv_sqrt = np.power(adj.sum(1), -0.5)
    return (adj * d_inv_sqrt[:, None]) * d_inv_sqrt[None, :]


class GraphConvolution(tf.keras.layers.Layer):
    def __init__(self, output_dim, activation=tf.nn.relu, dropout=0.0, **kwargs):
        super().__init__(**kwargs)
        self.output_dim, self.act, self.dropout = output_dim, activation, dropout

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[0][-1], self.output_dim), name="weights")

    def call(self, inputs, training=None):
        x, support = inputs
        if training is not False and self.dropout:
            x = tf.nn.dropout(x, self.dropout)
        return self.act(tf.matmul(support, tf.matmul(x, self.kernel)))


class GCN(tf.keras.Model):
    def __init__(self, hidden, classes):
        super().__init__()
        self.layers_ = [GraphConvolution(hidden, dropout=FLAGS["dropout"]), GraphConvolution(classes, lambda x: x)]

    def call(self, inputs, training=None):
        x, support = inputs
        for layer in self.layers_:
            x = layer((x, support), training=training)
        return x


def masked_softmax_cross_entropy(preds, labels, mask):
    loss = tf.nn.softmax_cross_entropy_with_logits(logits=preds, labels=labels)
    mask = tf.cast(mask, dtype=tf.float32)
    mask /= tf.reduce_mean(mask)
    return tf.reduce_mean(loss * mask)


def masked_accuracy(preds, labels, mask):
    correct = tf.equal(tf.argmax(preds, 1), tf.argmax(labels, 1))
    mask = tf.cast(mask, dtype=tf.float32)
    return tf.reduce_mean(tf.cast(correct, tf.float32) * mask / tf.reduce_mean(mask))


def main():
    tf.random.set_seed(123)
    x, adj, labels = load_cora_like()
    support = tf.constant(preprocess_adj(adj))
    mask = np.arange(20) < 12
    model = GCN(FLAGS["hidden_units"], 3)
    optimizer = tf.keras.optimizers.Adam(0.01)
    log_dir = os.path.join(tempfile.mkdtemp(), datetime.datetime.now().strftime("%H%M"))
    writer = tf.summary.create_file_writer(log_dir)
    for epoch in range(FLAGS["num_epochs"]):
        with tf.GradientTape() as tape:
            logits = model((x, support), training=True)
            loss = masked_softmax_cross_entropy(logits, labels, mask)
            loss += FLAGS["weight_decay"] * tf.nn.l2_loss(model.trainable_variables[0])
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
        with writer.as_default():
            tf.summary.write("loss", loss, step=epoch)
        print(epoch, masked_accuracy(logits, labels, ~mask).shape)


if __name__ == "__main__":
    main()
