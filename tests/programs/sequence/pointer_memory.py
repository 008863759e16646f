import tensorflow as tf


class MemoryCell(tf.Module):
    """Content addressing as in a neural Turing machine."""

    def __init__(self, slots, width, controller_dim):
        super().__init__()
        self.slots, self.width = slots, width
        self.to_key = tf.Variable(tf.random.normal([controller_dim, width], stddev=0.3))
        self.to_erase = tf.Variable(tf.random.normal([controller_dim, width], stddev=0.3))
        self.to_add = tf.Variable(tf.random.normal([controller_dim, width], stddev=0.3))

    def initial(self, batch):
        return tf.zeros([batch, self.slots, self.width]) + 1e-3

    def address(self, memory, controller, sharpness=5.0):
        key = tf.tanh(controller @ self.to_key)
        similarity = cosine_similarity(key, memory)
        return tf.nn.softmax(sharpness * similarity)

    def read(self, memory, weights):
        return tf.squeeze(tf.matmul(weights[:, None, :], memory), axis=1)

    def write(self, memory, weights, controller):
        erase = tf.sigmoid(controller @ self.to_erase)
        add = tf.tanh(controller @ self.to_add)
        kept = memory * (1 - weights[:, :, None] * erase[:, None, :])
        return kept + weights[:, :, None] * add[:, None, :]


def cosine_similarity(key, memory):
    dot = tf.einsum("bw,bsw->bs", key, memory)
    norms = tf.norm(key, axis=-1, keepdims=True) * tf.norm(memory, axis=-1)
    return dot / (norms + 1e-6)


def process(cell, inputs):
    memory = cell.initial(inputs.shape[0])
    reads = []
    for controller in tf.unstack(inputs, axis=1):
        weights = cell.address(memory, controller)
        reads.append(cell.read(memory, weights))
        memory = cell.write(memory, weights, controller)
    return tf.stack(reads, axis=1), memory


tf.random.set_seed(3)
reads, memory = process(MemoryCell(5, 4, 3), tf.random.normal([2, 6, 3]))
print(reads.shape, memory.shape)
