"""Truncated back-propagation through time with state carried between chunks."""

import tensorflow as tf


def chunks(sequence, length):
    for start in range(0, sequence.shape[1] - 1, length):
        stop = min(start + length, sequence.shape[1] - 1)
        yield sequence[:, start:stop], sequence[:, start + 1 : stop + 1]


class RNN(tf.keras.Model):
    def __init__(self, units, outputs):
        super().__init__()
        self.cell = tf.keras.layers.LSTMCell(units)
        self.head = tf.keras.layers.Dense(outputs)

    def zero_state(self, batch):
        return [tf.zeros([batch, self.cell.units]), tf.zeros([batch, self.cell.units])]

    def call(self, inputs, state):
        outputs = []
        for t in range(inputs.shape[1]):
            output, state = self.cell(inputs[:, t], state)
            outputs.append(self.head(output))
        return tf.stack(outputs, axis=1), state


def detach(state):
    return [tf.stop_gradient(s) for s in state]


def train_chunk(model, optimizer, x, y, state):
    with tf.GradientTape() as tape:
        predicted, state = model(x, state)
        loss = tf.reduce_mean(tf.square(predicted - y))
    grads = tape.gradient(loss, model.trainable_variables)
    grads = [tf.clip_by_norm(g, 1.0) for g in grads]
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss, detach(state)


tf.random.set_seed(0)
signal = tf.sin(tf.reshape(tf.range(2 * 17, dtype=tf.float32), [2, 17, 1]) / 3.0)
model, optimizer = RNN(4, 1), tf.keras.optimizers.Adam(1e-2)
state = model.zero_state(2)
for x, y in chunks(signal, 5):
    loss, state = train_chunk(model, optimizer, x, y, state)
    print(x.shape, loss.shape, state[0].shape)
