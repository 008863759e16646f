import tensorflow as tf
from tensorflow import keras


class DecayMemory(keras.layers.Layer):
    """Keeps a state variable between calls; reset by hand."""

    def __init__(self, dim, decay=0.9):
        super().__init__()
        self.decay = decay
        self.memory = self.add_weight(shape=(dim,), initializer="zeros", trainable=False, name="memory")

    def call(self, x, update=True):
        if update:
            self.memory.assign(self.decay * self.memory + (1.0 - self.decay) * tf.reduce_mean(x, axis=0))
        return x - self.memory

    def reset(self):
        self.memory.assign(tf.zeros_like(self.memory))


class Stateful(keras.Model):
    def __init__(self, units):
        super().__init__()
        self.memory = DecayMemory(4)
        self.rnn = keras.layers.SimpleRNN(units, return_state=True)
        self.out = keras.layers.Dense(1)

    def call(self, inputs, initial_state=None, training=None):
        x = self.memory(inputs[:, -1, :], update=bool(training))
        _, state = self.rnn(inputs, initial_state=initial_state)
        return self.out(merge(x, state)), state

    def rollout(self, sequence, steps):
        state, outputs = None, []
        for _ in range(steps):
            y, state = self(sequence, initial_state=state, training=True)
            sequence = push(sequence, y)
            outputs.append(y)
        return tf.concat(outputs, axis=1)


def merge(*parts):
    return tf.concat(parts, axis=-1)


def push(sequence, value):
    row = tf.tile(value[:, None, :], [1, 1, sequence.shape[-1]])
    return tf.concat([sequence[:, 1:], row], axis=1)


tf.random.set_seed(0)
model = Stateful(3)
sequence = tf.random.normal([2, 5, 4])
print(model.rollout(sequence, 3).shape)
model.memory.reset()
y, state = model(sequence)
print(y.shape, state.shape, float(tf.reduce_sum(model.memory.memory)))
