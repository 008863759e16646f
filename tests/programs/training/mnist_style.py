"""Low-level classifier in the style of the beginner tutorials: weights in dicts, functions for layers."""
import numpy as np
import tensorflow as tf
from tensorflow.keras import Model, layers
from tensorflow.keras.datasets import cifar10, mnist

num_classes = 10
learning_rate = 0.001
batch_size = 128

(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train, x_test = np.array(x_train, np.float32), np.array(x_test, np.float32)
x_train, x_test = x_train.reshape([-1, 784]), x_test.reshape([-1, 784])
x_train, x_test = x_train / 255.0, x_test / 255.0
train_data = tf.data.Dataset.from_tensor_slices((x_train, y_train))
train_data = train_data.repeat().shuffle(5000).batch(batch_size).prefetch(1)

random_normal = tf.initializers.RandomNormal()
weights = {"h1": tf.Variable(random_normal([784, 128])), "out": tf.Variable(random_normal([128, num_classes]))}
biases = {"b1": tf.Variable(tf.zeros([128])), "out": tf.Variable(tf.zeros([num_classes]))}


def neural_net(x):
    layer_1 = tf.add(tf.matmul(x, weights["h1"]), biases["b1"])
    layer_1 = tf.nn.sigmoid(layer_1)
    out_layer = tf.matmul(layer_1, weights["out"]) + biases["out"]
    return tf.nn.softmax(out_layer)


def cross_entropy(y_pred, y_true):
    y_true = tf.one_hot(y_true, depth=num_classes)
    y_pred = tf.clip_by_value(y_pred, 1e-9, 1.0)
    return tf.reduce_mean(-tf.reduce_sum(y_true * tf.math.log(y_pred)))


def accuracy(y_pred, y_true):
    correct_prediction = tf.equal(tf.argmax(y_pred, 1), tf.cast(y_true, tf.int64))
    return tf.reduce_mean(tf.cast(correct_prediction, tf.float32), axis=-1)


optimizer = tf.optimizers.SGD(learning_rate)


def run_optimization(x, y):
    with tf.GradientTape() as g:
        pred = neural_net(x)
        loss = cross_entropy(pred, y)
    trainable_variables = list(weights.values()) + list(biases.values())
    gradients = g.gradient(loss, trainable_variables)
    optimizer.apply_gradients(zip(gradients, trainable_variables))


for step, (batch_x, batch_y) in enumerate(train_data.take(3), 1):
    run_optimization(batch_x, batch_y)
    if step % 2 == 0:
        pred = neural_net(batch_x)
        loss = cross_entropy(pred, batch_y)
        acc = accuracy(pred, batch_y)
pred = neural_net(x_test[:5])
accuracy(pred, y_test[:5])


class ConvNet(Model):
    def __init__(self):
        super(ConvNet, self).__init__()
        self.conv1 = layers.Conv2D(8, kernel_size=5, activation=tf.nn.relu)
        self.maxpool1 = layers.MaxPool2D(2, strides=2)
        self.flatten = layers.Flatten()
        self.fc1 = layers.Dense(32)
        self.dropout = layers.Dropout(rate=0.5)
        self.out = layers.Dense(num_classes)

    def call(self, x, is_training=False):
        x = tf.reshape(x, [-1, 28, 28, 1])
        x = self.conv1(x)
        x = self.maxpool1(x)
        x = self.flatten(x)
        x = self.fc1(x)
        x = self.dropout(x, training=is_training)
        x = self.out(x)
        if not is_training:
            x = tf.nn.softmax(x)
        return x


conv_net = ConvNet()
conv_optimizer = tf.optimizers.Adam(learning_rate)


def cross_entropy_loss(x, y):
    y = tf.cast(y, tf.int64)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=x)
    return tf.reduce_mean(loss)


def run_conv(x, y):
    with tf.GradientTape() as g:
        pred = conv_net(x, is_training=True)
        loss = cross_entropy_loss(pred, y)
    gradients = g.gradient(loss, conv_net.trainable_variables)
    conv_optimizer.apply_gradients(zip(gradients, conv_net.trainable_variables))


for batch_x, batch_y in train_data.take(2):
    run_conv(batch_x, batch_y)
accuracy(conv_net(x_test[:7]), y_test[:7])
(images, labels), _ = cifar10.load_data()


def whiten(image):
    return tf.image.per_image_standardization(image)


whiten(images[0])
ds = tf.data.Dataset.from_tensor_slices((images[:50].astype("float32"), labels[:50])).map(lambda i, l: (whiten(i), l))


def look(i, l):
    return tf.reduce_mean(i), tf.squeeze(l)


for i, l in ds.batch(20):
    look(i, l)
