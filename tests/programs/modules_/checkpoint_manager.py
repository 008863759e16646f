import tempfile

import tensorflow as tf


class Net(tf.Module):
    def __init__(self, sizes):
        super().__init__()
        self.weights = [tf.Variable(tf.random.stateless_normal(s, seed=[i, 0])) for i, s in enumerate(pairs(sizes))]

    def __call__(self, x):
        for w in self.weights[:-1]:
            x = tf.nn.elu(x @ w)
        return x @ self.weights[-1]


def pairs(sizes):
    return [[a, b] for a, b in zip(sizes[:-1], sizes[1:])]


class Training:
    def __init__(self, net, folder):
        self.net = net
        self.step = tf.Variable(0, dtype=tf.int64)
        self.optimizer = tf.keras.optimizers.SGD(0.01)
        self.checkpoint = tf.train.Checkpoint(step=self.step, net=net)
        self.manager = tf.train.CheckpointManager(self.checkpoint, folder, max_to_keep=2)

    def train_step(self, example):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.abs(self.net(example["x"]) - example["y"]))
        variables = self.net.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        self.step.assign_add(1)
        return loss

    def maybe_save(self, every):
        if int(self.step) % every == 0:
            return self.manager.save()
        return None

    def restore(self):
        return self.checkpoint.restore(self.manager.latest_checkpoint)


def toy_dataset():
    inputs = tf.range(10.0)[:, None]
    labels = inputs * 5.0 + tf.range(5.0)[None, :]
    return tf.data.Dataset.from_tensor_slices(dict(x=inputs, y=labels)).repeat().batch(2)


training = Training(Net([1, 4, 5]), tempfile.mkdtemp())
saved = []
for example in toy_dataset().take(4):
    loss = training.train_step(example)
    if training.maybe_save(2):
        saved.append(int(training.step))
training.restore()
print(saved, loss.shape, int(training.step))
