import random

import tensorflow as tf

GRAPH = {0: [1, 2], 1: [0, 2], 2: [0, 1, 3], 3: [2, 4], 4: [3]}


def random_walk(start, length, rng):
    walk = [start]
    while len(walk) < length:
        walk.append(rng.choice(GRAPH[walk[-1]]))
    return walk


def skip_grams(walk, window):
    pairs = []
    for i, center in enumerate(walk):
        for j in range(max(0, i - window), min(len(walk), i + window + 1)):
            if i != j:
                pairs.append((center, walk[j]))
    return pairs


class SkipGram(tf.Module):
    def __init__(self, nodes, dim):
        super().__init__()
        self.center = tf.Variable(tf.random.uniform([nodes, dim], -0.5, 0.5))
        self.context = tf.Variable(tf.zeros([nodes, dim]))

    def logits(self, centers, contexts):
        return tf.reduce_sum(tf.gather(self.center, centers) * tf.gather(self.context, contexts), axis=-1)

    def loss(self, centers, positives, negatives):
        positive = tf.math.log_sigmoid(self.logits(centers, positives))
        negative = tf.math.log_sigmoid(-self.logits(centers[:, None], negatives))
        return -tf.reduce_mean(positive + tf.reduce_sum(negative, axis=1))


def sample_negatives(batch, count, nodes):
    return tf.random.uniform([batch, count], 0, nodes, dtype=tf.int32)


def step(model, optimizer, centers, positives):
    negatives = sample_negatives(centers.shape[0], 3, len(GRAPH))
    with tf.GradientTape() as tape:
        loss = model.loss(centers, positives, negatives)
    variables = model.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


rng = random.Random(0)
tf.random.set_seed(0)
pairs = [pair for node in GRAPH for pair in skip_grams(random_walk(node, 6, rng), 2)]
centers, contexts = (tf.constant(column, tf.int32) for column in zip(*pairs))
dataset = tf.data.Dataset.from_tensor_slices((centers, contexts)).shuffle(100, seed=1).batch(16)
model, optimizer = SkipGram(len(GRAPH), 4), tf.keras.optimizers.SGD(0.1)
for batch_centers, batch_contexts in dataset.take(2):
    loss = step(model, optimizer, batch_centers, batch_contexts)
print(loss.shape)
