"""A module with several signatures, concrete functions and a saved input spec."""

import tensorflow as tf


class Scorer(tf.Module):
    def __init__(self, size):
        super().__init__()
        self.w = tf.Variable(tf.random.normal([size, 1]))
        self.vocabulary = tf.constant(["a", "b", "c"])

    @tf.function(input_signature=[tf.TensorSpec([None, 4], tf.float32)])
    def score(self, x):
        return self.squash(self.linear(x))

    def linear(self, x):
        return tf.matmul(x, self.w)

    def squash(self, logits):
        return tf.squeeze(tf.sigmoid(logits), -1)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def encode(self, words):
        matches = tf.equal(words[:, None], self.vocabulary[None])
        return self.weigh(matches)

    def weigh(self, matches):
        return tf.cast(matches, tf.float32)

    @tf.function
    def predict(self, x, threshold=0.5):
        return decide(self.score(x), threshold)


def decide(scores, threshold):
    return tf.cast(scores > threshold, tf.int32)


def average(scores):
    return tf.reduce_mean(scores)


scorer = Scorer(4)
print(average(scorer.score(tf.ones([3, 4]))).shape, scorer.encode(tf.constant(["a", "x"])).shape)
print(scorer.predict(tf.ones([2, 4])).shape, scorer.predict(tf.ones([5, 4]), threshold=0.2).shape)
concrete = scorer.score.get_concrete_function()
print(concrete(tf.zeros([6, 4])).shape)
