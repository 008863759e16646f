"""A replay buffer of dicts and named tuples, stacked into batches."""

import collections
import random

import tensorflow as tf

Step = collections.namedtuple("Step", ["observation", "action", "reward"])


class Buffer:
    def __init__(self, capacity):
        self.steps = collections.deque(maxlen=capacity)

    def add(self, step):
        self.steps.append(step)

    def sample(self, count):
        chosen = random.sample(list(self.steps), count)
        return stack(chosen)


def stack(steps):
    return Step(*(tf.stack(column) for column in zip(*steps)))


def to_dict(batch):
    return batch._asdict()


def targets(batch, values):
    return batch.reward + 0.9 * tf.reduce_max(values, axis=1)


def weigh(batch, priorities):
    return {name: scale(tensor, priorities) for name, tensor in batch.items() if name != "action"}


def scale(tensor, priorities):
    extra = len(tensor.shape) - 1
    return tensor * tf.reshape(priorities, [-1] + [1] * extra)


buffer = Buffer(10)
for index in range(6):
    buffer.add(Step(tf.random.normal([3]), tf.constant(index % 2), tf.constant(float(index))))
batch = buffer.sample(4)
print(targets(batch, tf.ones([4, 2])).shape)
weighted = weigh(to_dict(batch), tf.ones([4]))
print({name: value.shape for name, value in weighted.items()})
