"""Train an MLP classifier with a compiled step and Keras metrics."""

import tensorflow as tf


class MLP(tf.keras.Model):
    def __init__(self, hidden, classes):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(hidden, activation="relu")
        self.dropout = tf.keras.layers.Dropout(0.2)
        self.out = tf.keras.layers.Dense(classes)

    def call(self, inputs, training=False):
        x = self.hidden(inputs)
        x = self.dropout(x, training=training)
        return self.out(x)


model = MLP(16, 3)
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.SGD(0.1)
train_loss = tf.keras.metrics.Mean(name="train_loss")
train_accuracy = tf.keras.metrics.SparseCategoricalAccuracy(name="train_accuracy")


@tf.function
def train_step(features, labels):
    with tf.GradientTape() as tape:
        predictions = model(features, training=True)
        loss = loss_object(labels, predictions)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    train_loss(loss)
    train_accuracy(labels, predictions)


@tf.function
def test_step(features, labels):
    predictions = model(features, training=False)
    return loss_object(labels, predictions)


def make_dataset(count, seed):
    generator = tf.random.Generator.from_seed(seed)
    features = generator.normal([count, 8])
    labels = tf.cast(generator.uniform([count], maxval=3, dtype=tf.int64), tf.int32)
    return tf.data.Dataset.from_tensor_slices((features, labels)).batch(20)


train_ds = make_dataset(100, seed=1)
test_ds = make_dataset(40, seed=2)

for epoch in range(2):
    train_loss.reset_state()
    train_accuracy.reset_state()
    for features, labels in train_ds:
        train_step(features, labels)
    for test_features, test_labels in test_ds:
        test_step(test_features, test_labels)
    print(f"Epoch {epoch + 1}: loss finite {bool(tf.math.is_finite(train_loss.result()))}")
