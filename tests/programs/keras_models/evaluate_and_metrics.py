import numpy as np
import tensorflow as tf
from tensorflow import keras


class BalancedAccuracy(keras.metrics.Metric):
    def __init__(self, classes, name="balanced", **kwargs):
        super().__init__(name=name, **kwargs)
        self.classes = classes
        self.matrix = self.add_weight(shape=(classes, classes), initializer="zeros", name="matrix")

    def update_state(self, y_true, y_pred, sample_weight=None):
        labels = tf.cast(tf.reshape(y_true, [-1]), tf.int32)
        predictions = tf.argmax(y_pred, axis=-1, output_type=tf.int32)
        self.matrix.assign_add(confusion(labels, predictions, self.classes, self.matrix.dtype))

    def result(self):
        return tf.reduce_mean(recall(tf.convert_to_tensor(self.matrix)))

    def reset_state(self):
        self.matrix.assign(tf.zeros_like(self.matrix))


def confusion(labels, predictions, classes, dtype):
    return tf.math.confusion_matrix(labels, predictions, classes, dtype=dtype)


def recall(matrix):
    return tf.math.divide_no_nan(tf.linalg.diag_part(matrix), tf.reduce_sum(matrix, axis=1))


def top_margin(y_true, y_pred):
    top2 = tf.math.top_k(y_pred, 2).values
    return top2[:, 0] - top2[:, 1]


class LabelSmoothedCE(keras.losses.Loss):
    def __init__(self, smoothing, classes, name="lsce"):
        super().__init__(name=name)
        self.smoothing, self.classes = smoothing, classes

    def call(self, y_true, y_pred):
        target = tf.one_hot(tf.cast(tf.reshape(y_true, [-1]), tf.int32), self.classes)
        target = smooth(target, self.smoothing, self.classes)
        return keras.losses.categorical_crossentropy(target, y_pred, from_logits=True)


def smooth(target, amount, classes):
    return target * (1.0 - amount) + amount / classes


keras.utils.set_random_seed(0)
x = np.random.rand(22, 4).astype("float32")
y = np.random.randint(0, 3, (22,))
model = keras.Sequential([keras.layers.Dense(3)])
model.compile("adam", LabelSmoothedCE(0.1, 3), metrics=[BalancedAccuracy(3), top_margin])
model.fit(x, y, batch_size=8, verbose=0)
print(sorted(model.evaluate(x, y, batch_size=8, return_dict=True, verbose=0)))
metric = BalancedAccuracy(3)
metric.update_state(y, model(x))
print(metric.result().shape)
