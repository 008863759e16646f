"""A custom training loop for a small convolutional network on MNIST."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def load_data(limit=128):
    (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
    x_train = x_train[:limit].astype("float32") / 255.0
    x_test = x_test[: limit // 2].astype("float32") / 255.0
    x_train = x_train[..., tf.newaxis]
    x_test = x_test[..., tf.newaxis]
    return (x_train, y_train[:limit]), (x_test, y_test[: limit // 2])


def build_model():
    return keras.Sequential(
        [
            layers.Conv2D(4, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )


def compute_loss(labels, logits):
    per_example = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.cast(labels, tf.int32), logits=logits)
    return tf.reduce_mean(per_example)


def train_step(model, optimizer, images, labels):
    with tf.GradientTape() as tape:
        logits = model(images, training=True)
        loss = compute_loss(labels, logits)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


def accuracy(logits, labels):
    predicted = tf.argmax(logits, axis=1)
    return tf.reduce_mean(tf.cast(tf.equal(predicted, tf.cast(labels, tf.int64)), tf.float32))


def evaluate(model, dataset):
    total = 0.0
    batches = 0
    for images, labels in dataset:
        total += accuracy(model(images, training=False), labels)
        batches += 1
    return total / batches


def main():
    tf.keras.utils.set_random_seed(1)
    (x_train, y_train), (x_test, y_test) = load_data()
    train_ds = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(128).batch(32)
    test_ds = tf.data.Dataset.from_tensor_slices((x_test, y_test)).batch(32)
    model = build_model()
    optimizer = keras.optimizers.Adam(1e-3)
    for epoch in range(2):
        for step, (images, labels) in enumerate(train_ds):
            loss = train_step(model, optimizer, images, labels)
            if step % 2 == 0:
                print("epoch", epoch, "step", step, "loss", float(loss) > 0)
        print("accuracy in range", 0 <= float(evaluate(model, test_ds)) <= 1)


if __name__ == "__main__":
    main()
