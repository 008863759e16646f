import tensorflow as tf
from tensorflow import keras


class Teacher(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.net = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)])

    def call(self, x, training=False):
        return self.net(x, training=training)


class MeanTeacher(keras.Model):
    """A student trained with labels and with the consistency to an averaged teacher."""

    def __init__(self, classes, decay=0.95):
        super().__init__()
        self.student, self.teacher = Teacher(classes), Teacher(classes)
        self.decay = decay

    def build(self, input_shape):
        self.student.build(input_shape)
        self.teacher.build(input_shape)
        self.built = True

    def call(self, x, training=False):
        return self.student(x, training=training)

    def train_step(self, data):
        x, y, weight = keras.utils.unpack_x_y_sample_weight(data)
        with tf.GradientTape() as tape:
            logits = self.student(perturb(x), training=True)
            supervised = self.compute_loss(x=x, y=y, y_pred=logits, sample_weight=weight)
            loss = supervised + consistency(logits, self.teacher(perturb(x)))
        variables = self.student.trainable_variables
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        self.average()
        return {"loss": loss}

    def average(self):
        for teacher, student in zip(self.teacher.weights, self.student.weights):
            blend(teacher, student, self.decay)


def perturb(x, scale=0.05):
    return x + scale * tf.random.normal(tf.shape(x))


def consistency(a, b):
    return tf.reduce_mean(tf.square(tf.nn.softmax(a) - tf.nn.softmax(b)))


def blend(target, source, decay):
    target.assign(decay * target + (1.0 - decay) * source)


keras.utils.set_random_seed(0)
x = tf.random.normal([20, 4])
y = tf.random.uniform([20], 0, 3, tf.int32)
model = MeanTeacher(3)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
history = model.fit(tf.data.Dataset.from_tensor_slices((x, y)).batch(8), epochs=1, verbose=0)
print(sorted(history.history), model(x).shape)
