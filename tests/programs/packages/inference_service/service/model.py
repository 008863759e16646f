import tensorflow as tf

LABELS = ["left", "right"]


class Scorer(tf.Module):
    def __init__(self, features, classes):
        super().__init__()
        self.w = tf.Variable(tf.random.stateless_normal([features, classes], seed=[0, 1]))
        self.temperature = tf.constant(2.0)

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def predict(self, rows):
        logits = self.logits(rows)
        return tf.argmax(logits, axis=1), calibrated(logits, self.temperature)

    def logits(self, rows):
        return rows @ self.w


def calibrated(logits, temperature):
    return tf.reduce_max(tf.nn.softmax(logits / temperature), axis=1)
