"""Knowledge distillation with a frozen teacher."""

import tensorflow as tf
from tensorflow import keras

TEMPERATURE = 3.0


def network(width, classes, name):
    return keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(width, activation="relu"), keras.layers.Dense(classes)], name=name
    )


def soft_targets(logits, temperature):
    return tf.nn.softmax(logits / temperature)


def distillation_loss(teacher_logits, student_logits, temperature=TEMPERATURE):
    teacher = soft_targets(teacher_logits, temperature)
    student = tf.nn.log_softmax(student_logits / temperature)
    return -tf.reduce_mean(tf.reduce_sum(teacher * student, axis=-1)) * temperature**2


def hard_loss(labels, logits):
    return tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True))


class Distiller:
    def __init__(self, teacher, student, alpha):
        self.teacher, self.student, self.alpha = teacher, student, alpha
        self.optimizer = keras.optimizers.Adam(1e-2)

    @tf.function
    def train_step(self, x, y):
        teacher_logits = self.teacher(x, training=False)
        with tf.GradientTape() as tape:
            student_logits = self.student(x, training=True)
            loss = self.combine(hard_loss(y, student_logits), distillation_loss(teacher_logits, student_logits))
        gradients = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.student.trainable_variables))
        return loss

    def combine(self, hard, soft):
        return self.alpha * hard + (1.0 - self.alpha) * soft


def agreement(a, b, x):
    return tf.reduce_mean(tf.cast(tf.argmax(a(x), -1) == tf.argmax(b(x), -1), tf.float32))


keras.utils.set_random_seed(5)
distiller = Distiller(network(16, 3, "teacher"), network(4, 3, "student"), alpha=0.3)
x = tf.random.normal([12, 6])
y = tf.random.uniform([12], maxval=3, dtype=tf.int32)
for _ in range(3):
    loss = distiller.train_step(x, y)
print(loss.shape, agreement(distiller.teacher, distiller.student, x).shape)
